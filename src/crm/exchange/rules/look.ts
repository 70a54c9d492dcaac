import type { Outcome, Verdict } from './decide.ts';

/** What a look at a whole file found: how many rows would become what. */
export interface Counted {
  total: number;
  created: number;
  updated: number;
  duplicate: number;
  refused: number;
  unassigned: number;
  /** Of the created ones, how many may be somebody known. */
  possible: number;
  /** Of the created ones, how many may be the customer of an earlier row. */
  alike: number;
  /** Rows of other teams' customers that are counted, and not told one by one. */
  untold: number;
}

export const NOTHING: Counted = {
  total: 0,
  created: 0,
  updated: 0,
  duplicate: 0,
  refused: 0,
  unassigned: 0,
  possible: 0,
  alike: 0,
  untold: 0,
};

/** Somebody known whom a new customer may be: which record, and why. */
export interface Possible {
  id: string;
  reasons: readonly string[];
}

/** Two rows of one file that may be about one customer: the later one, the earlier one, and why. */
export interface Alike {
  row: number;
  earlier: number;
  reasons: readonly string[];
}

/** A row that a person should look at, as it is told: codes and ids, never what stands in it. */
export interface Found {
  row: number;
  outcome: Outcome | 'possible';
  reasons: string[];
  ofRow: number | null;
  customerId: string | null;
  /** Another team's record that it is about; it is noted as a check and never shown. */
  elsewhereId: string | null;
}

/** Counts rows, and gathers those that a person should look at until they are taken and written down. */
export class Look {
  readonly counted: Counted = { ...NOTHING };
  found: Found[] = [];
  #tells: number;

  /** `tells`: of so many rows it is said that they are registered in another team. */
  constructor(tells: number) {
    this.#tells = tells;
  }

  see({ row, verdict }: { row: number; verdict: Verdict }, possible: Possible | undefined): void {
    const { counted } = this;
    counted.total += 1;
    counted[verdict.outcome] += 1;
    if (verdict.outcome === 'created' && verdict.incoming.repId === null) counted.unassigned += 1;
    if (possible) counted.possible += 1;
    const found = possible ? possibleRow(row, possible) : behindRow(row, verdict);
    if (found.outcome === 'created' || found.outcome === 'updated') return;
    if (found.elsewhereId && this.#tells < 1) {
      counted.untold += 1;
      return;
    }
    if (found.elsewhereId) this.#tells -= 1;
    this.found.push(found);
  }

  seeAlike(alike: Alike): void {
    this.counted.alike += 1;
    this.found.push(alikeRow(alike));
  }

  take(): Found[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}

/** A row that would be created, and may be somebody known. */
const possibleRow = (row: number, { id, reasons }: Possible): Found => ({
  row,
  outcome: 'possible',
  reasons: reasons.map((reason) => `near:${reason}`),
  ofRow: null,
  customerId: id,
  elsewhereId: null,
});

/** A row that would be created, and may be the customer of an earlier one. */
const alikeRow = ({ row, earlier, reasons }: Alike): Found => ({
  row,
  outcome: 'possible',
  reasons: reasons.map((reason) => `near:${reason}`),
  ofRow: earlier,
  customerId: null,
  elsewhereId: null,
});

/** A row with its outcome and reasons. */
export function behindRow(row: number, verdict: Verdict): Found {
  const isDuplicate = verdict.outcome === 'duplicate';
  const isElsewhere = isDuplicate && verdict.reasons.includes('elsewhere');
  const id = isDuplicate ? verdict.id : null;
  return {
    row,
    outcome: verdict.outcome,
    reasons: 'reasons' in verdict ? verdict.reasons : [],
    ofRow: isDuplicate ? verdict.of : null,
    customerId: isElsewhere ? null : id,
    elsewhereId: isElsewhere ? id : null,
  };
}
