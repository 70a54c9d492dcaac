import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { noticeLetter } from '../../bot/views/nudge.ts';
import type { Handle } from '../../db/client.ts';
import { type Messages, words } from '../../i18n/words.ts';
import { planMessage } from '../../ledger/plan.ts';
import type { Message } from '../../ledger/rows.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import type { Office } from '../../nudges/office.ts';
import { findAddress } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne } from './kind.ts';
import { readerWords } from './nudge.ts';

const content = z.union([
  z.object({ trouble: z.literal('channel'), channel: z.string(), code: z.string() }),
  z.object({ trouble: z.literal('person'), memberId: z.string(), code: z.string() }),
  z.object({ trouble: z.literal('dead'), kind: z.string(), code: z.string() }),
]);
type Content = z.infer<typeof content>;

/** A line to the administrators about the bot itself. */
export const noticeKind: MessageKind = {
  id: 'notice',
  compose: (writing, messages) =>
    oneByOne(messages, async (message) => {
      const { office } = writing;
      const address = await findAddress(message, writing);
      if ('kind' in address) return { go: 'fail', answer: address };
      const wait = notNow(address.person, 'working', office);
      if (wait) return wait;
      const line = lineOf(content.parse(message.content), words(address.locale), office);
      const reader = readerWords(address.person, address.locale, office.now);
      return { go: 'post', channel: address.channel, letter: noticeLetter(line, reader) };
    }),
};

function lineOf(told: Content, { nudges }: Messages, office: Office): string {
  const { code } = told;
  if (told.trouble === 'dead') return nudges.notice.dead({ kind: told.kind, code });
  if (told.trouble === 'person') {
    return nudges.notice.person({ name: esc(office.people.get(told.memberId)?.name ?? '?'), code });
  }
  return nudges.notice.channel({ channel: `<#${told.channel}>`, code });
}

/** Tells every administrator of a trouble, once per channel, person or kind and day. */
export async function planNotices(
  db: Handle,
  office: Office,
  message: Message,
  trouble: { is: 'no-way' | 'dead'; why: string },
): Promise<void> {
  if (message.kind === 'notice') return;
  const told = contentOf(message, trouble, office);
  const about = 'channel' in told ? told.channel : 'memberId' in told ? told.memberId : told.kind;
  for (const { id } of office.administrators()) {
    await planMessage(db, {
      kind: 'notice',
      memberId: id,
      target: 'dm',
      recipient: `administrator:${id}`,
      slot: `${told.trouble}:${about}:${civilDay(office.now, 'UTC')}`,
      dueAt: office.now,
      content: told,
    });
  }
}

function contentOf(
  message: Message,
  { is, why }: { is: 'no-way' | 'dead'; why: string },
  office: Office,
): Content {
  if (is === 'dead') return { trouble: 'dead', kind: message.kind, code: why };
  const channel = channelOf(message, office);
  if (channel) return { trouble: 'channel', channel, code: why };
  return { trouble: 'person', memberId: message.memberId ?? '', code: why };
}

/** The shared channel that failed; null when it was a person. */
function channelOf({ target, memberId }: Message, office: Office): string | null {
  const named = /^channel:(.+)$/.exec(target)?.[1];
  if (named || target !== 'rep') return named ?? null;
  const person = office.people.get(memberId ?? '');
  if (!person?.active) return null;
  if (person.nudgeTarget === 'own') return person.ownChannelId;
  return person.nudgeTarget === 'team'
    ? (office.teams.get(person.teamIds[0] ?? '')?.channelId ?? null)
    : null;
}
