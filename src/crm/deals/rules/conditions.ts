/** Whose duty a condition is. */
export const SIDES = ['buyer', 'seller'] as const;
export type Side = (typeof SIDES)[number];

export const MAX_CONTRACT = 60;
