import type { Handle } from '../../../db/client.ts';
import type { Reading } from '../../../db/transact.ts';
import { listChangedAfter } from '../../audit/store.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { inverseOf, type Relation } from '../../households/rules.ts';
import { protectionOf } from '../../ownership/rules/protection.ts';
import { readClock } from '../../ownership/store/clock.ts';
import { listContactsBy, listPeriods } from '../../ownership/store/owner.ts';
import { listCourtesiesOf } from '../../reception/store/courtesy.ts';
import { getSettings } from '../../settings/store.ts';
import type { CaseRules, Evidence } from '../rules/evidence.ts';
import type { CaseRow } from './cases.ts';

/** Contacts kept one by one; the newest prove most. */
const MOST_CONTACTS = 60;

/** What the register knows about both sides as of the claim, and the office's rules of that day. */
export async function gatherEvidence(
  { db }: Pick<Reading, 'db'>,
  row: CaseRow,
  { file, claimantIds }: { file: CustomerFile; claimantIds: string[] },
): Promise<{ evidence: Evidence; rules: CaseRules }> {
  const settings = await getSettings(db, row.teamId, row.openedAt);
  const registered = await db.customer.findUniqueOrThrow({
    where: { id: file.id },
    select: { registeredById: true },
  });
  const grade = await gradeThen(db, file, row.openedAt);
  const parts = {
    periods: await periodsOf(db, row),
    clock: await clockOf(db, row, grade),
    ...(await contactsOf(db, row)),
    holds: await holdsOf(db, row),
    arrivals: await arrivalsOf(db, row),
    families: await familiesOf(db, row),
    reports: await reportsOf(db, row),
    checks: await checksOf(db, row, claimantIds),
  };
  const evidence = {
    asOf: row.openedAt.toISOString(),
    grade,
    registration: {
      at: file.registeredAt.toISOString(),
      arrivedAt: file.arrivedAt.toISOString(),
      byId: registered.registeredById,
      kind: file.arrivalKind,
    },
    ...parts,
  };
  const people = await namesOf(db, JSON.stringify([evidence, row.holderId, claimantIds]));
  const { caseSilentDays, cadenceDays } = settings;
  return { evidence: { ...evidence, people }, rules: { caseSilentDays, cadenceDays } };
}

/** The grade on that day: what it was before the first change since. */
async function gradeThen(db: Handle, file: CustomerFile, asOf: Date): Promise<string | null> {
  const changed = await listChangedAfter(db, file, asOf);
  return changed.has('grade') ? (changed.get('grade') ?? null) : file.grade;
}

async function periodsOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
): Promise<Evidence['periods']> {
  const periods = await listPeriods(db, customerId);
  return periods
    .filter(({ fromAt }) => fromAt <= openedAt)
    .map(({ memberId, fromAt, toAt, why, endedWhy }) => {
      // What ended after the claim was still standing then.
      const ended = toAt && toAt <= openedAt ? toAt : null;
      return {
        memberId,
        from: fromAt.toISOString(),
        to: ended?.toISOString() ?? null,
        why,
        endedWhy: ended ? endedWhy : null,
      };
    });
}

/** As it stood before the case stopped it. */
async function clockOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
  grade: string | null,
): Promise<Evidence['clock']> {
  const clock = await readClock(db, customerId, openedAt);
  if (!clock) return null;
  const exemptions = clock.exemptions.filter(({ from }) => from < openedAt);
  const { until, because } = protectionOf({ ...clock, grade, exemptions });
  const { settings, arrivalKind } = clock;
  return {
    since: clock.claimedAt.toISOString(),
    until: until?.toISOString() ?? null,
    because,
    days: {
      first: settings.protectDays[arrivalKind as 'visit'] ?? settings.protectDays.visit,
      contact: settings.protectContactDays[(grade ?? 'B') as 'B'],
      maximum: settings.protectMaxDays[arrivalKind as 'visit'] ?? settings.protectMaxDays.visit,
    },
  };
}

async function contactsOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
): Promise<Pick<Evidence, 'contacts' | 'enteredAfter'>> {
  const rows = await listContactsBy(db, customerId, openedAt);
  const before = rows.filter(({ enteredAt }) => enteredAt <= openedAt);
  return {
    contacts: before.slice(0, MOST_CONTACTS).map(({ memberId, kind, happenedAt, enteredAt }) => ({
      memberId,
      kind,
      at: happenedAt.toISOString(),
      enteredAt: enteredAt.toISOString(),
    })),
    enteredAfter: rows.length - before.length,
  };
}

