import { Refusal, Refusals } from '../../../lib/refusal.ts';
import type { Column } from './columns.ts';

/** Runs a reader; what it refuses becomes a reason with its column. */
export function attempt<T>(reasons: string[], column: Column, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const refusals =
      error instanceof Refusals ? error.list : error instanceof Refusal ? [error] : null;
    if (!refusals) throw error;
    for (const { code, field } of refusals) reasons.push(`${code}:${field ?? column}`);
    return null;
  }
}
