import { type RollUpLine, rollUpLetter } from '../../bot/views/roll-up.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Office } from '../../nudges/office.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { itemOf, type Weighed, weighMatters } from './items.ts';
import type { MessageKind, Writing } from './kind.ts';
import { readerWords } from './nudge.ts';

/** A manager's roll-up: what of the team has waited too long, by rep. */
export const rollUpKind: MessageKind = {
  id: 'roll-up',
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
    const { office } = writing;
    return new Map(
      messages.map((message) => {
        const person = readerOf(message, office);
        const all = carried.get(message.id) ?? [];
        if (!person || all.length === 0 || !message.slackChannel) return [message.id, null];
        const locale = localeOfChannel(message.slackChannel, person, office);
        return [
          message.id,
          rollUpLetter(
            linesOf(all, writing),
            readerWords(person, locale, office.now, office.settings(null).stages),
            message.id,
          ),
        ];
      }),
    );
  },
};

async function draftOf(message: Message, open: Weighed[], writing: Writing): Promise<Draft> {
  const { office } = writing;
  if (open.length === 0) return { go: 'drop', why: 'settled' };
  const person = readerOf(message, office);
  const wait = person && notNow(person, 'working', office);
  if (wait) return wait;
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const reader = readerWords(
    address.person,
    address.locale,
    office.now,
    office.settings(null).stages,
  );
  return {
    go: 'post',
    channel: address.channel,
    letter: rollUpLetter(linesOf(open, writing), reader, message.id),
  };
}

function awayOf(memberId: string, office: Office): RollUpLine['away'] {
  const away = office.away.get(memberId);
  return away ? { until: away.until, isCovered: away.coverId !== null } : null;
}

/** One line per rep, the one whose customer waits longest first. */
function linesOf(weighed: Weighed[], { office }: Writing): RollUpLine[] {
  const byRep = new Map<string, RollUpLine>();
  for (const one of weighed) {
    const { memberId } = one.matter;
    const line = byRep.get(memberId) ?? {
      memberId,
      rep: office.people.get(memberId)?.name ?? '?',
      items: [],
      away: awayOf(memberId, office),
    };
    line.items.push(itemOf(one, office.now));
    byRep.set(memberId, line);
  }
  return [...byRep.values()];
}