async function holdsOf(db: Handle, { customerId, openedAt }: CaseRow): Promise<Evidence['holds']> {
  const rows = await db.hold.findMany({
    where: { customerId, fromAt: { lte: openedAt } },
    orderBy: { fromAt: 'asc' },
  });
  return rows.map(({ fromAt, toAt, byId }) => ({
    from: fromAt.toISOString(),
    to: toAt && toAt <= openedAt ? toAt.toISOString() : null,
    byId,
  }));
}

/** Parties of this customer that were received, as they were stamped, and for whom where that was a courtesy. */
async function arrivalsOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
): Promise<Evidence['arrivals']> {
  const rows = await db.arrival.findMany({
    where: { customerId, voidedAt: null, at: { lte: openedAt } },
    orderBy: { at: 'asc' },
    select: { id: true, memberId: true, at: true, how: true },
  });
  const courtesies = new Map(
    (await listCourtesiesOf(db, customerId, openedAt)).map((one) => [one.arrivalId, one]),
  );
  return rows.map(({ id, memberId, at, how }) => {
    const courtesy = courtesies.get(id);
    const { assignedId, answer, assignedShare } = courtesy ?? {};
    return {
      ...{ memberId, at: at.toISOString(), how },
      ...(courtesy && { courtesy: { assignedId, answer, assignedShare } }),
    } as Evidence['arrivals'][number];
  });
}

/** Members of the family who were linked by then, and whose they were: what was found after the claim proves nothing. */
async function familiesOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
): Promise<Evidence['families']> {
  const rows = await db.$queryRaw<
    (Evidence['families'][number] & { relation: Relation; isFlipped: boolean })[]
  >`
    SELECT a.member_id AS "repId", c.number, l.relation,
      l.other_id = ${customerId}::uuid AS "isFlipped"
    FROM household_links l
    JOIN customers c ON c.id = CASE WHEN l.customer_id = ${customerId}::uuid THEN l.other_id
      ELSE l.customer_id END
    JOIN assignments a ON a.customer_id = c.id AND a.from_at <= ${openedAt}
      AND (a.to_at IS NULL OR a.to_at > ${openedAt})
    WHERE ${customerId}::uuid IN (l.customer_id, l.other_id) AND l.state IN ('linked', 'ended')
      AND l.decided_at <= ${openedAt} AND (l.ended_at IS NULL OR l.ended_at > ${openedAt})
    ORDER BY c.number`;
  return rows.map(({ repId, number, relation, isFlipped }) => ({
    ...{ repId, number },
    relation: isFlipped ? inverseOf(relation) : relation,
  }));
}

/** What partner companies reported of this customer before the claim. */
async function reportsOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
): Promise<Evidence['reports']> {
  const rows = await db.partnerReport.findMany({
    where: { customerId, reportedAt: { lte: openedAt } },
    orderBy: { reportedAt: 'asc' },
    select: {
      ...{ number: true, reportedAt: true, status: true, arrivalId: true },
      company: { select: { name: true } },
    },
  });
  const arrivals = await db.arrival.findMany({
    where: { id: { in: rows.flatMap(({ arrivalId }) => arrivalId ?? []) }, voidedAt: null },
    select: { id: true, memberId: true, at: true },
  });
  const came = arrivals.filter(({ at }) => at <= openedAt);
  return rows.map(({ number, reportedAt, status, arrivalId, company }) => ({
    ...{ number, at: reportedAt.toISOString(), status, company: company.name },
    receiverId: came.find(({ id }) => id === arrivalId)?.memberId ?? null,
  }));
}

async function checksOf(
  db: Handle,
  { customerId, openedAt }: CaseRow,
  claimantIds: string[],
): Promise<Evidence['checks']> {
  const rows = await db.$queryRaw<{ memberId: string; at: Date }[]>`
    SELECT actor_id AS "memberId", min(at) AS at FROM audit
    WHERE actor_id = ANY(${claimantIds}::uuid[]) AND action = 'customer.check' AND at <= ${openedAt}
      AND jsonb_exists(details->'found', ${customerId}) GROUP BY actor_id ORDER BY min(at)`;
  return rows.map(({ memberId, at }) => ({ memberId, at: at.toISOString() }));
}

/** Names of every member whose id stands in a text. */
async function namesOf(db: Handle, text: string): Promise<Record<string, string>> {
  const members = await db.member.findMany({ select: { id: true, name: true } });
  return Object.fromEntries(
    members.filter(({ id }) => text.includes(id)).map(({ id, name }) => [id, name]),
  );
}
