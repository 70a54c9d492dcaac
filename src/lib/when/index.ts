import { wallClock } from '../calendar/index.ts';
import { type Mapped, rewrite } from '../text.ts';
import { answer } from './answer.ts';
import { readWithChrono } from './chrono.ts';
import { DEFAULT_HOURS } from './conventions.ts';
import { gather } from './group.ts';
import { compile, type Lexeme, lex } from './lexer.ts';
import { spellOut } from './numbers.ts';
import { pick } from './pick.ts';
import { enDateRules } from './rules-en-dates.ts';
import { enDayRules } from './rules-en-days.ts';
import { enGuards, wordLeftovers } from './rules-en-guards.ts';
import { enSpanRules } from './rules-en-spans.ts';
import { enTimeRules } from './rules-en-times.ts';
import { leftovers, sharedGuards, sharedRules } from './rules-shared.ts';
import { zhDateRules } from './rules-zh-dates.ts';
import { zhDayRules } from './rules-zh-days.ts';
import { zhGuards } from './rules-zh-guards.ts';
import { zhSpanRules } from './rules-zh-spans.ts';
import { zhTimeRules } from './rules-zh-times.ts';
import { normalise } from './text.ts';
import type { Context, When, WhenOptions } from './types.ts';

export type { When, WhenOptions } from './types.ts';

const grammar = compile({
  guards: [...zhGuards, ...enGuards, ...sharedGuards],
  rules: [
    ...sharedRules,
    ...zhDayRules,
    ...zhDateRules,
    ...zhSpanRules,
    ...zhTimeRules,
    ...enDayRules,
    ...enDateRules,
    ...enSpanRules,
    ...enTimeRules,
  ],
  leftovers: [...wordLeftovers, ...leftovers],
});

/** Longer texts are read up to here: a date is not looked for in an essay. */
const READ_UP_TO = 1000;

/**
 * The point in time a text names, in Chinese, English or both, or null when it names none or cannot
 * be read safely: no answer is better than a wrong one. `now` and `zone` are the writer's. Grain
 * 'day' and 'coarse' carry an instant inside the day or period (midnight, or the present time of day
 * for spans such as 三天后). Past days (昨天) are answered too; the caller refuses what it cannot use.
 */
export function parseWhen(text: string, options: WhenOptions): When | null {
  const blanked = rewrite(normalise(text.slice(0, READ_UP_TO)), /\s{3,}/g, () => '  ');
  const source = spelledOut(blanked);
  const context = contextOf(options);
  const lexemes = lex(source, grammar, context);
  const picked = pick(gather(lexemes), lexemes);
  if (picked === 'unsafe') return null;
  if (picked === null) return fromChrono(text, source, lexemes, context);
  return answer({ original: text, mapped: source, lexemes }, picked, context);
}

function spelledOut(source: Mapped): Mapped {
  return /[a-z]{3}/.test(source.text) ? spellOut(source) : source;
}

function contextOf(options: WhenOptions): Context {
  const { now, zone, locale, officeHours } = options;
  const wall = wallClock(now, zone);
  return {
    now,
    zone,
    locale,
    hours: { ...DEFAULT_HOURS, zone, ...officeHours },
    closes: officeHours?.workEnd !== undefined,
    today: wall.day,
    minute: wall.minute,
  };
}

/** "6 weeks": a length of time is no point in time. */
const LENGTH_ONLY = /^\W*(?:an?|\d+|couple|few|half)\b.*(?:min|hour|day|week|month|year)\w*\W*$/;

function fromChrono(
  text: string,
  source: Mapped,
  lexemes: Lexeme[],
  context: Context,
): When | null {
  if (LENGTH_ONLY.test(source.text)) return null;
  if (
    !/[a-z]/.test(source.text) ||
    source.text.length > 80 ||
    lexemes.some(({ meaning }) => meaning === 'suspect')
  )
    return null;
  const found = readWithChrono(source.text, context);
  if (!found) return null;
  return { instant: found.instant, grain: found.grain, matched: text.trim(), rest: '' };
}
