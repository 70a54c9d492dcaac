import { type Reading, read } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Action } from '../../access/policy.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findTeam, listActiveMembers } from '../../access/store.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFile, findCustomer, findFile } from '../../customers/store.ts';
import { findProject, type Project } from '../../properties/store/projects.ts';
import { findUnit, type Unit } from '../../properties/store/units.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { pendingOf } from '../crediting.ts';
import type { Which } from '../opening.ts';
import type { Share } from '../rules/credit.ts';
import { type CheckKind, checksFor, listUnmet } from '../rules/eligibility.ts';
import {
  LEADERS_WAYS,
  listMarks,
  listWaysBack,
  type Mark,
  type Next,
  nextOf,
  standingOf,
  type WayBack,
} from '../rules/machine.ts';
import { planOf } from '../rules/money.ts';
import { type Check, listNewestChecks } from '../store/checks.ts';
import { type Condition, listConditions } from '../store/conditions.ts';
import { listCredits, type PendingCase } from '../store/credits.ts';
import { type Deal, findDeal, findDealById, findDealKey, listDealsOf } from '../store/deals.ts';
import { type DutyRow, listOpenDuties } from '../store/duties.ts';
import { type Fact, listFacts } from '../store/facts.ts';
import { type DuePayment, listPayments, listReceipts, type Receipt } from '../store/payments.ts';

/** Everything the screen of a deal shows. `deal` is null where there is none yet. */
export interface DealView {
  file: CustomerFile;
  deal: Deal | null;
  /** The customer's other deals, the newest first. */
  others: Deal[];
  contract: string | null;
  unit: Unit | null;
  project: Project | null;
  facts: Fact[];
  conditions: Condition[];
  payments: DuePayment[];
  receipts: Receipt[];
  /** Whose result it is; none before 认购. */
  credits: Share[];
  /** The case that may still move it; null: the credit is final. */
  pending: PendingCase | null;
  duties: DutyRow[];
  checks: Check[];
  /** Checks the office asks for that are still missing. */
  unmet: { kind: CheckKind; stands: string }[];
  next: Next | null;
  marks: Mark[];
  waysBack: WayBack[];
  may: { change: boolean };
  names: Map<string, string>;
  /** Who of the team may have checked a buyer. */
  colleagues: { value: string; label: string }[];
  settings: Settings;
  /** Today, by the team's zone. */
  today: string;
  now: Date;
}

/** A deal, or what is known before there is one, for who may see it. Throws `notAllowed`, `customerMerged`. */
export async function readDeal(
  ctx: Ctx,
  which: Which,
  action: Action = 'deal:see',
): Promise<DealView> {
  return read(ctx, async (at) => {
    const { db, now } = at;
    const named = 'dealId' in which ? await findDealById(db, which.dealId) : null;
    if ('dealId' in which && !named) throw new Refusal('notAllowed');
    const customerId = named?.customerId ?? ('customerId' in which ? which.customerId : '');
    await findCustomer(db, customerId); // one that was merged says so
    const file = await findFile(at, customerId);
    requirePermission(ctx.actor, action, file);
    const deal = named ?? (await findDeal(db, file.id));
    const settings = await getSettings(db, file.teamId, now);
    const zone = (await findTeam(db, file.teamId))?.zone ?? ctx.actor.zone;
    const today = civilDay(now, zone);
    const others = (await listDealsOf(db, file.id)).filter(({ id }) => id !== deal?.id);
    const members = await db.member.findMany({ select: { id: true, name: true } });
    const team = await listActiveMembers(db, [file.teamId]);
    const checks = await listNewestChecks(db, file.dataKey, file.id);
    const checked = Object.fromEntries(checks.map(({ kind, result }) => [kind, result]));
    const plan = deal?.plan ?? planOf(file.values.payment);
    const unmet = listUnmet(checked, checksFor(settings.eligibilityChecks, plan));
    const parts = deal ? await partsOf(at, deal, settings) : NO_PARTS;
    const isPaymentDue = parts.duties.some(
      ({ kind, dueOn }) => kind === 'payment' && dueOn <= today,
    );
    const standing = deal ? standingOf(deal) : NO_STANDING;
    const may = can(ctx.actor, 'deal:change', file);
    return {
      file,
      deal,
      others,
      ...parts,
      checks,
      unmet,
      next: may
        ? nextOf(standing, {
            withIntents: settings.dealIntents,
            isEligible: unmet.length === 0,
            isPaymentDue,
          })
        : null,
      marks: may ? listMarks(standing) : [],
      waysBack: may && deal ? waysOf(ctx, file, deal) : [],
      may: { change: may },
      names: new Map(members.map(({ id, name }) => [id, name])),
      colleagues: team.map(({ id, name }) => ({ value: id, label: name })),
      settings,
      today,
      now,
    };
  });
}

const NO_STANDING = {
  state: 'open',
  loan: 'none',
  plan: null,
  isFiled: false,
  isRegistered: false,
} as const;

const NO_PARTS = {
  contract: null,
  unit: null,
  project: null,
  facts: [],
  conditions: [],
  payments: [],
  receipts: [],
  credits: [],
  pending: null,
  duties: [],
};

async function partsOf(at: Reading, deal: Deal, settings: Settings) {
  const { db } = at;
  const key = await findDealKey(at, deal);
  const facts = await listFacts(db, key, deal.id);
  const unit = deal.unitId ? await findUnit(db, deal.unitId) : null;
  return {
    contract: facts.find(({ kind }) => kind === 'contract')?.contract ?? null,
    unit,
    project: unit && (await findProject(db, unit.projectId)),
    facts,
    conditions: await listConditions(db, key, deal.id),
    payments: await listPayments(db, deal.id),
    receipts: await listReceipts(db, key, deal.id),
    credits: await listCredits(db, deal.id),
    pending: await pendingOf(at, deal, settings),
    duties: await listOpenDuties(db, deal.id),
  };
}

/** What only the team's lead records is not offered to others. */
const waysOf = ({ actor }: Ctx, file: CustomerFile, deal: Deal): WayBack[] =>
  listWaysBack(deal.state).filter(
    (way) => !LEADERS_WAYS.includes(way) || can(actor, 'deal:take-back', file),
  );
