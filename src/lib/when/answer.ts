import { wallClock } from '../calendar/index.ts';
import { type Mapped, withoutRanges } from '../text.ts';
import type { Group } from './group.ts';
import type { Lexeme } from './lexer.ts';
import type { Picked } from './pick.ts';
import { type Resolved, resolve } from './resolve.ts';
import type { Context, Slots, When } from './types.ts';

type Source = { original: string; mapped: Mapped; lexemes: Lexeme[] };

/** The chosen groups as an answer with the words used, or null when they make no sense. */
export function answer(source: Source, picked: Picked, context: Context): When | null {
  const slots: Slots = Object.assign({}, ...picked.groups.map((group) => group.slots));
  const first = resolved(slots, context);
  if (!first) return null;
  const others = picked.alternatives.flatMap((group) => {
    const found = resolved(group.slots, context);
    return found ? [{ groups: [group], found }] : [];
  });
  const all = [{ groups: picked.groups, found: first }, ...others];
  // 昨天没接到 … 明天再打: what lies ahead is meant rather than what is over.
  const main = all.find(({ found }) => found.instant >= context.now) ?? all[0];
  if (!main) return null;
  const rest = all.filter((one) => one !== main).map(({ found }) => found);
  const linked = main.groups === picked.groups ? picked.alternatives : [];
  return { ...withOthers(main.found, rest), ...cut(source, main.groups, linked) };
}

function resolved(slots: Slots, context: Context): Resolved | null {
  return resolve(slots, slots.zone ? inZone(slots.zone, context) : context);
}

/** The context on the clocks of another zone, when the phrase names one. */
function inZone(zone: string, context: Context): Context {
  const wall = wallClock(context.now, zone);
  return { ...context, zone, today: wall.day, minute: wall.minute };
}

function withOthers(main: Resolved, others: Resolved[]): Resolved {
  const different = others
    .filter((other) => other.instant.getTime() !== main.instant.getTime())
    .map(({ instant, grain }) => ({ instant, grain }));
  if (different.length === 0) return main;
  const { instant, grain } = main;
  const readings = [{ instant, grain }, ...different];
  return { ...main, ambiguous: { kind: 'two-dates', readings } };
}

/** The words used, with what "or" links to them, and the text without them. */
function cut(source: Source, groups: Group[], alternatives: Group[]) {
  const ranges = groups.map((group) => rangeOf(source, group));
  for (const group of alternatives.filter((one) => one.alternative)) {
    const last = ranges.at(-1);
    if (last) last[1] = Math.max(last[1], rangeOf(source, group)[1]);
  }
  ranges.sort((a, b) => a[0] - b[0]);
  const words = ranges.map(([start, end]) => source.original.slice(start, end).trim());
  return { matched: words.join(' '), rest: withoutRanges(source.original, ranges) };
}

/** Where a group stands in the original, with the prepositions that would dangle in the rest. */
function rangeOf({ mapped, lexemes }: Source, group: Group): [number, number] {
  const end = group.lexemes.at(-1)?.end ?? 0;
  let start = group.lexemes[0]?.start ?? 0;
  for (let i = lexemes.findIndex((lexeme) => lexeme.start === start) - 1; i >= 0; i--) {
    const before = lexemes[i];
    if (!before?.leads) break;
    start = before.start;
  }
  return [mapped.at[start] ?? 0, mapped.at[end] ?? mapped.at.at(-1) ?? 0];
}
