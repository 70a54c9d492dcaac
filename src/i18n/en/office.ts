import type { RefusalSentences } from '../params.ts';

export const office = {
  refusals: {} satisfies RefusalSentences as RefusalSentences,
};
