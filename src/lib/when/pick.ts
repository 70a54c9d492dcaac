import { type Group, merge, namesDay, namesTime } from './group.ts';
import type { Lexeme } from './lexer.ts';
import type { Slots } from './types.ts';

/** The groups that make up the answer, and groups that say something else just as well. */
export type Picked = { groups: Group[]; alternatives: Group[] };

/**
 * Chooses what a text means: null when it says nothing about time, 'unsafe' when it does but
 * something beside it was not understood.
 */
export function pick(groups: Group[], lexemes: Lexeme[]): Picked | null | 'unsafe' {
  const alone = !lexemes.some(({ meaning }) => meaning === 'junk');
  const usable = groups.filter(
    (group) => (alone || !group.weak || isLed(group, lexemes)) && speaks(group.slots),
  );
  const safe = usable.filter((group) => !group.suspect);
  if (safe.length === 0)
    return usable.length > 0 || hasSuspectOnly(lexemes, alone) ? 'unsafe' : null;
  if (usable.some((group) => group.suspect && !safe.some((other) => namesDay(other.slots)))) {
    return 'unsafe';
  }
  const days = safe.filter((group) => namesDay(group.slots));
  const times = safe.filter((group) => !namesDay(group.slots));
  const [main, ...others] = [...days].sort((a, b) => rank(b.slots) - rank(a.slots));
  if (!main) return onlyTimes(times);
  const [time, ...more] = times;
  if (time && more.length === 0 && !namesTime(main.slots) && merge(main.slots, time.slots)) {
    return { groups: [main, time], alternatives: [] };
  }
  const rivals = others.filter((group) => rank(group.slots) === rank(main.slots));
  return { groups: [main], alternatives: rivals };
}

/** A preposition before them makes common words a date: "on 4.22", "by sat". */
function isLed(group: Group, lexemes: Lexeme[]): boolean {
  const first = group.lexemes[0];
  const before = first && lexemes[lexemes.indexOf(first) - 1];
  return before?.leads === true;
}

function onlyTimes(times: Group[]): Picked | null {
  const [first, ...others] = times;
  if (!first) return null;
  return { groups: [first], alternatives: others };
}

/** Nothing but a suspect in the whole text: a month 13, an hour 25. */
function hasSuspectOnly(lexemes: Lexeme[], alone: boolean): boolean {
  return alone && lexemes.some(({ meaning }) => meaning === 'suspect');
}

/** Half an expression ("early", 2027, 之前) says nothing by itself. */
function speaks(slots: Slots): boolean {
  const keys = Object.keys(slots).filter((key) => key !== 'side' && key !== 'zone');
  if (keys.length === 0) return false;
  if (
    keys.every((key) => key === 'edge' || key === 'partEdge' || key === 'nth' || key === 'nthOf')
  ) {
    return slots.nthOf === 'working';
  }
  return !(keys.length === 1 && keys[0] === 'year');
}

/** A day with a time says more than a day, a day more than a week. */
function rank(slots: Slots): number {
  if (slots.now || slots.later || slots.side) return 0;
  if (slots.hour !== undefined) return 4;
  if (slots.part !== undefined || (slots.span && slots.span.minutes !== 0)) return 3;
  const whole = slots.dom ?? slots.weekday ?? slots.dayShift ?? slots.holiday ?? slots.span;
  return whole !== undefined ? 2 : 1;
}
