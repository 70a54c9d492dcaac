import type { Messages } from '../en.ts';

export const nudges: Messages['nudges'] = { refusals: {} };
