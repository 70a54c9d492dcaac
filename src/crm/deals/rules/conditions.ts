/** Whose duty a condition is. */
export const SIDES = ['buyer', 'seller'] as const;
export type Side = (typeof SIDES)[number];

/** Longest condition, note and contract number, in characters. */
export const MAX_WORDS = 500;
export const MAX_CONTRACT = 60;
