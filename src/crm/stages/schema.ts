import { Refusal } from '../../lib/refusal.ts';
import { MAX_NOTE } from './rules.ts';

/** What a person says about a loss, as typed. `winBackOn` is a picked day. */
export interface LossWish {
  competitor: string | null;
  bringBack: string | null;
  winBackOn: string | null;
}

/** Longest name of a competing project. */
export const MAX_COMPETITOR = 100;

/** What a loss was about, clean. Throws `tooLong` and, for a day that is over, `winBackPast`. */
export function readLoss(wish: LossWish, today: string): LossWish {
  const { winBackOn } = wish;
  if (winBackOn && winBackOn <= today) throw new Refusal('winBackPast', {}, 'winBackOn');
  return {
    competitor: readText(wish.competitor, MAX_COMPETITOR, 'competitor'),
    bringBack: readText(wish.bringBack, MAX_NOTE, 'bringBack'),
    winBackOn,
  };
}

/** A note beside a reason; null when empty. Throws `tooLong` under `note`. */
export const readNote = (typed: string | null): string | null => readText(typed, MAX_NOTE, 'note');

/** Why somebody is moved past what is missing. Throws `pastReasonMissing` and `tooLong` under `past`. */
export function readPast(typed: string): string {
  const reason = readText(typed, MAX_NOTE, 'past');
  if (reason === null) throw new Refusal('pastReasonMissing', {}, 'past');
  return reason;
}

function readText(typed: string | null, max: number, field: string): string | null {
  const text = (typed ?? '').normalize('NFC').trim();
  if (text.length > max) throw new Refusal('tooLong', { max }, field);
  return text === '' ? null : text;
}
