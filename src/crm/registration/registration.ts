import type { CustomerValues } from '../customers/values.ts';
import type { Relation } from '../households/rules.ts';
import type { ForWhom } from './holder.ts';

/** A registration as the form understood it. */
export interface Registration {
  values: CustomerValues;
  arrivalKind: string;
  arrivedAt: Date;
  grade: string | null;
  consent: boolean;
  /** When to follow up; `cadence`: by the grade's cadence; null: not at all. */
  followUp:
    | { dueAt: Date; grain: string; what: string | null; unofficial?: string }
    | 'cadence'
    | null;
  /** Absent: for who registers. */
  forWhom?: ForWhom;
  /** The person saw who it may be already and says that it is somebody else. */
  accepted?: boolean;
  /** Which of those it is the family of. */
  family?: { id: string; relation: Relation };
  /** The form it is the end of: its draft goes with it. */
  form?: string;
  /** The party it was written for; absent: none, or the only one that waits for the rep. */
  arrivalId?: string;
}
