import type { Handle } from '../../../db/client.ts';
import { blindIndex, type DataKey, type Keyring, open, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import type { CivilDay } from '../../../lib/calendar/index.ts';
import { newId } from '../../../lib/id.ts';
import type { MonthDay } from '../rules/days.ts';

const place = (id: string) => ({ table: 'care_files', column: 'birthday_sealed', rowId: id });
const dayIndex = (keys: Keyring, day: MonthDay) => blindIndex(keys, 'care_files.birthday', day);
const civil = (day: Date): CivilDay => day.toISOString().slice(0, 10);

/** What is kept of a customer's care days. */
export interface CareFile {
  id: string;
  consentAt: Date | null;
  consentById: string | null;
  withdrawnAt: Date | null;
  withdrawnById: string | null;
  birthday: MonthDay | null;
  moveInOn: CivilDay | null;
}

/** The care days of a customer in the clear; null where nobody ever asked. */
export async function findCareFile(
  db: Handle,
  customerId: string,
  dataKey: DataKey,
): Promise<CareFile | null> {
  const row = await db.careFile.findUnique({ where: { customerId } });
  if (!row) return null;
  const { birthdaySealed, birthdayIndex: _, moveInOn, customerId: __, ...rest } = row;
  return {
    ...rest,
    birthday: birthdaySealed ? open(dataKey, place(row.id), birthdaySealed) : null,
    moveInOn: moveInOn && civil(moveInOn),
  };
}

/** The day on which a home was last handed over to the customer by a deal that stands; null where none was. */
export async function findHandOver(db: Handle, customerId: string): Promise<CivilDay | null> {
  const fact = await db.dealFact.findFirst({
    where: { kind: 'delivered', voidedAt: null, deal: { customerId, endedAt: null } },
    orderBy: { on: 'desc' },
  });
  return fact && civil(fact.on);
}

/** Writes the consent and the days. */
export async function saveCareFile(
  work: Work,
  of: { customerId: string; dataKey: DataKey; before: CareFile | null },
  file: Omit<CareFile, 'id'>,
): Promise<void> {
  const { customerId, dataKey, before } = of;
  const id = before?.id ?? newId(work.now);
  const { birthday, moveInOn, ...rest } = file;
  const data = {
    ...rest,
    birthdaySealed: birthday ? new Uint8Array(seal(dataKey, place(id), birthday)) : null,
    birthdayIndex: birthday ? dayIndex(work.keys, birthday) : null,
    moveInOn: moveInOn ? new Date(`${moveInOn}T00:00:00Z`) : null,
  };
  await work.tx.careFile.upsert({
    where: { customerId },
    create: { id, customerId, ...data },
    update: data,
  });
}

/**
 * Who withdrew is one person: what records that became part of this one keep of their days goes with it, and
 * so does what the way back of their merges remembers.
 */
export async function forgetFormer({ tx, now }: Work, keptId: string, byId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE care_files SET birthday_sealed = NULL, birthday_index = NULL, move_in_on = NULL,
      withdrawn_at = ${now}, withdrawn_by_id = ${byId}::uuid
    WHERE withdrawn_at IS NULL AND customer_id IN (SELECT id FROM customers WHERE merged_into_id = ${keptId}::uuid)`;
  const days = ['birthday_sealed', 'birthday_index', 'move_in_on'];
  await tx.$executeRaw`
    UPDATE merge_rows r SET before = r.before - ${days}::text[], after = r.after - ${days}::text[]
    FROM merges m WHERE m.id = r.merge_id AND r.table_name = 'care_files' AND (m.kept_id = ${keptId}::uuid
      OR m.kept_id IN (SELECT id FROM customers WHERE merged_into_id = ${keptId}::uuid))`;
}

/** Whether a customer had agreed to care days and agrees no more. */
export async function hasWithdrawn(db: Handle, customerId: string): Promise<boolean> {
  const row = await db.careFile.findUnique({ where: { customerId } });
  return row?.withdrawnAt != null;
}

/** A customer whose day it is. */
export interface CareDue {
  customerId: string;
  number: number;
  name: string;
  gender: string | null;
  repId: string;
  teamId: string;
  isBirthday: boolean;
  /** Set where it is the day on which they moved in. */
  movedInOn: CivilDay | null;
}

/**
 * Customers who consented and whose birthday, or day of moving in, is kept today in these teams; those who
 * are nobody's, and those who want no contact, are left out. `repId` limits it to one rep's.
 */
export async function listCareDue(
  at: { db: Handle; keys: Keyring },
  wish: { teamIds: string[]; days: MonthDay[]; today: CivilDay; repId?: string },
): Promise<CareDue[]> {
  const indexes = wish.days.map((day) => dayIndex(at.keys, day));
  const numbers = wish.days.map((day) => Number(day.replace('-', '')));
  const { repId = null } = wish;
  const rows = await at.db.$queryRaw<(Omit<CareDue, 'movedInOn'> & { movedInOn: Date | null })[]>`
    SELECT c.id AS "customerId", c.number, c.name, c.gender, c.rep_id AS "repId", c.team_id AS "teamId",
      coalesce(k.birthday_index = ANY(${indexes}::bytea[]), false) AS "isBirthday",
      CASE WHEN extract(month FROM k.move_in_on) * 100 + extract(day FROM k.move_in_on) = ANY(${numbers}::numeric[])
        AND k.move_in_on < ${wish.today}::date THEN k.move_in_on END AS "movedInOn"
    FROM (
      SELECT id FROM care_files WHERE birthday_index = ANY(${indexes}::bytea[])
      UNION
      SELECT id FROM care_files WHERE move_in_on IS NOT NULL AND move_in_on < ${wish.today}::date
        AND extract(month FROM move_in_on) * 100 + extract(day FROM move_in_on) = ANY(${numbers}::numeric[])
    ) due
    JOIN care_files k ON k.id = due.id AND k.consent_at IS NOT NULL AND k.withdrawn_at IS NULL
    JOIN customers c ON c.id = k.customer_id AND c.status = 'active' AND NOT c.do_not_contact
      AND c.team_id = ANY(${wish.teamIds}::uuid[])
      AND c.rep_id IS NOT NULL AND (${repId}::uuid IS NULL OR c.rep_id = ${repId}::uuid)
    ORDER BY c.number`;
  return rows.map(({ movedInOn, ...row }) => ({
    ...row,
    movedInOn: movedInOn && civil(movedInOn),
  }));
}
