import type { Work } from '../../db/transact.ts';
import type { Change } from '../audit/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { reopenCondition, restoreDeal, voidMoney } from '../deals/inverse.ts';
import { dropFollowUp, restoreFollowUp } from '../followups/inverse.ts';
import { withdrawContact } from '../interactions/inverse.ts';
import { dropPlaybook, reopenStep, revivePlaybook } from '../playbooks/inverse.ts';
import { takeBackApproval } from '../review/inverse.ts';
import { restoreGrade, restoreStage } from '../stages/inverse.ts';
import { restoreConfirmation, restoreStatus } from '../validity/inverse.ts';
import { dropViewing, restoreViewing } from '../viewings/inverse.ts';

/**
 * Takes one step back, or throws `undoChanged` when the record changed since. `step` is what was stored:
 * each inverse reads its own part of it. Answers what changed, for the audit.
 */
export type Inverse = (work: Work, file: CustomerFile, step: unknown) => Promise<Change[]>;

/** Every step back, by name. A new one-tap change adds its line here. */
export const INVERSES: Record<string, Inverse> = {
  'withdraw-contact': withdrawContact,
  'drop-follow-up': dropFollowUp,
  'restore-follow-up': restoreFollowUp,
  'drop-viewing': dropViewing,
  'restore-viewing': restoreViewing,
  'restore-stage': restoreStage,
  'restore-grade': restoreGrade,
  'drop-playbook': dropPlaybook,
  'revive-playbook': revivePlaybook,
  'reopen-step': reopenStep,
  'restore-status': restoreStatus,
  'restore-confirmation': restoreConfirmation,
  'take-back-approval': takeBackApproval,
  'restore-deal': restoreDeal,
  'void-money': voidMoney,
  'reopen-condition': reopenCondition,
};
