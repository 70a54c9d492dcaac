import { read, transact } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Action } from '../../access/policy.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findMember, findTeam, type Team } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { findByPhones } from '../../customers/store-unique.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { showRota } from '../board.ts';
import { recutAfter } from '../crediting.ts';
import { linkArrival } from '../linking.ts';
import { redrawNotice } from '../receive.ts';
import { canVoid, owned } from '../rules/arrivals.ts';
import { readSaidForm } from '../schema.ts';
import { type Arrival, findArrival, lockArrival, saveArrival } from '../store/arrivals.ts';
import { type Courtesy, findCourtesyOf } from '../store/courtesy.ts';
import { lockDesk, restorePlace } from '../store/rota.ts';
import { countingQuestions, keepSaid, meet, type Told } from '../telling.ts';

/** One arrival and what stands around it. */
export interface ArrivalFile {
  arrival: Arrival;
  team: Team;
  settings: Settings;
  repName: string;
  /** Only where the person may see the customer. */
  customer: CustomerRecord | null;
  courtesy: Courtesy | null;
  mayWork: boolean;
  now: Date;
}

/** An arrival as the person may see it: the receiver's, or of a team they lead. */
export async function readArrival(
  ctx: Ctx,
  id: string,
  action: Action = 'arrival:work',
): Promise<ArrivalFile> {
  return read(ctx, async ({ db, now }) => {
    const arrival = await findArrival(db, id);
    const record =
      arrival && (action === 'reception:note' ? { teamId: arrival.teamId } : owned(arrival));
    requirePermission(ctx.actor, action, record);
    const { teamId, memberId, customerId } = arrival!;
    const team = (await findTeam(db, teamId))!;
    const rep = await findMember(db, memberId);
    const customer = customerId ? await findCustomer(db, customerId) : null;
    return {
      arrival: arrival!,
      team,
      settings: await getSettings(db, teamId, now),
      repName: rep?.name ?? '',
      customer: customer && can(ctx.actor, 'customer:see', customer) ? customer : null,
      courtesy: await findCourtesyOf(db, id),
      mayWork: can(ctx.actor, 'arrival:work', owned(arrival!)),
      now,
    };
  });
}

/**
 * Adds heads and a phone or number to an arrival; anybody of the team may, since whoever stands at the door
 * asks. Throws what `readSaidForm` and `keepSaid` throw.
 */
export async function describeArrival(
  ctx: Ctx,
  id: string,
  form: { partySize: string | null; who: string | null },
): Promise<{ id: string; told: Told | null }> {
  const describe = () =>
    transact(ctx, async (work) => {
      const arrival = await findArrival(work.tx, id);
      requirePermission(ctx.actor, 'reception:note', arrival ? { teamId: arrival.teamId } : null);
      const { phoneRegion } = await getSettings(work.tx, arrival!.teamId, work.now);
      const said = readSaidForm(form, phoneRegion);
      const told = await keepSaid(work, ctx.actor, id, said);
      audit(work, {
        actor: ctx.actor,
        action: 'arrival.describe',
        subject: { kind: 'arrival', id },
        details: { partySize: said.partySize, by: said.identity?.by ?? null },
      });
      return { id, told };
    });
  return countingQuestions(ctx, describe);
}

/**
 * The form of a party turned out to be about a registered customer: a colleague's rep is called, one's own
 * is linked. Says which; null where nothing is known any more.
 */
export async function callForPhones(
  ctx: Ctx,
  id: string,
  phones: string[],
): Promise<{ id: string; told: Told | null }> {
  return transact(ctx, async (work) => {
    const arrival = await lockArrival(work.tx, id);
    requirePermission(ctx.actor, 'arrival:work', arrival ? owned(arrival) : null);
    const known = await findByPhones(work.tx, work.keys, phones);
    const isOpen = arrival!.outcome === null && arrival!.voidedAt === null;
    const told = known && isOpen ? await meet(work, ctx.actor, arrival!, known) : null;
    await redrawNotice(work, arrival!);
    audit(work, {
      actor: ctx.actor,
      action: 'arrival.meet',
      subject: { kind: 'arrival', id },
      details: { told },
    });
    return { id, told };
  });
}

