import { read, type TransactContext, transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { type GroupMapping, type Profile, planGroupSync } from '../profile.ts';
import { requirePermission } from '../rules.ts';
import { findMember, findMemberBySlackId, listEveryMember, saveMember } from '../store.ts';
import { endMembership, fromProfile } from './members.ts';

/** The user groups that make members; for whoever asks Slack about their people. */
export async function listMappedGroups(ctx: TransactContext): Promise<GroupMapping[]> {
  return read(ctx, async ({ db, now }) => (await getSettings(db, null, now)).memberGroups);
}

/** What a sync did. */
export interface Synced {
  [key: string]: number;
  joined: number;
  changed: number;
  left: number;
}

/**
 * Makes the members follow the mapped groups. `people` are the groups Slack answered for; `findProfile`
 * is asked for newcomers, and those who may not be members are left out.
 */
export async function syncGroups(
  ctx: TransactContext & { actor?: Ctx['actor'] },
  slack: {
    people: ReadonlyMap<string, readonly string[]>;
    findProfile(id: string): Promise<Profile | null>;
  },
): Promise<Synced> {
  if (ctx.actor) requirePermission(ctx.actor, 'member:change', {});
  const mappings = await listMappedGroups(ctx);
  const plan = planGroupSync(mappings, slack.people, await listEveryMember(ctx.db));
  const newcomers = await Promise.all(
    plan.join.map(async (one) => ({ ...one, profile: await slack.findProfile(one.slackUserId) })),
  );
  const joins = newcomers.flatMap(({ mapping, profile }) =>
    profile?.kind === 'person' ? [{ mapping, profile }] : [],
  );
  const done = { joined: 0, changed: 0, left: 0 };
  for (const { mapping, profile } of joins) done.joined += await joinByGroup(ctx, mapping, profile);
  for (const { memberId, mapping } of plan.change)
    done.changed += await followGroup(ctx, memberId, mapping);
  for (const { memberId } of plan.leave) done.left += await leaveByGroup(ctx, memberId);
  return done;
}

type SystemContext = Pick<TransactContext, 'db' | 'keys'>;

/** One person per transaction: a mistake with one does not hold up the others. */
async function joinByGroup(
  { db, keys }: SystemContext,
  mapping: GroupMapping,
  profile: Profile,
): Promise<number> {
  return (
    await transact({ db, keys }, async (work) => {
      const known = await findMemberBySlackId(work.tx, profile.slackUserId);
      const id = known?.id ?? newId(work.now);
      await saveMember(
        work.tx,
        { id, slackUserId: profile.slackUserId, now: work.now },
        {
          ...fromProfile(profile, work.now, known ?? undefined),
          ...termsOf(mapping),
          active: true,
        },
      );
      audit(work, {
        actor: 'system',
        action: 'member.add',
        subject: { kind: 'member', id },
        details: { ...mapping },
      });
      return { n: 1 };
    })
  ).n;
}

async function followGroup(
  { db, keys }: SystemContext,
  memberId: string,
  mapping: GroupMapping,
): Promise<number> {
  return (
    await transact({ db, keys }, async (work) => {
      const member = await findMember(work.tx, memberId);
      if (!member?.active) throw new Error(`the member ${memberId} is gone`);
      await saveMember(work.tx, { ...member, now: work.now }, termsOf(mapping));
      const { role, teamIds } = member;
      audit(work, {
        actor: 'system',
        action: 'member.change',
        subject: { kind: 'member', id: memberId },
        details: { old: { role, teamIds }, new: { ...mapping } },
      });
      return { n: 1 };
    })
  ).n;
}

async function leaveByGroup({ db, keys }: SystemContext, memberId: string): Promise<number> {
  return (
    await transact({ db, keys }, async (work) => {
      const member = await findMember(work.tx, memberId);
      if (!member) throw new Error(`the member ${memberId} is gone`);
      await endMembership(work, member, { actor: 'system', why: 'left-group' });
      return { n: 1 };
    })
  ).n;
}

const termsOf = ({ role, teamId, groupId }: GroupMapping) => ({
  role,
  teamIds: teamId ? [teamId] : [],
  groupId,
});
