import type { Db } from './client.ts';
import { countOldKeys } from './key-rotation.ts';
import type { Keyring } from './sealing.ts';

/** What an operator should know of the database. */
export interface DatabaseFindings {
  version: string;
  /** The role the bot's sessions work under. */
  role: string;
  mayRewriteAudit: boolean;
  mayChangeSchema: boolean;
  /** Business time is not the server's: a practice workspace moved it. */
  clockShifted: boolean;
  /** Data keys under another master key than the newest. */
  oldKeys: number;
  auditRows: number;
  unsealed: number;
  oldestUnsealedMinutes: number;
}

/** Looks, as the bot itself; changes nothing. */
export async function inspectDatabase(db: Db, keyring: Keyring): Promise<DatabaseFindings> {
  const [row] = await db.$queryRaw<Omit<DatabaseFindings, 'oldKeys'>[]>`
    SELECT current_setting('server_version') AS version,
           current_user::text AS role,
           has_table_privilege('audit', 'UPDATE') OR has_table_privilege('audit', 'DELETE') AS "mayRewriteAudit",
           has_schema_privilege(current_schema(), 'CREATE') AS "mayChangeSchema",
           (SELECT bool_or(shift <> '0' OR frozen IS NOT NULL) FROM practice_clock) AS "clockShifted",
           (SELECT count(*)::int FROM audit) AS "auditRows",
           waiting.n AS unsealed, waiting.minutes AS "oldestUnsealedMinutes"
    FROM (
      SELECT count(*)::int AS n,
             coalesce(extract(epoch FROM clock_timestamp() - min(entered_at)) / 60, 0)::float8 AS minutes
      FROM audit WHERE seq > coalesce((SELECT max(seq) FROM audit_seals), 0)
    ) waiting`;
  return { ...row!, oldKeys: await countOldKeys(db, keyring) };
}
