import type { Lexeme } from './lexer.ts';
import type { Slots } from './types.ts';

/** Pieces that stand together and say one thing. */
export type Group = {
  slots: Slots;
  lexemes: Lexeme[];
  /** All its words are too common to be a date alone. */
  weak: boolean;
  /** Something beside it was not understood and could change the meaning. */
  suspect: boolean;
  /** It follows the previous group after "or". */
  alternative: boolean;
};

const TIME_SLOTS = new Set<string>([
  'hour',
  'minute',
  'second',
  'minuteShift',
  'meridiem',
  'part',
  'partEdge',
  'literal',
  'afternoonUpTo',
  'fuzzy',
  'zone',
]);
const DAY_PARTS = ['dusk', 'evening', 'night', 'deepNight'];

/** Does the expression name a day (or a moment), not only a time of day? */
export function namesDay(slots: Slots): boolean {
  return Object.keys(slots).some((key) => !TIME_SLOTS.has(key) && key !== 'side');
}

/** Does the expression name a time of day? */
export function namesTime(slots: Slots): boolean {
  return slots.hour !== undefined || slots.part !== undefined;
}

/** Both pieces as one, or null when they contradict each other. */
export function merge(a: Slots, b: Slots): Slots | null {
  const merged: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const old = merged[key];
    if (old === undefined || old === value) merged[key] = value;
    else if (key === 'part') merged[key] = mergeParts(a, b);
    else if (key === 'afternoonUpTo' || key === 'weekdayHow') continue;
    else return null;
    if (merged[key] === null) return null;
  }
  const slots = merged as Slots;
  return contradicts(slots) ? null : slots;
}

/** "tonight … evening": two late parts of a day agree; the one beside the hour is kept. */
function mergeParts(a: Slots, b: Slots): string | null {
  const [one, two] = [a.part ?? '', b.part ?? ''];
  const bothLate = DAY_PARTS.includes(one) && DAY_PARTS.includes(two);
  const bothEarly = /orning|forenoon/.test(one) && /orning|forenoon/.test(two);
  return bothLate || bothEarly ? one : null;
}

function contradicts(slots: Slots): boolean {
  const keys = Object.keys(slots);
  const others = (allowed: string[]) => keys.some((key) => !allowed.includes(key));
  if (slots.now && others(['now', 'zone', 'dayShift'])) return true;
  if (slots.later && others(['later', 'dayShift'])) return true;
  if (slots.span && slots.span.minutes !== 0 && slots.hour !== undefined) return true;
  if (slots.lunar && (slots.month || slots.dom || slots.weekday)) return true;
  if (slots.holiday && (slots.dom || slots.dayShift !== undefined || slots.weekend)) return true;
  if (slots.holiday && slots.weekday) return true;
  if (slots.weekend && (slots.dom || slots.dayShift !== undefined || slots.weekday)) return true;
  return slots.working !== undefined && (slots.dom !== undefined || slots.weekday !== undefined);
}

/** Words that may stand between a group and a suspect without separating them. */
function joins(lexeme: Lexeme): boolean {
  return lexeme.meaning === 'filler' || lexeme.meaning === 'to' || lexeme.meaning === 'or';
}

type State = {
  groups: Group[];
  open: Group | null;
  /** A suspect stands before with nothing but fillers since. */
  tainted: boolean;
  link: 'none' | 'to' | 'or';
};

/** Gathers lexemes into groups; the far end of a range is dropped. */
export function gather(lexemes: Lexeme[]): Group[] {
  const state: State = { groups: [], open: null, tainted: false, link: 'none' };
  for (const lexeme of lexemes) {
    if (typeof lexeme.meaning === 'object') addSlots(state, lexeme, lexeme.meaning);
    else if (lexeme.meaning === 'suspect') addSuspect(state, lexeme);
    else if (lexeme.meaning === 'denied') deny(state);
    else if (lexeme.meaning === 'instead') startOver(state);
    else if (lexeme.meaning === 'to' || lexeme.meaning === 'or') state.link = lexeme.meaning;
    else if (lexeme.meaning === 'break') state.tainted = false;
    else if (!joins(lexeme)) Object.assign(state, { open: null, tainted: false, link: 'none' });
  }
  return state.groups;
}

/** 周三没空: the day was named to be ruled out. */
function deny(state: State): void {
  if (state.open) state.open.suspect = true;
  Object.assign(state, { open: null, tainted: false, link: 'none' });
}

/** 周三改到周五: only what follows counts. */
function startOver(state: State): void {
  Object.assign(state, { groups: [], open: null, tainted: false, link: 'none' });
}

function addSuspect(state: State, lexeme: Lexeme): void {
  // "from 9:30 to 11": a small number after a time and "to" ends a range.
  if (state.open && state.link === 'to' && namesTime(state.open.slots)) {
    if (lexeme.end - lexeme.start <= 2) {
      state.open.lexemes.push(lexeme);
      state.link = 'none';
      return;
    }
  }
  if (state.open) state.open.suspect = true;
  state.open = null;
  state.tainted = true;
  state.link = 'none';
}

function addSlots(state: State, lexeme: Lexeme, slots: Slots): void {
  const { open, link } = state;
  state.link = 'none';
  const merged = open && link !== 'or' ? merge(open.slots, slots) : null;
  if (open && merged && (link === 'none' || completes(open.slots, slots))) {
    open.slots = merged;
    open.lexemes.push(lexeme);
    open.weak &&= lexeme.weak;
    return;
  }
  if (open && link === 'to') {
    // The end of a range belongs to the words used, not to the answer.
    open.lexemes.push(lexeme);
    return;
  }
  const group: Group = {
    slots,
    lexemes: [lexeme],
    weak: lexeme.weak,
    suspect: state.tainted,
    alternative: open !== null && link === 'or',
  };
  // Two expressions side by side that do not fit: neither is safe to take alone.
  if (open && link === 'none' && !slotsAgree(open, group)) {
    open.suspect = true;
    group.suspect = true;
  }
  state.tainted = false;
  state.groups.push(group);
  state.open = group;
}

/** "6 jan 2017 - 6:37am" is one time; "3点到4点" is a range. */
function completes(a: Slots, b: Slots): boolean {
  return namesDay(a) && !namesTime(a) && !namesDay(b);
}

function slotsAgree(a: Group, b: Group): boolean {
  return a.weak || b.weak || a.slots.now === true || b.slots.now === true;
}
