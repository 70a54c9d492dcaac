import { nudgeLetter, type Reader } from '../../bot/views/nudge.ts';
import type { Settings } from '../../crm/settings/rules.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Hours } from '../../nudges/hours.ts';
import type { Person } from '../../nudges/office.ts';
import { type Address, findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { itemOf, type Weighed, weighMatters } from './items.ts';
import type { MessageKind, Writing } from './kind.ts';

/** A rep's nudges of one slot. */
export const nudgeKind: MessageKind = {
  id: 'nudge',
  bundles: true,
  async compose(writing, messages) {
    const carried = await weighMatters(writing.db, messages);
    const drafts = new Map<string, Draft>();
    for (const message of messages) {
      const open = (carried.get(message.id) ?? []).filter(({ outcome }) => outcome === null);
      drafts.set(message.id, await draftOf(message, open, writing));
    }
    return drafts;
  },
  async redraw(writing, messages) {
    const carried = await weighMatters(writing.db, messages);
    return new Map(
      messages.map((message) => [
        message.id,
        redrawn(message, carried.get(message.id) ?? [], writing),
      ]),
    );
  },
};

async function draftOf(message: Message, open: Weighed[], writing: Writing): Promise<Draft> {
  const { office } = writing;
  if (open.length === 0) return { go: 'drop', why: 'settled' };
  const person = readerOf(message, office);
  const wait = person && notNow(person, hoursOf(open), office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return { go: 'post', channel: address.channel, letter: letterOf(open, address, writing) };
}

/** What may leave earliest lets the others leave with it. */
function hoursOf(open: Weighed[]): Hours {
  const has = (rule: string) => open.some(({ matter }) => matter.rule === rule);
  if (has('viewing')) return 'appointment';
  return has('followup-due') ? 'chosen' : 'working';
}

function redrawn(message: Message, all: Weighed[], writing: Writing): Letter | null {
  const { office } = writing;
  const person = readerOf(message, office);
  if (!person || all.length === 0 || !message.slackChannel) return null;
  const rep = message.memberId ? office.people.get(message.memberId) : undefined;
  const insteadOf = rep && rep.id !== person.id ? rep : null;
  const locale = localeOfChannel(message.slackChannel, person, office);
  return letterOf(all, { person, insteadOf, locale }, writing);
}

function letterOf(
  weighed: Weighed[],
  { person, locale, insteadOf }: Pick<Address, 'person' | 'locale' | 'insteadOf'>,
  { office }: Writing,
): Letter {
  const items = weighed.map((one) => itemOf(one, office.now));
  const until = insteadOf ? (office.away.get(insteadOf.id)?.until ?? null) : null;
  return nudgeLetter(
    items,
    readerWords(person, locale, office.now, office.settings(null).stages),
    insteadOf && { name: insteadOf.name, until },
  );
}

/** The words, zone and moment a message is read in. */
export function readerWords(
  person: Person,
  locale: Address['locale'],
  now: Date,
  stages?: Settings['stages'],
): Reader {
  return { w: words(locale, stages), locale, zone: person.zone, now, person: person.slackUserId };
}
