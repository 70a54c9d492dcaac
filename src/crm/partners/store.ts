import type { Handle, Tx } from '../../db/client.ts';
import { getOfficeKey } from '../../db/data-keys.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { blindIndex, type DataKey, open, seal } from '../../db/sealing.ts';
import type { Reading, Work } from '../../db/transact.ts';
import { maskPhone } from '../../lib/phone.ts';
import type { Named, Reason } from './rules.ts';

/** A company that brings customers. */
export interface Company {
  id: string;
  teamId: string;
  name: string;
  contacts: string | null;
  archivedAt: Date | null;
}

/** A partner's report as it is kept, in the clear; what it says is empty once it was deleted. */
export interface Report extends Partial<Named> {
  id: string;
  number: number;
  teamId: string;
  companyId: string;
  companyName: string;
  enteredById: string;
  reportedAt: Date;
  expectedAt: Date;
  validFrom: Date;
  validUntil: Date;
  status: 'valid' | 'invalid' | 'duplicate';
  reason: Reason | null;
  earlierId: string | null;
  agent: string | null;
  arrivalId: string | null;
  customerId: string | null;
  /** The arrival at which it did not count, and why. */
  voidArrivalId: string | null;
  voidReason: Reason | null;
}

const COMPANIES = 'partner_companies';
const REPORTS = 'partner_reports';
const placeOf = (table: string, column: string, rowId: string) => ({ table, column, rowId });

