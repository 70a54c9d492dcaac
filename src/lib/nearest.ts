import { distance } from 'fastest-levenshtein';

/**
 * The word a person most likely meant, or null when none is near: at most one slip in three letters;
 * two neighbours that changed places are one.
 * Exact matches are no slips and are not suggested.
 */
export function findNearest(typed: string, known: readonly string[]): string | null {
  const word = typed.toLowerCase();
  let best: { word: string; slips: number } | null = null;
  for (const one of known) {
    const slips = countSlips(word, one.toLowerCase());
    const allowed = Math.max(1, Math.floor(one.length / 3));
    if (
      slips > 0 &&
      slips <= allowed &&
      one.length > 1 &&
      slips < (best?.slips ?? Number.POSITIVE_INFINITY)
    )
      best = { word: one, slips };
  }
  return best?.word ?? null;
}

function countSlips(typed: string, known: string): number {
  const slips = distance(typed, known);
  return slips === 2 && isSwap(typed, known) ? 1 : slips;
}

/** Whether two neighbouring letters changed places, and nothing else. */
function isSwap(typed: string, known: string): boolean {
  if (typed.length !== known.length) return false;
  const at = [...typed].findIndex((letter, nth) => letter !== known[nth]);
  const swapped = `${typed.slice(0, at)}${typed[at + 1]}${typed[at]}${typed.slice(at + 2)}`;
  return swapped === known;
}
