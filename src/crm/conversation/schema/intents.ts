import { unframe } from './frame.ts';
import type { Intent, TalkContext } from './intent.ts';
import { readMatch } from './match.ts';
import { readMove } from './move.ts';
import { readQuestion } from './questions.ts';

type Rule = (text: string, context: TalkContext) => Intent | null;

/** Read aloud: first what is asked, then whose homes, then what is to be moved, then what is said of somebody, then who is sought. */
const RULES: readonly Rule[] = [
  readQuestion,
  readMatch,
  readMove,
  (text) => (text.length <= LONGEST ? { kind: 'about', text } : null),
  (text) => (text.length <= LONGEST_QUERY ? { kind: 'find', text } : null),
];

/** Longest text that is read as one thing said of a customer, and as a search, in characters. */
const LONGEST = 2_000;
const LONGEST_QUERY = 200;

/** Everything a message may want, the likeliest first. Never throws; an empty text wants nothing. */
export function readIntents(text: string, context: TalkContext): Intent[] {
  const plain = unframe(text.slice(0, LONGEST + 1));
  if (plain === '') return [];
  return RULES.flatMap((rule) => rule(plain, context) ?? []);
}
