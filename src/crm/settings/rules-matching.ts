import { z } from 'zod';

/** Wishes that can be a must: a home without it is not proposed. The budget is one always. */
export const MATCH_MUSTS = ['layouts', 'area', 'districts', 'transit', 'school', 'floors'] as const;
export type MatchMust = (typeof MATCH_MUSTS)[number];

const percent = z.number().int().min(0).max(50);
/** What a wish is worth beside the others; 0: nothing. */
const weight = z.number().int().min(0).max(10);
const floor = z.number().int().min(1).max(200);

/** How homes and customers are brought together (#62, #63). */
export const MATCHING_SETTINGS = {
  /** Percent by which a price may be above the budget, and an area outside what is wanted. */
  matchBudgetPercent: percent.default(10),
  matchAreaPercent: percent.default(10),
  /** Wishes that are a must for every customer; each can have more of their own. */
  matchMusts: z.array(z.enum(MATCH_MUSTS)).default(['layouts', 'area']),
  matchPriceWeight: weight.default(8),
  matchLayoutWeight: weight.default(8),
  matchAreaWeight: weight.default(6),
  matchDistrictWeight: weight.default(8),
  matchTransitWeight: weight.default(4),
  matchSchoolWeight: weight.default(4),
  matchFloorWeight: weight.default(3),
  /** The highest of the low floors, and the lowest of the high ones. */
  matchLowFloors: floor.default(6),
  matchHighFloors: floor.default(16),
  /** From which score on a rep is told that a unit fits. */
  matchTellScore: z.number().int().min(0).max(100).default(60),
  /** How many fits one message names; the others are behind its buttons. */
  matchTellMost: z.number().int().min(1).max(10).default(5),
  /** Minutes in which news of units are gathered into one message. */
  matchTellMinutes: z.number().int().min(1).max(1_440).default(15),
  /** Days in which a unit that fits counts as new. */
  matchNewDays: z.number().int().min(1).max(90).default(14),
} as const;
