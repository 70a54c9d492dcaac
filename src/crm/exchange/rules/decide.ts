import { nameKey, splitName } from '../../../lib/names.ts';
import type { Incoming, ReadRow } from './row.ts';
import { isRefused } from './row.ts';

/** A live record that has a phone, a WeChat id or an e-mail of the row. */
export interface Existing {
  id: string;
  name: string;
  /** Whether the importer may change it. */
  mayChange: boolean;
  /** Whether the row would fill something that the record lacks. */
  hasGaps: boolean;
}

/** What becomes of a row. `reasons` are codes, for `refused` with their column; `of` an earlier row. */
export type Verdict =
  | { outcome: 'created'; incoming: Incoming }
  | { outcome: 'updated'; incoming: Incoming; id: string }
  | { outcome: 'duplicate'; reasons: string[]; of: number | null; id: string | null }
  | { outcome: 'refused'; reasons: string[] };

export type Outcome = Verdict['outcome'];

/**
 * Decides about a row. What the register has stays as it is: a row of a known customer fills what is empty
 * there and nothing else, and where the name is another one it may be the family, which is for a person.
 * Of two rows of one file about the same person the first counts.
 */
export function decide(
  read: ReadRow,
  known: { earlier: number | null; existing: readonly Existing[] },
): Verdict {
  if (isRefused(read)) return { outcome: 'refused', reasons: read.reasons };
  const duplicate = (reason: string, id: string | null = null): Verdict => ({
    outcome: 'duplicate',
    reasons: [reason],
    of: known.earlier,
    id,
  });
  if (known.earlier !== null) return duplicate('sameAsRow');
  const [found, another] = known.existing;
  if (!found) return { outcome: 'created', incoming: read };
  const elsewhere = known.existing.find(({ mayChange }) => !mayChange);
  if (elsewhere) return duplicate('elsewhere', elsewhere.id);
  if (another) return duplicate('severalMatch');
  if (!isSameName(found.name, read.values.name)) return duplicate('otherName', found.id);
  if (!found.hasGaps) return duplicate('known', found.id);
  return { outcome: 'updated', incoming: read, id: found.id };
}

/** 王小明 and Wang Xiaoming, 王小明 and 王先生: one person. 王芳 and 王小明 are not. */
export function isSameName(one: string, other: string): boolean {
  if (nameKey(one) === nameKey(other)) return true;
  const [a, b] = [splitName(one), splitName(other)];
  const isShort = a.given === '' || b.given === '';
  return isShort && a.surname !== '' && nameKey(a.surname) === nameKey(b.surname);
}
