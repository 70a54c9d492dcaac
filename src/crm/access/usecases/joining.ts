import type { Db } from '../../../db/client.ts';
import { businessNow, read, type TransactContext, transact } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { audit } from '../../audit/audit.ts';
import { isFirstAdministrator, type Profile } from '../profile.ts';
import {
  findMemberBySlackId,
  listActiveMembers,
  listStaleProfiles,
  listTeams,
  type Member,
  type MemberChange,
  saveMember,
  type Team,
} from '../store.ts';
import { countAdministrators, findOfficeKinds } from '../store-administrators.ts';
import { endMembership, fromProfile } from './members.ts';

/**
 * Somebody who is no member stands at the door: makes them an administrator when the operator named
 * them, or when they own the workspace and the office has no administrator. True when they now are one.
 */
export async function admitAdministrator(
  ctx: TransactContext,
  profile: Profile,
  named: readonly string[],
): Promise<boolean> {
  const known = await findMemberBySlackId(ctx.db, profile.slackUserId);
  const administrators = await countAdministrators(ctx.db);
  if (!isFirstAdministrator(profile, { administrators, named, wasMember: known !== null }))
    return false;
  await transact(ctx, async (work) => {
    const id = known?.id ?? newId(work.now);
    await saveMember(
      work.tx,
      { id, slackUserId: profile.slackUserId, now: work.now },
      {
        ...fromProfile(profile, work.now, known ?? undefined),
        role: 'administrator',
        active: true,
        groupId: null,
      },
    );
    audit(work, {
      actor: 'system',
      action: 'member.first-administrator',
      subject: { kind: 'member', id },
      details: { named: named.includes(profile.slackUserId), owner: profile.isOwner },
    });
    return { id };
  });
  return true;
}

/**
 * Takes over what Slack says of a member: name, language, zone; a person who was deactivated, became a
 * guest or belongs elsewhere now is no member any more. Strangers are nobody's business.
 */
export async function refreshProfile(ctx: TransactContext, profile: Profile): Promise<void> {
  const member = await findMemberBySlackId(ctx.db, profile.slackUserId);
  if (!member?.active) return;
  if (profile.kind !== 'person') {
    await transact(ctx, async (work) => {
      await endMembership(work, member, { actor: 'system', why: profile.kind });
      return {};
    });
    return;
  }
  const change = fromProfile(profile, await businessNow(ctx.db), member);
  const told = listTold(member, change);
  if (told.length === 0) return notePlainReading(ctx, member, change);
  await transact(ctx, async (work) => {
    await saveMember(work.tx, { ...member, now: work.now }, { ...change, profileAt: work.now });
    audit(work, {
      actor: 'system',
      action: 'member.profile',
      subject: { kind: 'member', id: member.id },
      details: { fields: told },
    });
    return {};
  });
}

/** Everybody and every team: for operators, who stand outside the policy. */
export async function listOffice(
  ctx: TransactContext,
): Promise<{ members: Member[]; teams: Team[] }> {
  return read(ctx, async ({ db }) => ({
    members: await listActiveMembers(db),
    teams: await listTeams(db),
  }));
}

/** Active members whose profile was not read since `before`. */
export async function listUnreadProfiles(
  ctx: TransactContext,
  before: Date,
  limit: number,
): Promise<Member[]> {
  return read(ctx, ({ db }) => listStaleProfiles(db, before, limit));
}

/** The office in the database is not of the workspace we are about to talk to. */
export class WrongOffice extends Error {
  override name = 'WrongOffice';
}

/**
 * Throws when the database holds the practice office and Slack is real, or the other way round: people
 * of the one must never be registered or nudged in the other.
 */
export async function requireFittingOffice(db: Db, workspace: 'practice' | 'real'): Promise<void> {
  const found = await findOfficeKinds(db);
  if (workspace === 'real' && found.practice) {
    throw new WrongOffice(
      'The database holds the practice office. Choose another folder for the real one, GATEHOUSE_DATA_DIR=./office, or delete the practice data.',
    );
  }
  if (workspace === 'practice' && found.real) {
    throw new WrongOffice(
      'The database holds the office of a Slack workspace. Give its tokens (SLACK_BOT_TOKEN and SLACK_APP_TOKEN), or another folder to practise in: GATEHOUSE_DATA_DIR=./practice.',
    );
  }
}

const TOLD = ['name', 'slackLocale', 'zone'] as const;

const listTold = (member: Member, change: Partial<Member>) =>
  TOLD.filter((field) => change[field] !== undefined && change[field] !== member[field]);

/** Nothing changed: only the time of the reading is kept, which is no event of the office. */
async function notePlainReading(
  { db }: TransactContext,
  member: Member,
  { profileAt }: MemberChange,
): Promise<void> {
  if (profileAt) await saveMember(db, { ...member, now: profileAt }, { profileAt });
}
