import type { Handle } from '../../db/client.ts';
import { getOfficeKey } from '../../db/data-keys.ts';
import { open, seal } from '../../db/sealing.ts';
import type { Reading, Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Locale } from '../../lib/locale.ts';

/** One version of a text; an empty body means the default. */
export interface TextVersion {
  key: string;
  locale: Locale;
  version: number;
  body: string;
  byName: string | null;
  at: Date;
}

const place = (id: string) => ({ table: 'customer_texts', column: 'body_sealed', rowId: id });

interface Row {
  id: string;
  key: string;
  locale: string;
  version: number;
  bodySealed: Uint8Array;
  byName: string | null;
  at: Date;
}

async function opened(at: Pick<Reading, 'db' | 'keys'>, rows: Row[]): Promise<TextVersion[]> {
  if (rows.length === 0) return [];
  const officeKey = await getOfficeKey(at.db, at.keys);
  return rows.map(({ id, bodySealed, locale, ...row }) => ({
    ...row,
    locale: locale as Locale,
    body: open(officeKey, place(id), bodySealed),
  }));
}

/** The texts of a team that are in force: the newest version of each key and language. */
export async function listTexts(
  at: Pick<Reading, 'db' | 'keys'>,
  teamId: string,
): Promise<TextVersion[]> {
  const rows = await at.db.$queryRaw<Row[]>`
    SELECT DISTINCT ON (t.key, t.locale) t.id, t.key, t.locale, t.version, t.body_sealed AS "bodySealed",
      m.name AS "byName", t.created_at AS at
    FROM customer_texts t LEFT JOIN members m ON m.id = t.created_by_id
    WHERE t.team_id = ${teamId}::uuid ORDER BY t.key, t.locale, t.version DESC`;
  return opened(at, rows);
}

/** All versions of one text, the newest first. */
export async function listVersions(
  at: Pick<Reading, 'db' | 'keys'>,
  wish: { teamId: string; key: string; limit: number },
): Promise<TextVersion[]> {
  const rows = await at.db.$queryRaw<Row[]>`
    SELECT t.id, t.key, t.locale, t.version, t.body_sealed AS "bodySealed", m.name AS "byName", t.created_at AS at
    FROM customer_texts t LEFT JOIN members m ON m.id = t.created_by_id
    WHERE t.team_id = ${wish.teamId}::uuid AND t.key = ${wish.key}
    ORDER BY t.created_at DESC, t.locale LIMIT ${wish.limit}`;
  return opened(at, rows);
}

/** Writes the next version of a text, sealed under the office's key; the team's row is held meanwhile. */
export async function insertText(
  work: Work,
  text: { teamId: string; key: string; locale: Locale; body: string; byId: string },
): Promise<number> {
  const { teamId, key, locale, body, byId } = text;
  const version = (await newestOf(work.tx, text)) + 1;
  const id = newId(work.now);
  const officeKey = await getOfficeKey(work.tx, work.keys);
  await work.tx.customerText.create({
    data: {
      ...{ id, teamId, key, locale, version, createdById: byId, createdAt: work.now },
      bodySealed: new Uint8Array(seal(officeKey, place(id), body)),
    },
  });
  return version;
}

async function newestOf(
  tx: Handle,
  { teamId, key, locale }: { teamId: string; key: string; locale: Locale },
): Promise<number> {
  // Two managers who save at once wait for each other here.
  await tx.$queryRaw`SELECT id FROM teams WHERE id = ${teamId}::uuid FOR UPDATE`;
  const newest = await tx.customerText.findFirst({
    where: { teamId, key, locale },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  return newest?.version ?? 0;
}
