import { z } from 'zod';
import { arrivals, grades } from './rules-shapes.ts';

/** The office's rules of ownership: how long a customer is protected, and who may claim from the pool. */
export const OWNERSHIP_SETTINGS = {
  /** Days of protection from the start, by how the customer came. */
  protectDays: arrivals.default({ visit: 30, call_in: 15, online: 15, partner: 30, referral: 45 }),
  /** Days of protection from an effective contact, by grade: longer than the cadence asks for. */
  protectContactDays: grades.default({ A: 10, B: 15, C: 30, D: 45 }),
  /** Days after which protection ends whatever happens, by how the customer came. */
  protectMaxDays: arrivals.default({
    visit: 180,
    call_in: 90,
    online: 90,
    partner: 90,
    referral: 180,
  }),
  /** Days before the end at which the assigned rep is warned. */
  protectWarnDays: z.number().int().min(1).max(30).default(3),
  /** Minutes a new entry of the pool rests before anybody may claim it. */
  poolRestMinutes: z.number().int().min(0).max(10_000).default(30),
  /** Days in which a merge can be undone. */
  mergeUndoDays: z.number().int().min(1).max(365).default(30),
  claimsPerDay: z.number().int().min(1).max(200).default(5),
  /** Customers under work that a rep who claims may have. */
  holdingCap: z.number().int().min(1).max(10_000).default(300),
  /** Days in which the rep who lost a customer may not claim it back. */
  cooldownDays: z.number().int().min(0).max(365).default(7),
  /** Reps whose customers do not lapse. */
  exemptMembers: z.array(z.uuid()).max(100).default([]),
} as const;
