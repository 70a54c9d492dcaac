import { z } from 'zod';
import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { newId } from '../../lib/id.ts';
import { resolveSettings, type SettingKey, type Settings } from './rules.ts';

/** The rules in force for a team (null: the office) at a moment: a case is judged by the rules of its day. */
export async function getSettings(db: Handle, teamId: string | null, at: Date): Promise<Settings> {
  const rows = await db.$queryRaw<{ key: string; teamId: string | null; value: unknown }[]>`
    SELECT DISTINCT ON (key, team_id) key, team_id AS "teamId", value
    FROM settings
    WHERE effective_from <= ${at} AND (team_id IS NULL OR team_id = ${teamId}::uuid)
    ORDER BY key, team_id, effective_from DESC, created_at DESC`;
  return resolveSettings(rows);
}

/** SQL of the same as one JSON value, for a statement that reads more; `teamId` and `at` are SQL of that statement. */
export const rulesInForce = (teamId: Prisma.Sql, at: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (SELECT json_agg(r) FROM (SELECT DISTINCT ON (s.key, s.team_id) s.key, s.team_id AS "teamId", s.value FROM settings s
    WHERE s.effective_from <= ${at} AND (s.team_id IS NULL OR s.team_id = ${teamId})
    ORDER BY s.key, s.team_id, s.effective_from DESC, s.created_at DESC) r)`;

const rulesRead = z
  .array(z.object({ key: z.string(), teamId: z.uuid().nullable(), value: z.unknown() }))
  .nullable();

/** The rules of such a JSON value. */
export const settingsOf = (value: unknown): Settings =>
  resolveSettings(rulesRead.parse(value) ?? []);

/** One value of one rule, as it was set. */
export interface SettingRow {
  key: SettingKey;
  value: unknown;
  from: Date;
  setAt: Date;
  byName: string | null;
}

/** Every value a team (null: the office) ever set, the latest to come into force first. */
export async function listSettingRows(db: Handle, teamId: string | null): Promise<SettingRow[]> {
  return db.$queryRaw<SettingRow[]>`
    SELECT s.key, s.value, s.effective_from AS "from", s.created_at AS "setAt", m.name AS "byName"
    FROM settings s LEFT JOIN members m ON m.id = s.set_by_id
    WHERE s.team_id IS NOT DISTINCT FROM ${teamId}::uuid
    ORDER BY s.effective_from DESC, s.created_at DESC, s.id DESC`;
}

/** Appends a value in force from a moment; earlier values stay for cases of their day. */
export async function saveSetting(
  db: Handle,
  setting: {
    teamId: string | null;
    key: SettingKey;
    value: unknown;
    from: Date;
    byId: string | null;
  },
): Promise<void> {
  await db.setting.create({
    data: {
      id: newId(setting.from),
      teamId: setting.teamId,
      key: setting.key,
      value: setting.value as never,
      effectiveFrom: setting.from,
      setById: setting.byId,
    },
  });
}
