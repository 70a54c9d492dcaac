import { ALL_FIELDS, type FieldKey } from './fields.ts';
import { type CustomerValues, canonical, type FieldValue } from './values.ts';

/** A field that somebody else changed while this form was open: what it was, what they made it, what I want. Canonical texts. */
export interface EditConflict {
  field: FieldKey;
  base: string | null;
  theirs: string | null;
  mine: string | null;
}

/** What a submitted form amounts to. */
export interface EditPlan {
  changes: Partial<CustomerValues>;
  conflicts: EditConflict[];
}

/**
 * Compares a submitted form with the file as it is now. `since` holds, for each field changed after the
 * form was opened, its canonical value at that moment: a field I left as it was keeps theirs; one that
 * both changed, differently, is a conflict for the person to decide.
 */
export function planEdit(
  current: CustomerValues,
  typed: Partial<CustomerValues>,
  since: ReadonlyMap<string, string | null>,
): EditPlan {
  const changes: Record<string, FieldValue> = {};
  const conflicts: EditConflict[] = [];
  for (const { key } of ALL_FIELDS) {
    if (!(key in typed)) continue;
    const mine = canonical(typed[key] ?? null);
    const theirs = canonical(current[key]);
    if (mine === theirs) continue;
    const base = since.has(key) ? (since.get(key) ?? null) : theirs;
    if (mine === base) continue;
    if (base === theirs) changes[key] = typed[key] ?? null;
    else conflicts.push({ field: key, base, theirs, mine });
  }
  return { changes: changes as Partial<CustomerValues>, conflicts };
}
