import { wallClock } from '../calendar/index.ts';
import { type Mapped, rewrite, withoutRanges } from '../text.ts';
import { readWithChrono } from './chrono.ts';
import { DEFAULT_HOURS } from './conventions.ts';
import { type Group, gather } from './group.ts';
import { compile, type Lexeme, lex } from './lexer.ts';
import { spellOut } from './numbers.ts';
import { pick } from './pick.ts';
import { type Resolved, resolve } from './resolve.ts';
import { enDayRules } from './rules-en-days.ts';
import { enGuards, wordLeftovers } from './rules-en-guards.ts';
import { enTimeRules } from './rules-en-times.ts';
import { leftovers, sharedGuards, sharedRules } from './rules-shared.ts';
import { zhDayRules } from './rules-zh-days.ts';
import { zhGuards } from './rules-zh-guards.ts';
import { zhTimeRules } from './rules-zh-times.ts';
import { normalise } from './text.ts';
import type { Context, When, WhenOptions } from './types.ts';

export type { AmbiguityKind, Grain, Reading, When, WhenOptions } from './types.ts';

const grammar = compile({
  guards: [...zhGuards, ...enGuards, ...sharedGuards],
  rules: [...sharedRules, ...zhDayRules, ...zhTimeRules, ...enDayRules, ...enTimeRules],
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
  return answer(text, source, picked.groups, picked.alternatives, context, lexemes);
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

function answer(
  text: string,
  source: Mapped,
  groups: Group[],
  alternatives: Group[],
  context: Context,
  lexemes: Lexeme[],
): When | null {
  const slots = Object.assign({}, ...groups.map((group) => group.slots));
  const local = slots.zone ? contextOf({ ...context, zone: slots.zone }) : context;
  const resolved = resolve(slots, local);
  if (!resolved) return null;
  const others = alternatives.map((group) => resolve(group.slots, local));
  const ranges = groups.map((group) => rangeOf(group, source, lexemes));
  return { ...withOthers(resolved, others), ...cut(text, ranges) };
}

function withOthers(resolved: Resolved, others: (Resolved | null)[]): Resolved {
  const different = others
    .filter((other): other is Resolved => other !== null)
    .filter((other) => other.instant.getTime() !== resolved.instant.getTime())
    .map(({ instant, grain }) => ({ instant, grain }));
  if (different.length === 0) return resolved;
  const { instant, grain } = resolved;
  return {
    ...resolved,
    ambiguous: { kind: 'two-dates', readings: [{ instant, grain }, ...different] },
  };
}

/** Where the group stands in the original, with the prepositions that would dangle in the rest. */
function rangeOf(group: Group, source: Mapped, lexemes: Lexeme[]): [number, number] {
  const own = group.lexemes;
  const end = own.at(-1)?.end ?? 0;
  let start = own[0]?.start ?? 0;
  for (let i = lexemes.findIndex((lexeme) => lexeme.start === start) - 1; i >= 0; i--) {
    const before = lexemes[i];
    if (!before?.leads) break;
    start = before.start;
  }
  return [source.at[start] ?? 0, source.at[end] ?? source.at.at(-1) ?? 0];
}

/** The words used and the text without them. */
function cut(text: string, ranges: [number, number][]): { matched: string; rest: string } {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const matched = sorted.map(([start, end]) => text.slice(start, end).trim()).join(' ');
  return { matched, rest: withoutRanges(text, ranges) };
}

function fromChrono(
  text: string,
  source: Mapped,
  lexemes: Lexeme[],
  context: Context,
): When | null {
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
