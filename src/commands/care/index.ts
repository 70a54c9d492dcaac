import type { Feature } from '../../bot/doing.ts';
import { daysDoings } from './days.ts';
import { referralDoings } from './referral.ts';
import { satisfactionDoings } from './satisfaction.ts';

/** What goes on after the sale and beside it: referrals, satisfaction, care days. Typed through `/customer`. */
export const care: Feature = {
  doings: [...referralDoings, ...satisfactionDoings, ...daysDoings],
};
