import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';

/** A case as its row says: ids and moments, nothing sealed. */
export interface CaseRow {
  id: string;
  number: number;
  customerId: string;
  keyCustomerId: string;
  teamId: string;
  holderId: string;
  state: string;
  openedAt: Date;
  openedById: string;
  foundBy: string;
  waitingSince: Date;
  remindedRung: number;
  decidedAt: Date | null;
  appealUntil: Date | null;
  settledAt: Date | null;
}

/** Who stands in a case, on which side. */
export interface Party {
  memberId: string;
  name: string;
  side: 'holder' | 'claimant';
  joinedAt: Date;
}

/** The case of an id, or null. */
export async function findCase(db: Handle, id: string): Promise<CaseRow | null> {
  return db.case.findUnique({ where: { id } });
}

/** The case of a spoken number, or null. */
export async function findCaseByNumber(db: Handle, number: number): Promise<CaseRow | null> {
  return db.case.findUnique({ where: { number } });
}

/** The case that takes the customer: open, or decided and not final yet. There is at most one. */
export async function findUnsettled(db: Handle, customerId: string): Promise<CaseRow | null> {
  return db.case.findFirst({ where: { customerId, settledAt: null } });
}

/** Opens a case: it waits from now on. Answers its row. */
export async function insertCase(
  work: Work,
  fresh: Pick<
    CaseRow,
    'customerId' | 'keyCustomerId' | 'teamId' | 'holderId' | 'openedById' | 'foundBy'
  >,
): Promise<CaseRow> {
  const { tx, now } = work;
  return tx.case.create({
    data: { id: newId(now), ...fresh, state: 'waiting', openedAt: now, waitingSince: now },
  });
}

/** Writes what changes in the life of a case. */
export async function saveCase(
  { tx }: Work,
  id: string,
  change: Partial<
    Pick<
      CaseRow,
      'state' | 'waitingSince' | 'remindedRung' | 'decidedAt' | 'appealUntil' | 'settledAt'
    >
  >,
): Promise<void> {
  await tx.case.update({ where: { id }, data: change });
}

/** Puts somebody on a side of a case. */
export async function insertParty(
  { tx, now }: Work,
  caseId: string,
  party: Pick<Party, 'memberId' | 'side'>,
): Promise<void> {
  await tx.caseParty.create({ data: { caseId, ...party, joinedAt: now } });
}

/** The parties of a case: the holder, then the claimants as they came. */
export async function listParties(db: Handle, caseId: string): Promise<Party[]> {
  return db.$queryRaw<Party[]>`
    SELECT p.member_id AS "memberId", m.name, p.side, p.joined_at AS "joinedAt"
    FROM case_parties p JOIN members m ON m.id = p.member_id
    WHERE p.case_id = ${caseId}::uuid ORDER BY p.side DESC, p.joined_at, p.member_id`;
}

/** A case in a list, with what may be said of its customer to whoever may see it. */
export interface CaseLine
  extends Pick<
    CaseRow,
    'id' | 'number' | 'state' | 'teamId' | 'openedAt' | 'waitingSince' | 'decidedAt' | 'appealUntil'
  > {
  customerNumber: number;
  name: string;
  gender: string | null;
  repId: string | null;
  /** The asker's side; null where the asker is no party. */
  side: 'holder' | 'claimant' | null;
}

/** Cases a person is a party of, and those of some teams (null: of all), open ones first, then the newest. */
export async function listCases(
  db: Handle,
  who: { memberId: string; teamIds: string[] | null; limit: number },
): Promise<CaseLine[]> {
  const all = who.teamIds === null;
  return db.$queryRaw<CaseLine[]>`
    SELECT k.id, k.number, k.state, k.team_id AS "teamId", k.opened_at AS "openedAt",
      k.waiting_since AS "waitingSince", k.decided_at AS "decidedAt", k.appeal_until AS "appealUntil",
      c.number AS "customerNumber", c.name, c.gender, c.rep_id AS "repId", p.side
    FROM cases k JOIN customers c ON c.id = k.customer_id
    LEFT JOIN case_parties p ON p.case_id = k.id AND p.member_id = ${who.memberId}::uuid
    WHERE p.member_id IS NOT NULL OR ${all} OR k.team_id = ANY(${who.teamIds ?? []}::uuid[])
    ORDER BY (k.state IN ('waiting', 'appealed')) DESC, k.opened_at DESC LIMIT ${who.limit}`;
}

/** Cases that wait for a decision and have a reminder left, the longest waiting first. */
export async function listWaitingCases(db: Handle, limit: number): Promise<CaseRow[]> {
  return db.case.findMany({
    where: { state: { in: ['waiting', 'appealed'] }, remindedRung: { lt: 2 } },
    orderBy: { waitingSince: 'asc' },
    take: limit,
  });
}

/** Ids of cases whose time for an appeal is over. */
export async function listUnappealed(
  db: Handle,
  now: Date,
  limit: number,
): Promise<{ id: string; customerId: string }[]> {
  return db.case.findMany({
    where: { state: 'decided', appealUntil: { lte: now } },
    select: { id: true, customerId: true },
    orderBy: { appealUntil: 'asc' },
    take: limit,
  });
}
