import type { RefusalSentences } from '../params.ts';

export const nudges = {
  refusals: {} satisfies RefusalSentences as RefusalSentences,
};
