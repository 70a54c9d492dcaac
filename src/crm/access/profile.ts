import { Refusal } from '../../lib/refusal.ts';
import type { Role } from './roles.ts';

/** What a person is to the workspace; only its own people may become members. */
export type PersonKind = 'person' | 'guest' | 'connected' | 'bot' | 'deactivated';

/** A person's profile as Slack tells it. */
export interface Profile {
  slackUserId: string;
  name: string;
  kind: PersonKind;
  /** Slack's spelling: `zh-CN`, `en-GB`. */
  slackLocale: string;
  /** IANA zone. */
  zone: string;
  /** An owner of the workspace: may become the first administrator. */
  isOwner: boolean;
}

/** Where profiles come from: the edge asks Slack, the rules never do. */
export interface Directory {
  /** The profile, or null when Slack knows no such person. */
  findProfile(slackUserId: string): Promise<Profile | null>;
  /** Slack ids of a user group's people. */
  listGroup(groupId: string): Promise<string[]>;
}

const REFUSED: Record<Exclude<PersonKind, 'person'>, string> = {
  guest: 'memberIsGuest',
  connected: 'memberIsConnected',
  bot: 'memberIsBot',
  deactivated: 'memberIsDeactivated',
};

/** Throws unless the person may become a member: guests, connected people, bots and leavers may not. */
export function requireEligible(
  profile: Profile | null,
  field?: string,
): asserts profile is Profile {
  if (!profile) throw new Refusal('memberUnknown', {}, field);
  if (profile.kind !== 'person')
    throw new Refusal(REFUSED[profile.kind], { name: profile.name }, field);
}

/**
 * Whether somebody at the door, who is no member, becomes an administrator: the operator named them, or
 * they own the workspace and the office has no administrator yet.
 */
export function isFirstAdministrator(
  profile: Profile,
  office: { administrators: number; named: readonly string[]; wasMember: boolean },
): boolean {
  if (profile.kind !== 'person') return false;
  if (office.administrators === 0)
    return profile.isOwner || office.named.includes(profile.slackUserId);
  return !office.wasMember && office.named.includes(profile.slackUserId);
}

/** A Slack user group whose people are members: with this role, in this team. */
export interface GroupMapping {
  groupId: string;
  role: Role;
  teamId: string | null;
}

/** What the sync needs to know of a member. */
export interface GroupMember {
  id: string;
  slackUserId: string;
  active: boolean;
  /** The group that made them a member; null: added by hand. */
  groupId: string | null;
  role: Role;
  teamIds: string[];
}

export interface GroupSync {
  join: { slackUserId: string; mapping: GroupMapping }[];
  change: { memberId: string; mapping: GroupMapping }[];
  leave: { memberId: string }[];
}

/**
 * What mapped groups ask for. The first mapping that names a person decides. People who were added or
 * changed by hand are left alone; those a group brought follow it, out of the office too.
 */
export function planGroupSync(
  mappings: readonly GroupMapping[],
  people: ReadonlyMap<string, readonly string[]>,
  members: readonly GroupMember[],
): GroupSync {
  const wanted = new Map<string, GroupMapping>();
  for (const mapping of mappings) {
    for (const slackUserId of people.get(mapping.groupId) ?? []) {
      if (!wanted.has(slackUserId)) wanted.set(slackUserId, mapping);
    }
  }
  const known = new Map(members.map((member) => [member.slackUserId, member]));
  return {
    join: [...wanted]
      .filter(([slackUserId]) => !isSettled(known.get(slackUserId)))
      .map(([slackUserId, mapping]) => ({ slackUserId, mapping })),
    change: [...wanted].flatMap(([slackUserId, mapping]) => {
      const member = known.get(slackUserId);
      return member && followsGroup(member) && differs(member, mapping)
        ? [{ memberId: member.id, mapping }]
        : [];
    }),
    leave: members
      // A group Slack did not answer for proves nothing: nobody leaves because of it.
      .filter(
        (member) =>
          followsGroup(member) &&
          !wanted.has(member.slackUserId) &&
          isAnswered(member, mappings, people),
      )
      .map(({ id }) => ({ memberId: id })),
  };
}

/** A member, or somebody removed by hand: a group does not bring them (back). */
const isSettled = (member: GroupMember | undefined) =>
  member !== undefined && (member.active || member.groupId === null);

const followsGroup = (member: GroupMember) => member.active && member.groupId !== null;

const differs = (member: GroupMember, mapping: GroupMapping) =>
  member.role !== mapping.role ||
  member.groupId !== mapping.groupId ||
  member.teamIds.join() !== (mapping.teamId ?? '');

const isAnswered = (
  member: GroupMember,
  mappings: readonly GroupMapping[],
  people: ReadonlyMap<string, readonly string[]>,
) =>
  people.has(member.groupId ?? '') || !mappings.some(({ groupId }) => groupId === member.groupId);
