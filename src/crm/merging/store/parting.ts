import type { Handle } from '../../../db/client.ts';
import { Prisma } from '../../../db/generated/client.ts';
import type { Work } from '../../../db/transact.ts';
import { resumeNudges, supersedeNudges } from '../../../ledger/plan.ts';
import { sealedColumns } from '../links.ts';
import type { Entry, Row } from '../rules/journal.ts';
import { rowKey, type Standing, type Step } from '../rules/parting.ts';
import { listEntries, type Merge } from './merges.ts';
import { dropRow, type Patch, patchRows, readEntries, resealed, type Way } from './rows.ts';

/** What a merge changed, and how those rows stand now. */
export async function readStanding(work: Work, merge: Merge): Promise<Standing> {
  const entries = await listEntries(work.tx, merge.id);
  const rows = await readEntries(work, entries);
  return {
    keptId: merge.keptId,
    lostId: merge.lostId,
    entries,
    rows: new Map(rows.map((row) => [rowKey(row.table, row.id), row])),
  };
}

/** Takes steps back; a sealed value goes back as it was, or is sealed anew where it was changed since. */
export async function takeBack(work: Work, steps: readonly Step[], way: Way): Promise<void> {
  const patches: Patch[] = [];
  for (const step of steps) {
    if ('drop' in step) {
      await dropRow(work, step.row);
      continue;
    }
    const { row, columns } = step;
    const returns = Object.values(columns).includes(way.to.id);
    const anew = returns ? resealed(way, changedSince(row, columns)) : {};
    patches.push({ row, columns: { ...columns, ...anew } });
  }
  await patchRows(work, patches);
}

/** The row with only those sealed columns that do not go back as they were. */
function changedSince(row: Row, columns: Record<string, unknown>): Row {
  const names = sealedColumns(row.table).filter((name) => !(name in columns));
  return { ...row, columns: Object.fromEntries(names.map((name) => [name, row.columns[name]])) };
}

/** Keyed hashes of the phones that the lost record gave, in hex; the rows that hold them. */
function lentPhones(entries: readonly Entry[], lostId: string, rows: Standing['rows']) {
  return entries.flatMap(({ table, rowId, before }) => {
    const row = table === 'customer_phones' && rows.get(rowKey(table, rowId));
    const isLent = row && before?.live === true && row.columns.customer_id === lostId;
    return isLent ? [{ id: rowId, index: String(row.columns.index).slice(2) }] : [];
  });
}

const among = (hex: string[]) =>
  Prisma.sql`(SELECT decode(h, 'hex') FROM unnest(${hex}::text[]) h)`;

/** Phones as an undo would find them: whether another record has one by now, and how many the kept one is left with. */
export async function weighPhones(
  db: Handle,
  { entries, keptId, lostId, rows }: Standing,
): Promise<{ taken: boolean; left: number }> {
  const lent = lentPhones(entries, lostId, rows).map(({ index }) => index);
  const [found] = await db.$queryRaw<{ taken: boolean; left: number }[]>`
    SELECT coalesce(bool_or(p.customer_id NOT IN (${keptId}::uuid, ${lostId}::uuid)
        AND p.index IN ${among(lent)}), false) AS taken,
      count(*) FILTER (WHERE p.customer_id = ${keptId}::uuid
        AND p.index NOT IN ${among(lent)})::int AS left
    FROM customer_phones p
    WHERE p.live AND (p.customer_id = ${keptId}::uuid OR p.index IN ${among(lent)})`;
  return found!;
}

/** The lost record's phones are its own again, whatever rows of the kept record hold them by now. */
export async function returnPhones({ tx }: Work, standing: Standing): Promise<void> {
  const lent = lentPhones(standing.entries, standing.lostId, standing.rows);
  const hashes = lent.map(({ index }) => index);
  await tx.$executeRaw`
    DELETE FROM customer_phones
    WHERE customer_id = ${standing.keptId}::uuid AND index IN ${among(hashes)}`;
  await tx.customerPhone.updateMany({
    where: { id: { in: lent.map(({ id }) => id) } },
    data: { live: true },
  });
}

/**
 * Contacts that answered a follow-up of the lost record go with it: they were made for it. Everything else
 * made since stays with the kept record. Answers how many went.
 */
export async function returnAnswers(work: Work, merge: Merge, way: Way): Promise<number> {
  const rows = await work.tx.$queryRaw<{ columns: Record<string, unknown> }[]>`
    SELECT to_jsonb(i) AS columns FROM interactions i
    WHERE i.customer_id = ${merge.keptId}::uuid AND i.entered_at > ${merge.at}
      AND EXISTS (SELECT FROM follow_ups f WHERE f.interaction_id = i.id AND f.customer_id = ${merge.lostId}::uuid)`;
  const patches = rows.map(({ columns }) => {
    const row = { table: 'interactions', id: String(columns.id), columns };
    return { row, columns: { customer_id: merge.lostId, ...resealed(way, row) } };
  });
  await patchRows(work, patches);
  return rows.length;
}

/** Whether contacts were entered or taken back since the merge. */
export async function isContactedSince(db: Handle, merge: Merge): Promise<boolean> {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM interactions
      WHERE customer_id IN (${merge.keptId}::uuid, ${merge.lostId}::uuid)
        AND (entered_at > ${merge.at} OR withdrawn_at > ${merge.at})
    ) AS found`;
  return row!.found;
}

/**
 * Reasons planned meanwhile go with their follow-ups; those of a rep whose follow-up it is no more are over.
 * Before the reasons of the one whose it is again are opened.
 */
export async function returnStrays({ tx, now }: Work, { keptId, lostId }: Standing): Promise<void> {
  await tx.$executeRaw`
    UPDATE nudges n SET about_id = ${lostId}::uuid
    WHERE n.about_id = ${keptId}::uuid AND n.state = 'open'
      AND EXISTS (SELECT FROM follow_ups f WHERE f.id = n.subject_id AND f.customer_id = ${lostId}::uuid)`;
  const strays = await tx.$queryRaw<{ subjectId: string }[]>`
    SELECT n.subject_id AS "subjectId" FROM nudges n JOIN follow_ups f ON f.id = n.subject_id
    WHERE f.customer_id IN (${keptId}::uuid, ${lostId}::uuid) AND n.state = 'open' AND n.member_id <> f.member_id`;
  const subjectIds = strays.map(({ subjectId }) => subjectId);
  await supersedeNudges(tx, { subjectIds, outcome: 'reassigned', now });
}

/** Cards that tell reasons which the merge settled or moved are drawn again. */
export async function redrawReturned({ tx }: Work, { entries }: Standing): Promise<void> {
  const told = entries.filter(({ table }) => table === 'nudges');
  await resumeNudges(
    tx,
    told.map(({ rowId }) => rowId),
  );
}
