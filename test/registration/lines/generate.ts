import type { LabelledLine, Truth } from './truth.ts';

/** A part of a line with what it says. `null` says nothing that a field keeps: it must be left. */
export interface Part {
  words: string;
  says: Truth;
}
/** The ways to say one thing; a line has at most one part of each bank. */
export type Bank = readonly (readonly [string, Truth])[];

export interface Grammar {
  names: Bank;
  phones: (random: Random) => Part;
  banks: readonly Bank[];
  /** Said by nobody's field: kept as a note. */
  notes: readonly string[];
  separators: readonly string[];
}

export type Random = () => number;

/** A small generator of numbers that is the same on every machine (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(list: readonly T[], random: Random): T =>
  list[Math.floor(random() * list.length)]!;

/** Lines put together from the banks: name and phone in front, three to eight other parts in any order. */
export function generate(grammar: Grammar, count: number, seed: number): LabelledLine[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => oneLine(grammar, random));
}

function oneLine(grammar: Grammar, random: Random): LabelledLine {
  const [name, nameSays] = pick(grammar.names, random);
  const phone = grammar.phones(random);
  const others = shuffled(grammar.banks, random)
    .slice(0, 3 + Math.floor(random() * 6))
    .map((bank): Part => {
      const [words, says] = pick(bank, random);
      return { words, says };
    });
  if (random() < 0.4) others.push({ words: pick(grammar.notes, random), says: {} });
  const head = [{ words: name, says: nameSays }, phone];
  const parts = [...(random() < 0.2 ? head.reverse() : head), ...shuffled(others, random)];
  const separator = pick(grammar.separators, random);
  return {
    text: parts.map(({ words }) => words).join(separator),
    truth: Object.assign({}, ...parts.map(({ says }) => says)),
  };
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

export const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
