import { type Offered, poolLetter } from '../../bot/views/ownership/pool.ts';
import { listEntries } from '../../crm/ownership/usecases/pool.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Locale } from '../../lib/locale.ts';
import { nextSlot } from '../../nudges/hours.ts';
import type { Office } from '../../nudges/office.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { type Weighed, weighMatters } from './items.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

/** Customers that went into the pool, offered in the team's channel; drawn again when one is claimed. */
export const poolKind: MessageKind = {
  id: 'pool',
  bundles: true,
  async compose(writing, messages) {
    const carried = await weighMatters(writing.db, messages);
    return oneByOne(messages, (message) => draftOf(message, carried.get(message.id), writing));
  },
  async redraw(writing, messages) {
    const carried = await weighMatters(writing.db, messages);
    return oneByOne(messages, (message) => redrawn(message, carried.get(message.id), writing));
  },
};

async function draftOf(
  message: Message,
  weighed: Weighed[] = [],
  writing: Writing,
): Promise<Draft> {
  const { office } = writing;
  const offered = await offeredOf(weighed, writing);
  const open = offered.filter(({ taken }) => taken === null);
  const [first] = open;
  if (!first) return { go: 'drop', why: 'settled' };
  const { teamId } = first.entry;
  const zone = office.teams.get(teamId)?.zone ?? 'UTC';
  const at = nextSlot(office.now, 'working', { settings: office.settings(teamId), zone });
  if (at > office.now) return { go: 'later', at };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return { go: 'post', channel: address.channel, letter: letterOf(open, address.locale, office) };
}

async function redrawn(
  message: Message,
  weighed: Weighed[] = [],
  writing: Writing,
): Promise<Letter | null> {
  const { office } = writing;
  const person = readerOf(message, office);
  const offered = await offeredOf(weighed, writing);
  if (!person || offered.length === 0 || !message.slackChannel) return null;
  return letterOf(offered, localeOfChannel(message.slackChannel, person, office), office);
}

/** The customers of a post as they are now, by number. */
async function offeredOf(weighed: Weighed[], { db, office }: Writing): Promise<Offered[]> {
  const entries = await listEntries(
    db,
    weighed.map(({ matter }) => matter.customerId),
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const offered = weighed.flatMap(({ matter, outcome }) => {
    const entry = byId.get(matter.customerId);
    if (!entry) return [];
    const isThere = outcome === null && entry.repId === null && entry.status === 'active';
    const who = outcome === 'claimed' ? office.people.get(entry.repId ?? '')?.name : undefined;
    return [{ entry, taken: isThere ? null : { who: who ?? null } }];
  });
  return offered.sort((one, other) => one.entry.number - other.entry.number);
}

function letterOf(offered: Offered[], locale: Locale, office: Office): Letter {
  const settings = office.settings(offered[0]?.entry.teamId ?? null);
  return poolLetter(offered, { w: words(locale, settings.stages), locale, settings });
}
