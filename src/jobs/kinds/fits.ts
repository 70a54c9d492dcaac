import { fitsLetter, type LetterFit } from '../../bot/views/matching/letter.ts';
import { FITS_MESSAGE } from '../../crm/matching/usecases/telling.ts';
import { listToldFits } from '../../crm/matching/usecases/told.ts';
import { words } from '../../i18n/words.ts';
import type { Draft } from '../../ledger/hooks.ts';
import type { Letter } from '../../ledger/port.ts';
import type { Message } from '../../ledger/rows.ts';
import type { Locale } from '../../lib/locale.ts';
import { findAddress, localeOfChannel, readerOf } from '../address.ts';
import { notNow } from './hours.ts';
import { type Weighed, weighMatters } from './items.ts';
import { type MessageKind, oneByOne, type Writing } from './kind.ts';

/** Units that fit a rep's customers since something happened; drawn again when one is taken. */
export const fitsKind: MessageKind = {
  id: FITS_MESSAGE,
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
  const person = readerOf(message, writing.office);
  const wait = person && notNow(person, 'working', writing.office);
  if (wait) return wait;
  const open = (await fitsOf(message, weighed, writing)).filter(({ isGone }) => !isGone);
  if (open.length === 0) return { go: 'drop', why: 'settled' };
  const address = await findAddress(message, writing);
  if ('kind' in address) return { go: 'fail', answer: address };
  return {
    go: 'post',
    channel: address.channel,
    letter: letterOf(open, address.locale, writing),
  };
}

async function redrawn(
  message: Message,
  weighed: Weighed[] = [],
  writing: Writing,
): Promise<Letter | null> {
  const person = readerOf(message, writing.office);
  const fits = await fitsOf(message, weighed, writing);
  if (!person || fits.length === 0 || !message.slackChannel) return null;
  return letterOf(fits, localeOfChannel(message.slackChannel, person, writing.office), writing);
}

/**
 * The fits of a message as they are now, the strongest first. That the customer was reached meanwhile ends
 * none: it may not have been about this unit.
 */
async function fitsOf(
  message: Message,
  weighed: Weighed[],
  { db, office }: Writing,
): Promise<LetterFit[]> {
  const outcomes = new Map(weighed.map(({ matter, outcome }) => [matter.slot, outcome]));
  const told = await listToldFits(db, [...outcomes.keys()], {
    memberId: message.memberId ?? '',
    now: office.now,
  });
  return told.map((fit) => ({ ...fit, contacted: outcomes.get(fit.id) === 'contacted' }));
}

function letterOf(fits: LetterFit[], locale: Locale, { office }: Writing): Letter {
  const { matchTellMost } = office.settings(fits[0]?.unit.teamId ?? null);
  return fitsLetter(fits, matchTellMost, { w: words(locale), locale });
}
