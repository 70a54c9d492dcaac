import type { DataKey } from '../../db/sealing.ts';
import { seal } from '../../db/sealing.ts';
import type { AuditRow, Writing } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Actor } from '../access/actor.ts';
import type { Change } from './rules.ts';

/** What a use case says it did. `details` holds ids, codes, field names and counts only; values go into `changes`. */
export interface AuditEntry {
  actor: Actor | 'system' | 'operator';
  action: string;
  subject: { kind: string; id: string | null };
  customer?: { id: string; dataKey: DataKey };
  details?: AuditRow['details'];
  changes?: Change[];
}

/**
 * Notes one change (or one reading of personal data) for the audit; it is written with the transaction.
 * Old and new values are sealed under the customer's key, so that erasing the customer leaves the chain valid.
 * Answers the id of the row.
 */
export function audit(work: Writing, entry: AuditEntry): string {
  const id = newId(work.now);
  const { actor, customer, changes = [] } = entry;
  work.auditRows.push({
    id,
    actorId: typeof actor === 'string' ? null : actor.id,
    actorKind: typeof actor === 'string' ? actor : 'member',
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    customerId: customer?.id ?? null,
    details: {
      ...entry.details,
      ...(changes.length > 0 && { fields: changes.map((c) => c.field) }),
    },
    sealed:
      customer && changes.length > 0
        ? seal(
            customer.dataKey,
            { table: 'audit', column: 'sealed', rowId: id },
            JSON.stringify(changes),
          )
        : null,
  });
  return id;
}
