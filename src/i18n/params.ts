import type { RefusalParams } from '../lib/refusal.ts';

/** The sentences of an area's refusals, by code. */
export type RefusalSentences = Record<string, (p: RefusalParams) => string>;
