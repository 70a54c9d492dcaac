import type { Messages } from '../en.ts';

export const digests: Messages['digests'] = { refusals: {} };
