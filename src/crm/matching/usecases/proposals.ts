import { read, transact, type Work } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { newId } from '../../../lib/id.ts';
import type { Locale } from '../../../lib/locale.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findMember } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerFile, type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { sayUnit, statusAt } from '../../properties/rules.ts';
import { listUnitsByIds, type Unit } from '../../properties/store/units.ts';
import { getSettings } from '../../settings/store.ts';
import { type Verdict, weigh } from '../rules.ts';
import {
  findProposal,
  insertProposal,
  listGiven,
  type Proposal,
  withdrawProposal,
} from '../store/proposals.ts';
import { listWishes } from '../store/wishers.ts';
import { homeOf } from './customers.ts';

/** Homes of one proposal: more would be a price list. */
export const MOST_UNITS = 3;

/**
 * 推荐 Proposes one to three units to a customer (#62, #64): recorded as given, at today's list prices, in
 * the customer's language. The same homes on the same day are one proposal. Throws `pickUnits`, `unitGone` for
 * what is not to be had, `textDoNotContact`, and `notAllowed`.
 */
export async function giveProposal(
  ctx: Ctx,
  wish: { customerId: string; unitIds: readonly string[] },
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const file = await lockFile(work, actor, { action: 'proposal:give' }, wish.customerId);
    if (file.doNotContact) throw new Refusal('textDoNotContact');
    const unitIds = [...new Set(wish.unitIds)];
    if (unitIds.length < 1 || unitIds.length > MOST_UNITS)
      throw new Refusal('pickUnits', { most: MOST_UNITS }, 'units');
    const units = await openUnits(work, { actor, file, unitIds });
    const given = await findGivenToday(work, { actor, file, unitIds });
    if (given) {
      note(work, { actor, file, id: given.id, action: 'proposal.again', units });
      return { id: given.id };
    }
    const id = newId(work.now);
    await insertProposal(work, {
      id,
      customerId: file.id,
      memberId: actor.id,
      locale: localeFor(file, actor),
      units: units.map(({ id: unitId, listPrice, currency }) => ({ unitId, listPrice, currency })),
    });
    note(work, { actor, file, id, action: 'proposal.give', units });
    return { id };
  });
}

/** The proposal of just these homes that the customer got today already. */
async function findGivenToday(
  work: Work,
  { actor, file, unitIds }: { actor: Actor; file: CustomerFile; unitIds: readonly string[] },
): Promise<Proposal | undefined> {
  const today = civilDay(work.now, actor.zone);
  return (await listGiven(work.tx, file.id)).find(
    ({ at, units }) =>
      civilDay(at, actor.zone) === today &&
      units.length === unitIds.length &&
      units.every(({ unitId }) => unitIds.includes(unitId)),
  );
}

/** The units of a proposal: of the customer's team, and to be had by them. */
async function openUnits(
  work: Work,
  of: { actor: Actor; file: CustomerFile; unitIds: readonly string[] },
): Promise<Unit[]> {
  const units = await listUnitsByIds(work.tx, of.unitIds);
  const isTheirs = (unit: Unit) =>
    unit.teamId === of.file.teamId && can(of.actor, 'property:see', unit);
  if (units.length < of.unitIds.length || !units.every(isTheirs)) throw new Refusal('notAllowed');
  const gone = units.find((unit) => !isFreeFor(unit, of.file.id, work.now));
  if (gone) throw new Refusal('unitGone', { unit: sayUnit(gone) }, 'units');
  return units;
}

/** Whether a customer could have a unit: it is for sale, or held or reserved for them. */
export function isFreeFor(unit: Unit, customerId: string, now: Date): boolean {
  const status = statusAt(unit, now);
  const isForThem = unit.customerId === customerId && (status === 'held' || status === 'reserved');
  return status === 'available' || isForThem;
}

const localeFor = ({ values }: CustomerFile, actor: Actor): Locale =>
  values.language === 'zh' || values.language === 'en' ? values.language : actor.locale;

/** It was not given after all: it counts no more. Throws `alreadySo`, `notAllowed`. */
export async function takeProposalBack(
  ctx: Ctx,
  proposalId: string,
): Promise<{ customerId: string }> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const proposal = await findProposal(work.tx, proposalId);
    if (!proposal) throw new Refusal('notAllowed');
    const file = await lockFile(work, actor, { action: 'proposal:give' }, proposal.customerId);
    if (!(await withdrawProposal(work, proposalId))) throw new Refusal('alreadySo');
    const units = await listUnitsByIds(
      work.tx,
      proposal.units.map(({ unitId }) => unitId),
    );
    note(work, { actor, file, id: proposalId, action: 'proposal.take-back', units });
    return { customerId: file.id };
  });
}

function note(
  work: Work,
  of: { actor: Actor; file: CustomerFile; id: string; action: string; units: readonly Unit[] },
): void {
  const { actor, file, id, action, units } = of;
  audit(work, {
    actor,
    action,
    subject: { kind: 'proposal', id },
    customer: file,
    details: { units: units.map((unit) => unit.id) },
    changes: [
      {
        field: 'proposal',
        old: null,
        new: units.map((unit) => `${unit.projectZh} ${sayUnit(unit)}`).join('、'),
      },
    ],
  });
}

/** A proposal with everything its sheet shows. */
export interface Sheet {
  proposal: Proposal;
  record: CustomerRecord;
  /** Who gave it, as the customer knows them. */
  repName: string;
  /** Each home at the price it was given with, and how it answers the wish now. */
  homes: { unit: Unit; listPrice: number; currency: string; verdict: Verdict }[];
  mayTakeBack: boolean;
  now: Date;
}

/** The sheet of a proposal, for a person who may see the customer's matches. Throws `notAllowed`. */
export async function readSheet(ctx: Ctx, proposalId: string): Promise<Sheet> {
  return read(ctx, async ({ db, now }) => {
    const proposal = await findProposal(db, proposalId);
    const record = proposal && (await findCustomer(db, proposal.customerId));
    requirePermission(ctx.actor, 'match:see', record);
    const [settings, [wish], member, units] = await Promise.all([
      getSettings(db, record.teamId, now),
      listWishes(db, [record.id]),
      findMember(db, proposal!.memberId),
      listUnitsByIds(
        db,
        proposal!.units.map(({ unitId }) => unitId),
      ),
    ]);
    const homes = units.flatMap((unit) => {
      const given = proposal!.units.find(({ unitId }) => unitId === unit.id);
      const isFree = isFreeFor(unit, record.id, now);
      const verdict = weigh(wish!, homeOf(unit, isFree), settings);
      return given ? [{ unit, listPrice: given.listPrice, currency: given.currency, verdict }] : [];
    });
    return {
      ...{ proposal: proposal!, record, homes, now },
      repName: member?.name ?? '',
      mayTakeBack: !proposal!.withdrawnAt && can(ctx.actor, 'proposal:give', record),
    };
  });
}
