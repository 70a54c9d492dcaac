import { z } from 'zod';
import { creditLetter } from '../../bot/views/deals/credit-news.ts';
import { readCreditNews } from '../../crm/deals/usecases/credit-news.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Message } from '../../ledger/rows.ts';
import { findAddress } from '../address.ts';
import { notNow } from './hours.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';
import { readerWords } from './nudge.ts';

const content = z.object({
  dealId: z.uuid(),
  why: z.object({ code: z.string(), number: z.number().optional() }),
  because: z.string(),
  was: z.number(),
  is: z.number(),
});

/** Somebody's part of a deal changed; where it changed once more meanwhile, that message says it. */
export const creditNewsKind: MessageKind = {
  id: 'credit-news',
  compose: (writing, messages) => oneByOne(messages, (message) => compose(writing, message)),
};

async function compose(writing: Writing, message: Message): Promise<Draft> {
  const { db, office } = writing;
  const { dealId, ...cut } = content.parse(message.content);
  const memberId = message.memberId ?? '';
  const news = await readCreditNews({ db, now: office.now }, { dealId, memberId });
  if (news?.percent !== cut.is) return { go: 'drop', why: 'settled' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  const wait = notNow(address.person, 'working', office);
  if (wait) return wait;
  const reader = readerWords(address.person, address.locale, office.now);
  const letter = creditLetter(news, cut, { memberId, reader });
  return { go: 'post', channel: address.channel, letter };
}