/** Ticks the reception checklist (#20): what is in `ticked` was done, the rest was not. */
export async function tickArrival(
  ctx: Ctx,
  id: string,
  ticked: readonly string[],
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const arrival = await lockArrival(work.tx, id);
    requirePermission(ctx.actor, 'arrival:work', arrival ? owned(arrival) : null);
    if (arrival!.voidedAt) throw new Refusal('arrivalDone');
    const { receptionChecklist } = await getSettings(work.tx, arrival!.teamId, work.now);
    const known = receptionChecklist.map(({ key }) => key).filter((key) => ticked.includes(key));
    await saveArrival(work.tx, id, { ticked: known, tickedAt: work.now });
    await redrawNotice(work, arrival!);
    audit(work, {
      actor: ctx.actor,
      action: 'arrival.tick',
      subject: { kind: 'arrival', id },
      details: { ticked: known },
    });
    return { id };
  });
}

/** The party is a customer of the rep's already: links it. Throws `arrivalDone`. */
export async function linkKnown(ctx: Ctx, id: string, customerId: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const arrival = await lockArrival(work.tx, id);
    requirePermission(ctx.actor, 'arrival:work', arrival ? owned(arrival) : null);
    if (arrival!.outcome || arrival!.voidedAt) throw new Refusal('arrivalDone');
    const file = await lockFile(work, ctx.actor, { action: 'customer:update' }, customerId);
    await linkArrival(work, arrival!, file.id, 'known');
    audit(work, {
      actor: ctx.actor,
      action: 'arrival.link',
      subject: { kind: 'arrival', id },
      customer: file,
    });
    return { id };
  });
}

/** The party left no data: nothing is asked for any more; it stays in the denominator. Throws `arrivalDone`. */
export async function dismissArrival(ctx: Ctx, id: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const arrival = await lockArrival(work.tx, id);
    requirePermission(ctx.actor, 'arrival:work', arrival ? owned(arrival) : null);
    if (arrival!.outcome || arrival!.voidedAt) throw new Refusal('arrivalDone');
    await saveArrival(work.tx, id, { outcome: 'none', closedAt: work.now, phoneSealed: null });
    await redrawNotice(work, arrival!);
    audit(work, {
      actor: ctx.actor,
      action: 'arrival.dismiss',
      subject: { kind: 'arrival', id },
    });
    return { id };
  });
}

/**
 * 误按 Takes a mistaken arrival back: by whoever noted it within minutes, or by a manager. The turn is given
 * back; the row stays as evidence. Throws `arrivalVoidLate`.
 */
export async function voidArrival(ctx: Ctx, id: string): Promise<{ id: string; teamId: string }> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const found = await findArrival(work.tx, id);
    requirePermission(actor, 'reception:note', found ? { teamId: found.teamId } : null);
    const { teamId } = found!;
    const desk = await lockDesk(work.tx, teamId);
    const arrival = (await lockArrival(work.tx, id))!;
    const mayManage = can(actor, 'reception:manage', { teamId });
    if (arrival.byId !== actor.id && !mayManage) throw new Refusal('notAllowed');
    if (!canVoid(arrival, work.now)) throw new Refusal('arrivalVoidLate');
    const { memberId, placeBefore } = arrival;
    await saveArrival(work.tx, id, {
      voidedAt: work.now,
      voidedById: actor.id,
      phoneSealed: null,
    });
    if (placeBefore !== null) await restorePlace(work.tx, { teamId, memberId, place: placeBefore });
    await redrawNotice(work, arrival);
    await showRota(work, (await findTeam(work.tx, teamId))!, desk, actor.id);
    audit(work, {
      actor,
      action: 'arrival.void',
      subject: { kind: 'arrival', id },
      details: { teamId },
    });
    await recutAfter(work, ctx, arrival.customerId);
    return { id, teamId };
  });
}
