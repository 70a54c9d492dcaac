import { z } from 'zod';
import { REVIEW_CHANGES, REVIEW_STEPS, reviewHours, standard } from './rules-shapes.ts';

/** The office's rules of review: whose steps it takes, what it goes by, when it is reminded of and asked for again. */
export const REVIEW_SETTINGS = {
  /** Whose steps a review takes: none, either's, the manager's and then the reviewer's. */
  reviewSteps: z.enum(REVIEW_STEPS).default('two'),
  /** What a review goes by (#26), as the office says it in each language. */
  reviewStandardZh: standard.default(
    '1. 姓名、电话、购房意向真实，已与本人核对\n2. 已征得本人同意联系\n3. 没有重复登记\n4. 需要时核对购房资格\n依据：个人信息保护法和公司规定',
  ),
  reviewStandardEn: standard.default(
    '1. Name, phone and need are true and were checked with the customer\n2. The customer agreed to be contacted\n3. Not registered already\n4. Where it matters, may the customer buy?\nBy the law on personal data and company policy',
  ),
  /** Working hours until whoever reviews is reminded, and until the one above is told. */
  reviewRemindHours: reviewHours.default(4),
  reviewEscalateHours: reviewHours.default(8),
  /** Whether plans and moves are allowed before a review is over. */
  reviewWorkMeanwhile: z.boolean().default(true),
  /** Changes that ask for a review again. */
  reviewAgain: z
    .array(z.enum(REVIEW_CHANGES))
    .default(['phones', 'nationalId', 'assignedRep', 'reported']),
  /** Whether records that are brought along are reviewed like registrations. */
  reviewImported: z.boolean().default(false),
} as const;
