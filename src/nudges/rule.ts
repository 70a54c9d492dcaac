import type { Handle } from '../db/client.ts';
import type { Desk, Hours } from './hours.ts';
import type { Matter } from './matters.ts';
import type { Office } from './office.ts';

/** Something that may be told: whose, about which customer, which occasion of it, which rung of its ladder. */
export interface Candidate {
  subjectId: string;
  customerId: string;
  /** The person whose matter it is. */
  memberId: string;
  teamId: string;
  slot: string;
  rung: number;
  /** When it came due. */
  dueAt: Date;
  /** How finely the due time was said (follow-ups). */
  grain?: string;
}

/** Who is told, and in which hours. */
export interface Due {
  to: 'rep' | 'manager';
  hours: Hours;
  /** Only they can answer it: it waits until they are back. */
  waits?: true;
}

/** A candidate that was told, and when its message leaves. */
export interface Told<C extends Candidate = Candidate> {
  candidate: C;
  leavesAt: Date;
  desk: Desk;
}

/**
 * A nudge rule. `find` answers what may be told now, reading only what was not told yet; `due` decides;
 * `mark` notes that it was told, so that `find` does not see it again; `over` says, at the moment of
 * sending, why nothing is to be said any more, or null.
 */
export interface NudgeRule {
  id: RuleId;
  find(db: Handle, office: Office, limit: number): Promise<Candidate[]>;
  due(candidate: Candidate, at: Desk & { now: Date }): Due | null;
  mark(db: Handle, told: Told[], now: Date): Promise<void>;
  over(matter: Matter): string | null;
}

export type RuleId =
  | 'stuck'
  | 'followup-due'
  | 'followup-overdue'
  | 'silence'
  | 'enquiry'
  | 'confirm'
  | 'protection'
  | 'deal'
  | 'viewing';
