import type { Handle, Tx } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { type Locale, localeOf } from '../../lib/locale.ts';
import type { Settings } from '../settings/rules.ts';
import { rulesInForce, settingsOf } from '../settings/store.ts';
import type { Actor } from './actor.ts';
import type { Role } from './roles.ts';

/** A member as administrators see one. */
export interface Member {
  id: string;
  slackUserId: string;
  name: string;
  role: Role;
  /** The home team first. */
  teamIds: string[];
  /** The language chosen here; null follows Slack's. */
  locale: Locale | null;
  slackLocale: string;
  zone: string;
  zoneChosen: boolean;
  active: boolean;
  nudgeTarget: NudgeTarget;
  ownChannelId: string | null;
  /** The user group that made them a member; null: added by hand. */
  groupId: string | null;
  profileAt: Date | null;
}

export const NUDGE_TARGETS = ['team', 'own', 'dm'] as const;
/** Where a person's nudges go: the team's channel, a channel of their own, a direct message. */
export type NudgeTarget = (typeof NUDGE_TARGETS)[number];

export interface Team {
  id: string;
  name: string;
  /** Slack channel of the team's nudges; null until it is set. */
  channelId: string | null;
  zone: string;
  locale: Locale;
  archivedAt: Date | null;
}

const withTeams: { teams: { orderBy: Prisma.TeamMemberOrderByWithRelationInput[] } } = {
  teams: { orderBy: [{ home: 'desc' }, { teamId: 'asc' }] },
};

/** Who asks, when, and the rules of their home team at that moment. */
export interface Asker {
  actor: Actor;
  now: Date;
  settings: Settings;
}

/** The active member behind a Slack user id, or null for a stranger or somebody who left; asked before every doing. */
export async function findAsker(db: Handle, slackUserId: string): Promise<Asker | null> {
  const [row] = await db.$queryRaw<
    (ActorRow & { covers: string[] | null; now: Date; rules: unknown })[]
  >`
    SELECT m.*, ${rulesInForce(Prisma.sql`m."teamIds"[1]`, Prisma.sql`m.now`)} AS rules,
      CASE WHEN EXISTS (SELECT FROM absences a WHERE a.cover_id = m.id AND a.cancelled_at IS NULL)
        THEN (SELECT array_agg(w.member_id ORDER BY 1) FROM away_at(m.now) w WHERE w.cover_id = m.id) END AS covers
    FROM (SELECT m.id, m.slack_user_id AS "slackUserId", m.name, m.role, m.zone, m.locale, m.slack_locale AS "slackLocale",
        ARRAY(SELECT t.team_id FROM team_members t WHERE t.member_id = m.id ORDER BY t.home DESC, t.team_id) AS "teamIds",
        app_now() AS now
      FROM members m WHERE m.slack_user_id = ${slackUserId} AND m.active OFFSET 0) m`;
  if (!row) return null;
  const actor = { ...actorOf(row), covers: row.covers ?? [] };
  return { actor, now: row.now, settings: settingsOf(row.rules) };
}

/** The same without when and by which rules. */
export async function findActor(db: Handle, slackUserId: string): Promise<Actor | null> {
  return (await findAsker(db, slackUserId))?.actor ?? null;
}

type ActorRow = Pick<
  Member,
  'id' | 'slackUserId' | 'name' | 'role' | 'teamIds' | 'zone' | 'locale' | 'slackLocale'
>;

/** A member as one who asks. */
export function actorOf(member: ActorRow): Actor {
  const { id, slackUserId, name, role, teamIds, zone } = member;
  return {
    id,
    slackUserId,
    name,
    role,
    teamIds,
    zone,
    locale: member.locale ?? localeOf(member.slackLocale),
  };
}

/** The member of an id, active or not, or null. */
export async function findMember(db: Handle, id: string): Promise<Member | null> {
  const row = await db.member.findUnique({ where: { id }, include: withTeams });
  return row && memberOf(row);
}

/** The member behind a Slack user id, active or not, or null. */
export async function findMemberBySlackId(db: Handle, slackUserId: string): Promise<Member | null> {
  const row = await db.member.findUnique({ where: { slackUserId }, include: withTeams });
  return row && memberOf(row);
}

