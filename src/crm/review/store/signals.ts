import type { Handle } from '../../../db/client.ts';
import { OPEN } from '../../duplicates/store-pairs.ts';

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
    SELECT p.kind, p.score, p.reasons FROM duplicate_pairs p
    JOIN customers a ON a.id = p.one_id JOIN customers b ON b.id = p.other_id
    WHERE ${OPEN} AND (p.one_id = ${customerId}::uuid OR p.other_id = ${customerId}::uuid)
    ORDER BY p.score DESC LIMIT 5`;
}
