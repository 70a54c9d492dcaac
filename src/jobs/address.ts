import type { Db } from '../db/client.ts';
import type { Target } from '../ledger/plan.ts';
import type { Answer, Poster } from '../ledger/port.ts';
import type { Message } from '../ledger/rows.ts';
import type { Locale } from '../lib/locale.ts';
import type { Office, Person } from '../nudges/office.ts';

/** Where a message goes, who is meant, and in which language the place reads. */
export interface Address {
  channel: string;
  person: Person;
  locale: Locale;
  /** Whose message it was, when it goes to somebody else. */
  insteadOf: Person | null;
}

export interface AddressParts {
  db: Db;
  poster: Pick<Poster, 'openDm'>;
  office: Office;
}

/** No way: an answer the ledger understands. */
const unreachable = (code: string): Answer => ({ kind: 'refused', code });

/**
 * Whom a message is for now, by its way: the person, their manager, an administrator. Nudges of somebody
 * who is away are for whoever stands in, else for the manager.
 */
export function readerOf(
  message: Pick<Message, 'kind' | 'target' | 'memberId'>,
  office: Office,
): Person | null {
  const person = message.memberId ? (office.people.get(message.memberId) ?? null) : null;
  switch (message.target as Target) {
    case 'manager':
      return office.managerOf(person?.teamIds[0] ?? null);
    case 'administrator':
      return office.administrators()[0] ?? null;
    default:
      return message.kind === 'nudge' ? standInOf(person, office) : person;
  }
}

function standInOf(person: Person | null, office: Office): Person | null {
  const away = person && office.away.get(person.id);
  if (!away) return person;
  const cover = away.coverId ? office.people.get(away.coverId) : null;
  return cover ?? office.managerOf(person.teamIds[0] ?? null) ?? person;
}

/** The channel of a message: the rep's as they chose it, a DM, or the channel it names. */
export async function findAddress(
  message: Message,
  parts: AddressParts,
): Promise<Address | Answer> {
  const { office } = parts;
  const person = readerOf(message, office);
  if (!person) return unreachable('no_channel');
  const named = /^channel:(.+)$/.exec(message.target)?.[1];
  if (!person.active && !named) return unreachable('member_inactive');
  const rep = message.memberId ? office.people.get(message.memberId) : undefined;
  const insteadOf = rep && rep.id !== person.id ? rep : null;
  const channel = named ?? (message.target === 'rep' ? nudgeChannel(person, office) : null);
  if (channel)
    return { channel, person, insteadOf, locale: localeOfChannel(channel, person, office) };
  const dm = await findDm(person, parts);
  return typeof dm === 'string' ? { channel: dm, person, insteadOf, locale: person.locale } : dm;
}

/** The language of a place: the team's in its channel, the person's own elsewhere. */
export function localeOfChannel(channel: string, person: Person, office: Office): Locale {
  const team = [...office.teams.values()].find(({ channelId }) => channelId === channel);
  return team?.locale ?? person.locale;
}

/** A reviewer looks after several teams and sits in the channel of none: what is theirs to do comes directly. */
function nudgeChannel(
  { nudgeTarget, ownChannelId, teamIds, role }: Person,
  office: Office,
): string | null {
  if (nudgeTarget === 'team' && role === 'reviewer') return null;
  if (nudgeTarget === 'team') return office.teams.get(teamIds[0] ?? '')?.channelId ?? null;
  return nudgeTarget === 'own' ? ownChannelId : null;
}

/** The person's DM with us, opened once and remembered. */
async function findDm(person: Person, { db, poster }: AddressParts): Promise<string | Answer> {
  if (person.dmChannelId) return person.dmChannelId;
  const opened = await poster.openDm(person.slackUserId);
  if (opened.kind !== 'posted') return opened;
  await db.$executeRaw`UPDATE members SET dm_channel_id = ${opened.ts} WHERE id = ${person.id}::uuid`;
  return opened.ts;
}

/** The next way after one failed: the DM, the manager's, an administrator's. */
export function nextWay({ kind, target }: Pick<Message, 'kind' | 'target'>): Target | null {
  if (kind === 'notice') return null;
  if (target === 'rep' || target.startsWith('channel:')) return 'dm';
  if (target === 'dm') return kind === 'roll-up' ? 'administrator' : 'manager';
  return target === 'manager' ? 'administrator' : null;
}
