import type { Handle } from '../../../db/client.ts';

/** What speaks for the same person, or the family, being in the register already. */
export interface Signal {
  kind: 'person' | 'family';
  /** 0–100 */
  score: number;
  /** Codes of what is alike; whose record the other one is, is not told. */
  reasons: string[];
}

/** The open signals of duplicates of a customer, the strongest first. */
export async function listSignals(db: Handle, customerId: string): Promise<Signal[]> {
  return db.$queryRaw<Signal[]>`
    SELECT kind, score, reasons FROM duplicate_pairs
    WHERE state = 'open' AND (one_id = ${customerId}::uuid OR other_id = ${customerId}::uuid)
    ORDER BY score DESC LIMIT 5`;
}
