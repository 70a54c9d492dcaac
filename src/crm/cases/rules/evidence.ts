/**
 * What the register knows about both sides of a case, as of the moment of the claim. Plain values, since
 * it is kept with the verdict as it stood: instants as ISO text, people by id, nothing of the customer's.
 */
export interface Evidence {
  asOf: string;
  grade: string | null;
  registration: { at: string; arrivedAt: string; byId: string; kind: string };
  /** Every assignment so far, the first one first. */
  periods: {
    memberId: string;
    from: string;
    to: string | null;
    why: string;
    endedWhy: string | null;
  }[];
  /** The clock of the assigned rep; null where nobody was. */
  clock: {
    since: string;
    /** Null: no end was in sight. */
    until: string | null;
    because: string;
    days: { first: number; contact: number; maximum: number };
  } | null;
  /** Contacts that reached the customer and were entered before the claim, the newest first. */
  contacts: { memberId: string; kind: string; at: string; enteredAt: string }[];
  /** How many were entered only after the claim: they prove nothing. */
  enteredAfter: number;
  holds: { from: string; to: string | null; byId: string }[];
  /** Parties received, as they were stamped; `courtesy`: the customer was a colleague's, who was called. */
  arrivals: {
    memberId: string;
    at: string;
    how: string;
    courtesy?: { assignedId: string; answer: string | null; assignedShare: number };
  }[];
  /** Who was the assigned rep of a member of the family. */
  families: { repId: string; number: number; relation: string }[];
  /** Reports of partner companies about this customer. `receiverId`: who received the party that came with it. */
  reports: {
    number: number;
    at: string;
    status: string;
    company: string;
    receiverId: string | null;
  }[];
  /** When a claimant first asked whether the customer is registered. */
  checks: { memberId: string; at: string }[];
  /** Names of everybody mentioned. */
  people: Record<string, string>;
}

/** The office's rules that the proposal reads, as of the day of the claim. */
export interface CaseRules {
  caseSilentDays: number;
  cadenceDays: Record<'A' | 'B' | 'C' | 'D', number>;
}
