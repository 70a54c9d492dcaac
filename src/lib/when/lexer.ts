import type { Mapped } from '../text.ts';
import type { Context, Slots } from './types.ts';

/**
 * What a rule finds: slots, or a word that joins ('filler', 'break' for punctuation, 'to', 'or'), one
 * that forbids to guess beside it ('suspect') or before it ('denied'), one that takes back what was
 * said before ('instead'), or something else ('junk').
 */
export type Meaning =
  | Slots
  | 'filler'
  | 'break'
  | 'to'
  | 'or'
  | 'suspect'
  | 'denied'
  | 'instead'
  | 'junk';

export type Lexeme = {
  start: number;
  end: number;
  meaning: Meaning;
  /** Too common a word to be a date alone in a sentence (may, sat, 一点, 12-3). */
  weak: boolean;
  /** A preposition that a date may follow. */
  leads?: boolean;
};

export type Rule = {
  /** Characters the rule may begin with: h Chinese, l Latin, d digit, o other. */
  on: string;
  pattern: RegExp;
  make: (match: RegExpExecArray, context: Context) => Meaning | null;
  weak: boolean;
};

/** Words that lead to a date and belong to it. */
const LEADS =
  /^(?:on|at|by|from|until|till|around|about|approximately|roughly|in|for|the|@|在|于|就|大概|大约|差不多|约莫)$/;

/** One line of a rule list. `make` may return null to leave the text to another rule. */
export function rule(
  on: string,
  pattern: string,
  make: Meaning | ((match: RegExpExecArray, context: Context) => Meaning | null),
  weak = false,
): Rule {
  const maker = typeof make === 'function' ? make : () => make;
  return { on, pattern: new RegExp(pattern, 'yu'), make: maker, weak };
}

/** Guards win by order over everything; of the rules the longest match wins, the earlier on a tie. */
type Grammar = { guards: Rule[]; rules: Rule[]; leftovers: Rule[] };
type Buckets = Record<string, { guards: Rule[]; rules: Rule[]; leftovers: Rule[] }>;

/** The rules by the kind of character they can begin with, so that few are tried at each place. */
export function compile(grammar: Grammar): Buckets {
  const of = (kind: string, rules: Rule[]) => rules.filter((one) => one.on.includes(kind));
  return Object.fromEntries(
    ['h', 'l', 'd', 'o'].map((kind) => [
      kind,
      {
        guards: of(kind, grammar.guards),
        rules: of(kind, grammar.rules),
        leftovers: of(kind, grammar.leftovers),
      },
    ]),
  );
}

/** Cuts a text into lexemes; every character belongs to one, blanks to none. */
export function lex(source: Mapped, buckets: Buckets, context: Context): Lexeme[] {
  const { text } = source;
  const lexemes: Lexeme[] = [];
  let position = 0;
  while (position < text.length) {
    if (text[position] === ' ' || text[position] === '\n' || text[position] === '\t') {
      position++;
      continue;
    }
    const lexeme = lexemeAt(text, position, buckets, context);
    lexemes.push(lexeme);
    position = lexeme.end;
  }
  return lexemes;
}

function lexemeAt(text: string, position: number, buckets: Buckets, context: Context): Lexeme {
  const kind = kindOf(text.charCodeAt(position));
  const bucket = buckets[kind];
  const inWord = kind === 'l' && position > 0 && kindOf(text.charCodeAt(position - 1)) === 'l';
  if (bucket && !inWord) {
    const found =
      first(bucket.guards, text, position, context) ??
      longest(bucket.rules, text, position, context) ??
      first(bucket.leftovers, text, position, context);
    if (found) return found;
  }
  return { start: position, end: position + 1, meaning: 'junk', weak: false };
}

function kindOf(code: number): string {
  if (code >= 0x61 && code <= 0x7a) return 'l';
  if (code >= 0x30 && code <= 0x39) return 'd';
  if (code === 0x3007 || (code >= 0x3400 && code <= 0x9fff)) return 'h';
  return 'o';
}

function first(rules: Rule[], text: string, start: number, context: Context): Lexeme | null {
  for (const one of rules) {
    const found = apply(one, text, start, context);
    if (found) return found;
  }
  return null;
}

function longest(rules: Rule[], text: string, start: number, context: Context): Lexeme | null {
  let best: Lexeme | null = null;
  for (const one of rules) {
    const found = apply(one, text, start, context);
    if (found && (!best || found.end > best.end)) best = found;
  }
  return best;
}

function apply(one: Rule, text: string, start: number, context: Context): Lexeme | null {
  one.pattern.lastIndex = start;
  const match = one.pattern.exec(text);
  if (!match || match[0] === '') return null;
  const meaning = one.make(match, context);
  if (meaning === null) return null;
  const leads = (meaning === 'filler' || meaning === 'to') && LEADS.test(match[0]);
  return { start, end: start + match[0].length, meaning, weak: one.weak, leads };
}
