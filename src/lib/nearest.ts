import { distance } from 'fastest-levenshtein';

/**
 * The word a person most likely meant, or null when none is near: at most one slip in four letters.
 * Exact matches are no slips and are not suggested.
 */
export function findNearest(typed: string, known: readonly string[]): string | null {
  const word = typed.toLowerCase();
  let best: { word: string; slips: number } | null = null;
  for (const one of known) {
    const slips = distance(word, one.toLowerCase());
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
