import type { RefusalSentences } from '../params.ts';

export const digests = {
  refusals: {} satisfies RefusalSentences as RefusalSentences,
};
