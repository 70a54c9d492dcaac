import { read, transact, type Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import type { Locale } from '../../../lib/locale.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { type Profile, requireEligible } from '../profile.ts';
import type { Role } from '../roles.ts';
import { reachOf, requirePermission } from '../rules.ts';
import {
  findMember,
  findMemberBySlackId,
  listActiveMembers,
  listTeams,
  type Member,
  type MemberChange,
  saveMember,
  type Team,
} from '../store.ts';
import { lockAdministrators } from '../store-administrators.ts';

export { type Member, NUDGE_TARGETS, type Team } from '../store.ts';

/** What an administrator decides about a member. `locale` null follows Slack's. */
export interface MemberTerms {
  role: Role;
  /** The home team first; only administrators may do without. */
  teamIds: string[];
  locale: Locale | null;
}

/** Members and teams the person may see: a manager their teams', an administrator everybody. */
export async function listMembers(ctx: Ctx): Promise<{ members: Member[]; teams: Team[] }> {
  const reach = reachOf(ctx.actor, 'member:see');
  if (reach === 'none') throw new Refusal('notAllowed');
  return read(ctx, async ({ db }) => {
    const teams = await listTeams(db);
    if (reach === 'all') return { members: await listActiveMembers(db), teams };
    const own = new Set(ctx.actor.teamIds);
    return {
      members: await listActiveMembers(db, ctx.actor.teamIds),
      teams: teams.filter(({ id }) => own.has(id)),
    };
  });
}

/** One member with the teams to choose from, for the form. */
export async function getMember(
  ctx: Ctx,
  memberId: string,
): Promise<{ member: Member; teams: Team[] }> {
  return read(ctx, async ({ db }) => {
    const member = await findMember(db, memberId);
    requirePermission(ctx.actor, 'member:see', {
      repId: memberId,
      teamId: sharedTeam(ctx, member),
    });
    if (!member) throw new Refusal('notAllowed');
    return { member, teams: await listTeams(db) };
  });
}

/** Adds a person of the workspace, or takes back one who left. The profile is Slack's, never the client's word. */
export async function addMember(
  ctx: Ctx,
  profile: Profile | null,
  terms: MemberTerms,
): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'member:change', {});
  requireEligible(profile, 'person');
  return transact(ctx, async (work) => {
    await requireTerms(work, terms);
    const known = await findMemberBySlackId(work.tx, profile.slackUserId);
    if (known?.active) throw new Refusal('memberKnown', { name: known.name }, 'person');
    const id = known?.id ?? newId(work.now);
    await saveMember(
      work.tx,
      { id, slackUserId: profile.slackUserId, now: work.now },
      {
        ...terms,
        ...fromProfile(profile, work.now),
        active: true,
        groupId: null,
      },
    );
    audit(work, {
      actor: ctx.actor,
      action: 'member.add',
      subject: { kind: 'member', id },
      details: { ...codes(terms), again: known !== null },
    });
    return { id };
  });
}

/** Changes role, teams or language. From then on the person counts as added by hand: no group undoes it. */
export async function changeMember(
  ctx: Ctx,
  memberId: string,
  terms: MemberTerms,
): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'member:change', {});
  return transact(ctx, async (work) => {
    const member = await getActive(work, memberId);
    await requireTerms(work, terms);
    if (terms.role !== 'administrator') await requireAnotherAdministrator(work, member);
    await saveMember(work.tx, { ...member, now: work.now }, { ...terms, groupId: null });
    audit(work, {
      actor: ctx.actor,
      action: 'member.change',
      subject: { kind: 'member', id: memberId },
      details: { old: codes(member), new: codes(terms) },
    });
    return { id: memberId };
  });
}

/** Ends a membership. Records stay; the person is refused from the next click on. */
export async function removeMember(ctx: Ctx, memberId: string): Promise<{ id: string }> {
  requirePermission(ctx.actor, 'member:change', {});
  return transact(ctx, async (work) => {
    const member = await getActive(work, memberId);
    await requireAnotherAdministrator(work, member);
    await endMembership(work, member, { actor: ctx.actor, why: 'removed' });
    return { id: memberId };
  });
}

/** Writes the end of a membership; by hand it also ends what a group could bring back. */
export async function endMembership(
  work: Work,
  member: Pick<Member, 'id' | 'slackUserId'>,
  by: { actor: Ctx['actor'] | 'system'; why: string },
): Promise<void> {
  const change: MemberChange =
    by.actor === 'system' ? { active: false } : { active: false, groupId: null };
  await saveMember(work.tx, { ...member, now: work.now }, change);
  audit(work, {
    actor: by.actor,
    action: 'member.remove',
    subject: { kind: 'member', id: member.id },
    details: { why: by.why },
  });
}

/** What a profile says, as columns; a zone the person chose here stays. */
export function fromProfile(
  profile: Profile,
  now: Date,
  known?: Pick<Member, 'zoneChosen'>,
): MemberChange {
  return {
    name: profile.name,
    slackLocale: profile.slackLocale,
    profileAt: now,
    ...(!known?.zoneChosen && { zone: profile.zone }),
  };
}

async function getActive(work: Work, memberId: string): Promise<Member> {
  const member = await findMember(work.tx, memberId);
  if (!member?.active) throw new Refusal('memberGone');
  return member;
}

/** Everybody but administrators works in a team; a rep in exactly one. Only living teams count. */
async function requireTerms(work: Work, { role, teamIds }: MemberTerms): Promise<void> {
  if (role !== 'administrator' && teamIds.length === 0)
    throw new Refusal('memberNeedsTeam', {}, 'teams');
  if (role === 'rep' && teamIds.length > 1) throw new Refusal('repHasOneTeam', {}, 'teams');
  const living = new Set((await listTeams(work.tx)).map(({ id }) => id));
  if (!teamIds.every((id) => living.has(id))) throw new Refusal('teamGone', {}, 'teams');
}

async function requireAnotherAdministrator(work: Work, member: Member): Promise<void> {
  if (member.role !== 'administrator') return;
  const administrators = await lockAdministrators(work.tx);
  if (administrators.every((id) => id === member.id))
    throw new Refusal('lastAdministrator', {}, 'role');
}

function sharedTeam(ctx: Ctx, member: Member | null): string | null {
  return member?.teamIds.find((id) => ctx.actor.teamIds.includes(id)) ?? null;
}

const codes = ({ role, teamIds, locale }: MemberTerms) => ({ role, teamIds, locale });
