import type { Messages } from '../en.ts';

export const work: Messages['work'] = { refusals: {} };
