import { z } from 'zod';
import { choice, ELIGIBILITY, FIRST_DOCUMENTS } from './rules-shapes.ts';

/** The office's rules of deals: money, days, what is checked and what is brought. */
export const DEAL_SETTINGS = {
  /** Whether intent money (认筹) is taken before a subscription. */
  dealIntents: z.boolean().default(true),
  /** Most percent of the price that a deposit (定金) may be: the law's limit, or less. */
  depositMaxPercent: z.number().int().min(1).max(20).default(20),
  /** Days from the subscription within which it is to be signed; after them it counts as overdue (大定逾期未签). */
  signWithinDays: z.number().int().min(1).max(180).default(7),
  /** Days before the day at which the rep is reminded of an appointment, a payment, a condition. */
  dealRemindDays: z.number().int().min(0).max(30).default(1),
  /** Days after the day at which the manager's roll-up names what is overdue. */
  dealOverdueDays: z.number().int().min(1).max(90).default(3),
  /** What must have been checked of a buyer before a contract is signed. */
  eligibilityChecks: z.array(z.enum(ELIGIBILITY)).default([...ELIGIBILITY]),
  /** What the customer brings to the signing. */
  signingDocuments: z.array(choice).min(1).max(20).default(FIRST_DOCUMENTS),
  /** Whether the team's channel hears of a signed contract: unit and rep, never who bought. */
  celebrateSigning: z.boolean().default(true),
} as const;