/** Active members by name; only those of the teams when teams are given. */
export async function listActiveMembers(
  db: Handle,
  teamIds?: readonly string[],
): Promise<Member[]> {
  const rows = await db.member.findMany({
    where: { active: true, ...(teamIds && { teams: { some: { teamId: { in: [...teamIds] } } } }) },
    include: withTeams,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(memberOf);
}

/** Everybody a user group brought or who was ever added: what the group sync compares with. */
export async function listEveryMember(db: Handle): Promise<Member[]> {
  return (await db.member.findMany({ include: withTeams })).map(memberOf);
}

/** Active members whose profile was last read before `before`, the longest unread first. */
export async function listStaleProfiles(
  db: Handle,
  before: Date,
  limit: number,
): Promise<Member[]> {
  const rows = await db.member.findMany({
    where: { active: true, OR: [{ profileAt: null }, { profileAt: { lt: before } }] },
    include: withTeams,
    orderBy: { profileAt: { sort: 'asc', nulls: 'first' } },
    take: limit,
  });
  return rows.map(memberOf);
}

/** Holds a member's row until the transaction ends: what one person may do so often is counted in order. */
export async function lockMember(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM members WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}

/** The member of an id as they stay until the transaction ends: nobody removes or moves them meanwhile. */
export async function keepMember(tx: Tx, id: string): Promise<Member | null> {
  await tx.$queryRaw`SELECT id FROM members WHERE id = ${id}::uuid FOR SHARE`;
  return findMember(tx, id);
}

/** What can be written of a member; `teamIds` replaces all teams, the first is home. */
export type MemberChange = Partial<Omit<Member, 'id' | 'slackUserId'>>;

/** Writes a member, new or known. */
export async function saveMember(
  tx: Tx,
  who: { id: string; slackUserId: string; now: Date },
  change: MemberChange,
): Promise<void> {
  const { teamIds, ...columns } = change;
  const { id, slackUserId, now } = who;
  const left = columns.active === undefined ? {} : { deactivatedAt: columns.active ? null : now };
  await tx.member.upsert({
    where: { id },
    create: {
      name: slackUserId,
      role: 'rep',
      ...columns,
      ...left,
      id,
      slackUserId,
      createdAt: now,
    },
    update: { ...columns, ...left },
  });
  if (!teamIds) return;
  await tx.teamMember.deleteMany({ where: { memberId: id } });
  await tx.teamMember.createMany({
    data: teamIds.map((teamId, nth) => ({ memberId: id, teamId, home: nth === 0 })),
  });
}

/** Teams by name; archived ones only when asked for. */
export async function listTeams(db: Handle, options: { archived?: boolean } = {}): Promise<Team[]> {
  const rows = await db.team.findMany({
    where: options.archived ? {} : { archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ ...row, locale: row.locale as Locale }));
}

/** The team of an id, archived or not, or null. */
export async function findTeam(db: Handle, id: string): Promise<Team | null> {
  const row = await db.team.findUnique({ where: { id } });
  return row && { ...row, locale: row.locale as Locale };
}

/** Writes a team, new or known. */
export async function saveTeam(
  tx: Tx,
  team: Omit<Team, 'archivedAt'> & { archivedAt?: Date | null },
): Promise<void> {
  const { id, ...columns } = team;
  await tx.team.upsert({ where: { id }, create: { id, ...columns }, update: columns });
}

/** How many active members a team has. */
export async function countTeamMembers(db: Handle, teamId: string): Promise<number> {
  return db.teamMember.count({ where: { teamId, member: { active: true } } });
}

interface MemberRow extends Omit<Member, 'role' | 'locale' | 'nudgeTarget' | 'teamIds'> {
  role: string;
  locale: string | null;
  nudgeTarget: string;
  teams: { teamId: string }[];
}

function memberOf({ teams, ...row }: MemberRow): Member {
  return {
    id: row.id,
    slackUserId: row.slackUserId,
    name: row.name,
    role: row.role as Role,
    teamIds: teams.map(({ teamId }) => teamId),
    locale: row.locale as Locale | null,
    slackLocale: row.slackLocale,
    zone: row.zone,
    zoneChosen: row.zoneChosen,
    active: row.active,
    nudgeTarget: row.nudgeTarget as NudgeTarget,
    ownChannelId: row.ownChannelId,
    groupId: row.groupId,
    profileAt: row.profileAt,
  };
}