/** The companies of teams (null: of all) that still work with us, by name. */
export async function listCompanies(at: Reading, teamIds: string[] | null): Promise<Company[]> {
  const rows = await at.db.partnerCompany.findMany({
    where: { archivedAt: null, ...(teamIds && { teamId: { in: teamIds } }) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const key = await getOfficeKey(at.db, at.keys);
  return rows.map((row) => companyOf(key, row));
}

/** A company, or null. */
export async function findCompany(at: Reading, id: string): Promise<Company | null> {
  const row = await at.db.partnerCompany.findUnique({ where: { id } });
  return row && companyOf(await getOfficeKey(at.db, at.keys), row);
}

type CompanyRow = Prisma.PartnerCompanyGetPayload<object>;

function companyOf(key: DataKey, { contactsSealed, ...row }: CompanyRow): Company {
  const { id, teamId, name, archivedAt } = row;
  const contacts =
    contactsSealed && open(key, placeOf(COMPANIES, 'contacts_sealed', id), contactsSealed);
  return { id, teamId, name, archivedAt, contacts };
}

/** Writes a company, new or known. */
export async function saveCompany(
  work: Work,
  company: Omit<Company, 'archivedAt'> & { byId: string; archivedAt?: Date | null },
): Promise<void> {
  const { id, contacts, byId, ...columns } = company;
  const key = await getOfficeKey(work.tx, work.keys);
  const contactsSealed = contacts
    ? seal(key, placeOf(COMPANIES, 'contacts_sealed', id), contacts)
    : null;
  const data = { ...columns, contactsSealed };
  await work.tx.partnerCompany.upsert({
    where: { id },
    create: { id, ...data, createdById: byId, createdAt: work.now },
    update: data,
  });
}

/** Notes a report at the transaction's time; answers its number. */
export async function insertReport(
  work: Work,
  report: Named &
    Pick<
      Report,
      | 'id'
      | 'teamId'
      | 'companyId'
      | 'enteredById'
      | 'expectedAt'
      | 'validFrom'
      | 'validUntil'
      | 'status'
      | 'reason'
      | 'earlierId'
      | 'agent'
    >,
): Promise<number> {
  const { e164, masked, name, agent, ...columns } = report;
  const key = await getOfficeKey(work.tx, work.keys);
  const sealed = (column: string, text: string | null) =>
    text === null ? null : seal(key, placeOf(REPORTS, column, report.id), text);
  const row = await work.tx.partnerReport.create({
    data: {
      ...columns,
      reportedAt: work.now,
      nameSealed: sealed('name_sealed', name),
      agentSealed: sealed('agent_sealed', agent),
      // What was said, masked or whole.
      phoneSealed: sealed('phone_sealed', e164 ?? masked),
      phoneIndex: e164 === null ? null : blindIndex(work.keys, 'partner_reports.phone', e164),
      maskedIndex: blindIndex(work.keys, 'partner_reports.masked', masked),
    },
  });
  return row.number;
}

type ReportRow = Prisma.PartnerReportGetPayload<{ include: { company: true } }>;

function reportOf(key: DataKey, row: ReportRow): Report {
  const { nameSealed, agentSealed, phoneSealed, phoneIndex, company, ...rest } = row;
  const opened = (column: string, sealed: Uint8Array | null) =>
    sealed && open(key, placeOf(REPORTS, column, row.id), sealed);
  const phone = opened('phone_sealed', phoneSealed);
  const name = opened('name_sealed', nameSealed);
  return {
    ...rest,
    companyName: company.name,
    status: rest.status as Report['status'],
    reason: rest.reason as Reason | null,
    voidReason: rest.voidReason as Reason | null,
    agent: opened('agent_sealed', agentSealed),
    ...(name !== null && { name }),
    ...(phone && phoneIndex && { e164: phone, masked: maskPhone(phone) }),
    ...(phone && !phoneIndex && { e164: null, masked: phone }),
  };
}

const withCompany = { company: true };

/** A report, or null. */
export async function findReport(at: Reading, id: string): Promise<Report | null> {
  const row = await at.db.partnerReport.findUnique({ where: { id }, include: withCompany });
  return row && reportOf(await getOfficeKey(at.db, at.keys), row);
}

/** The report an arrival came with, or null. */
export async function findReportOf(at: Reading, arrivalId: string): Promise<Report | null> {
  const row = await at.db.partnerReport.findUnique({ where: { arrivalId }, include: withCompany });
  return row && reportOf(await getOfficeKey(at.db, at.keys), row);
}

/** The id of a spoken number, or null. */
export async function findReportId(db: Handle, number: number): Promise<string | null> {
  const row = await db.partnerReport.findUnique({ where: { number }, select: { id: true } });
  return row?.id ?? null;
}

/** The same report, held until the transaction ends. */
export async function lockReport(work: Work, id: string): Promise<Report | null> {
  await work.tx.$queryRaw`SELECT 1 FROM partner_reports WHERE id = ${id}::uuid FOR UPDATE`;
  return findReport({ db: work.tx, now: work.now, keys: work.keys }, id);
}

/** Reports the person may see, the newest first. `where` null: all of them. */
export async function listReports(
  at: Reading,
  where: { teamIds: string[] | null; enteredById: string | null },
  page: { limit: number; offset: number },
): Promise<Report[]> {
  const rows = await at.db.partnerReport.findMany({
    where: {
      ...(where.teamIds && { teamId: { in: where.teamIds } }),
      ...(where.enteredById && { enteredById: where.enteredById }),
    },
    include: withCompany,
    orderBy: [{ reportedAt: 'desc' }, { number: 'desc' }],
    take: page.limit,
    skip: page.offset,
  });
  const key = await getOfficeKey(at.db, at.keys);
  return rows.map((row) => reportOf(key, row));
}

/** Valid reports of a team, still in force, whose masked phone is this one: the earliest first. */
export async function listInForce(
  work: Work,
  of: { teamId: string; masked: string },
): Promise<Report[]> {
  const rows = await work.tx.partnerReport.findMany({
    where: {
      teamId: of.teamId,
      status: 'valid',
      validUntil: { gt: work.now },
      maskedIndex: blindIndex(work.keys, 'partner_reports.masked', of.masked),
    },
    include: withCompany,
    orderBy: [{ reportedAt: 'asc' }, { number: 'asc' }],
  });
  const key = await getOfficeKey(work.tx, work.keys);
  return rows.map((row) => reportOf(key, row));
}

/** What an arrival makes of a report: it came true, a customer was registered from it, or it does not count. */
type ReportChange =
  | { arrivalId: string; voidArrivalId: null; voidReason: null }
  | { customerId: string }
  | {
      arrivalId: null;
      voidArrivalId: string;
      voidReason: Reason;
    };

/** Notes what became of a report at an arrival. */
export async function saveReport(tx: Tx, id: string, change: ReportChange): Promise<void> {
  await tx.partnerReport.update({ where: { id }, data: change });
}

/** Deletes what reports of a team say that ended before a moment; number and verdict stay. Answers how many. */
export async function forgetReports(tx: Tx, teamId: string, before: Date): Promise<number> {
  const { count } = await tx.partnerReport.updateMany({
    where: { teamId, validUntil: { lt: before }, nameSealed: { not: null } },
    data: { nameSealed: null, agentSealed: null, phoneSealed: null, phoneIndex: null },
  });
  return count;
}

/** Whether there is anything to forget. */
export async function hasOldReports(db: Handle, teamId: string, before: Date): Promise<boolean> {
  const where = { teamId, validUntil: { lt: before }, nameSealed: { not: null } };
  return (await db.partnerReport.findFirst({ where, select: { id: true } })) !== null;
}
