/** One field's change, as a person reads it in the history: old → new. Values are plain text; null means empty. */
export interface Change {
  field: string;
  old: string | null;
  new: string | null;
}

/** The fields that really changed between two records of plain texts. */
export function listChanges(
  before: Record<string, string | null>,
  after: Record<string, string | null>,
): Change[] {
  const changes: Change[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = { field, old: before[field] ?? null, new: after[field] ?? null };
    if (change.old !== change.new) changes.push(change);
  }
  return changes;
}
