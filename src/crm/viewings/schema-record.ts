import { Refusal, Refusals } from '../../lib/refusal.ts';
import { readWords } from '../../lib/words.ts';
import { readParty } from '../interactions/schema.ts';
import { isCome, type Outcome, requireBegun } from './rules.ts';
import { readViewing, type Writer } from './schema.ts';

/** What came of a viewing, as a form or one tap gives it. */
export interface RecordWish {
  id: string;
  outcome: Outcome;
  /** As typed. */
  partySize: string | null;
  /** 决策人是否到场; null: not said. */
  decisionMaker: boolean | null;
  liked: string | null;
  objections: string | null;
  /** Whether the objections also go into the customer's file. */
  keepObjections: boolean;
  /** The return visit as typed, or picked; null: none. */
  again: { text: string } | { at: Date } | null;
}

/** A wish made clean. */
export interface Told {
  partySize: number | null;
  liked: string | null;
  objections: string | null;
  again: Date | null;
}

/** Checks everything at once, so that a form shows every field that is wrong. */
export function readTold(wish: RecordWish, row: { startsAt: Date }, writer: Writer): Told {
  const refusals: Refusal[] = [];
  const collect = <T>(readField: () => T): T | null => {
    try {
      return readField();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
      return null;
    }
  };
  collect(() => requireBegun(row, wish.outcome, writer));
  const isThere = isCome(wish.outcome);
  const told = {
    partySize: isThere ? collect(() => readParty(wish.partySize)) : null,
    liked: isThere ? collect(() => readWords(wish.liked, 'liked')) : null,
    objections: isThere ? collect(() => readWords(wish.objections, 'objections')) : null,
    again: collect(() => readAgain(wish.again, writer)),
  };
  if (refusals.length > 0) throw new Refusals(refusals);
  return told;
}

function readAgain(again: RecordWish['again'], writer: Writer): Date | null {
  if (!again) return null;
  const starts =
    'at' in again ? [again.at] : underAgain(() => readViewing(again.text, writer).starts);
  const [start] = starts;
  if (!start || starts.length > 1) throw new Refusal('whenAmbiguous', {}, 'again');
  if (!(start > writer.now)) throw new Refusal('viewingPast', {}, 'again');
  return start;
}

function underAgain<T>(readText: () => T): T {
  try {
    return readText();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, 'again') : error;
  }
}
