import { read, transact, type Work } from '../../../db/transact.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import { findTeam, type Team } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { findByPhones } from '../../customers/store-unique.ts';
import { noteCheck } from '../../customers/unique.ts';
import { lockDesk } from '../../reception/store/rota.ts';
import { officeHours } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { isSamePerson, type Reason, windowOf } from '../rules.ts';
import { type ReportedCustomer, readReports } from '../schema.ts';
import {
  type Company,
  findCompany,
  findReport,
  insertReport,
  listCompanies,
  listInForce,
  listReports,
  type Report,
} from '../store.ts';

/** What a partner says, as the form holds it. */
export interface ReportForm {
  companyId: string;
  agent: string | null;
  /** One customer a line. */
  customers: string;
  /** When those come whose line does not say. */
  when: string;
}

/** The companies a person may report for, by name, without their contacts. */
export async function listReporting(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const reach = reachOf(ctx.actor, 'report:make');
  if (reach === 'none') throw new Refusal('notAllowed');
  const companies = await read(ctx, (at) =>
    listCompanies(at, reach === 'all' ? null : ctx.actor.teamIds),
  );
  return companies.map(({ id, name }) => ({ id, name }));
}

/**
 * 报备 Notes what a partner reports, all lines or none, each judged at once by the rules of the moment:
 * valid, invalid or a repetition, with the reason. Two that report the same customer at once wait for
 * each other: the first one counts. Throws what `readReports` and `noteCheck` throw.
 */
export async function makeReports(ctx: Ctx, form: ReportForm): Promise<Report[]> {
  const { ids } = await transact(ctx, async (work) => {
    const company = await requireCompany(work, ctx, form.companyId);
    const team = (await findTeam(work.tx, company.teamId))!;
    await lockDesk(work.tx, team.id);
    const ids: string[] = [];
    for (const customer of await readForm(work, ctx, team, form))
      ids.push(await makeOne(work, ctx, { team, company, customer, agent: form.agent }));
    return { ids };
  });
  return read(ctx, async (at) => {
    const reports: Report[] = [];
    for (const id of ids) reports.push((await findReport(at, id))!);
    return reports;
  });
}

async function requireCompany(work: Work, { actor }: Ctx, id: string): Promise<Company> {
  const company = await findCompany({ db: work.tx, now: work.now, keys: work.keys }, id);
  requirePermission(actor, 'report:make', company ? { teamId: company.teamId } : null);
  if (!company || company.archivedAt) throw new Refusal('companyGone', {}, 'company');
  return company;
}

async function readForm(
  work: Work,
  { actor }: Ctx,
  { id, zone }: Team,
  { customers, when }: ReportForm,
): Promise<ReportedCustomer[]> {
  const settings = await getSettings(work.tx, id, work.now);
  return readReports(customers, when, {
    sources: settings.sources,
    districts: settings.districts,
    currency: settings.currency,
    region: settings.phoneRegion,
    now: work.now,
    zone,
    locale: actor.locale,
    hours: officeHours(settings, zone),
  });
}

interface NewReport {
  team: Team;
  company: Company;
  customer: ReportedCustomer;
  agent: string | null;
}

async function makeOne(work: Work, { actor }: Ctx, made: NewReport): Promise<string> {
  const { team, company, customer, agent } = made;
  const settings = await getSettings(work.tx, team.id, work.now);
  const { expectedAt } = customer;
  const { validFrom, validUntil, reason } = windowOf(
    { reportedAt: work.now, expectedAt, zone: team.zone },
    settings,
  );
  const earlier = await findEarlier(work, made);
  const isKnown = await isRegistered(work, actor, customer);
  const repeats: Reason | null =
    earlier && (earlier.companyId === company.id ? 'sameCompany' : 'otherCompany');
  const why: Reason | null = reason ?? (isKnown ? 'registered' : repeats);
  const isRepeat = why !== null && why === repeats;
  const id = newId(work.now);
  const { e164, masked, name } = customer;
  const number = await insertReport(work, {
    id,
    teamId: team.id,
    companyId: company.id,
    enteredById: actor.id,
    expectedAt,
    validFrom,
    validUntil,
    status: isRepeat ? 'duplicate' : why ? 'invalid' : 'valid',
    reason: why,
    earlierId: isRepeat ? (earlier?.id ?? null) : null,
    agent,
    e164,
    masked,
    name,
  });
  audit(work, {
    actor,
    action: 'partner.make',
    subject: { kind: 'report', id },
    details: { number, companyId: company.id, reason: why },
  });
  return id;
}

async function findEarlier(work: Work, { team, customer }: NewReport): Promise<Report | null> {
  const inForce = await listInForce(work, { teamId: team.id, masked: customer.masked });
  return (
    inForce.find(
      ({ e164 = null, masked, name }) =>
        masked !== undefined &&
        name !== undefined &&
        isSamePerson({ e164, masked, name }, customer),
    ) ?? null
  );
}

/** A whole phone is looked up blindly and counts as a check; a masked one identifies nobody. */
async function isRegistered(
  work: Work,
  actor: Ctx['actor'],
  { e164 }: ReportedCustomer,
): Promise<boolean> {
  if (!e164) return false;
  const known = await findByPhones(work.tx, work.keys, [e164]);
  await noteCheck(work, actor, { by: 'report', ids: known ? [known.id] : [] });
  return known !== null;
}

const PAGE = 8;

/** A page of reports: a rep's own, a manager's teams'. */
export interface ReportPage {
  reports: Report[];
  page: number;
  hasNext: boolean;
  mayManage: boolean;
  zone: string;
  now: Date;
}

/** The reports the person may see, the newest first. */
export async function readReportPage(ctx: Ctx, page: number): Promise<ReportPage> {
  const { actor } = ctx;
  const reach = reachOf(actor, 'report:see');
  if (reach === 'none') throw new Refusal('notAllowed');
  return read(ctx, async (at) => {
    const rows = await listReports(
      at,
      {
        teamIds: reach === 'all' ? null : actor.teamIds,
        enteredById: reach === 'own' ? actor.id : null,
      },
      { limit: PAGE + 1, offset: page * PAGE },
    );
    return {
      reports: rows.slice(0, PAGE),
      page,
      hasNext: rows.length > PAGE,
      mayManage: can(actor, 'company:manage', { teamId: actor.teamIds[0] ?? null }),
      zone: actor.zone,
      now: at.now,
    };
  });
}
