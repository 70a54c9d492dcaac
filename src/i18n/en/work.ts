import type { RefusalSentences } from '../params.ts';

export const work = {
  refusals: {} satisfies RefusalSentences as RefusalSentences,
};
