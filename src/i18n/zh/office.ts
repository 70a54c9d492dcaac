import type { Messages } from '../en.ts';

export const office: Messages['office'] = { refusals: {} };
