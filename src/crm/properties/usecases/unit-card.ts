import type { Handle } from '../../../db/client.ts';
import { read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, canEver, reachOf, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { findCustomer } from '../../customers/store.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import type { UnitStatus } from '../fields.ts';
import { floorsFor } from '../floors.ts';
import { statusAt } from '../rules.ts';
import { listEvents, type UnitEvent } from '../store/events.ts';
import { listParties, type Party } from '../store/holds.ts';
import { findProject, type Project } from '../store/projects.ts';
import { findUnit, type Unit } from '../store/units.ts';

/** A unit with everything its card shows to this person. */
export interface UnitCard {
  unit: Unit;
  status: UnitStatus;
  project: Project;
  /** 底价; null where there is none, or the person may not know it. */
  floorPrice: number | null;
  /** For whom it is held, reserved or sold; null where nobody, or somebody whom the person may not see. */
  party: Party | null;
  /** Name of the rep of a hold. */
  holder: string | null;
  may: { change: boolean; hold: boolean; release: boolean; extend: boolean; match: boolean };
  settings: Settings;
  now: Date;
}

/** One unit, as the person may see it. */
export async function readUnitCard(ctx: Ctx, id: string): Promise<UnitCard> {
  const { actor } = ctx;
  return read(ctx, async (at) => {
    const { db, now } = at;
    const unit = await findUnit(db, id);
    requirePermission(actor, 'property:see', unit);
    const floors = await floorsFor(at, ctx, [unit!]);
    return {
      ...(await standingFor(db, ctx, { unit: unit!, now })),
      project: (await findProject(db, unit!.projectId))!,
      floorPrice: floors.get(id) ?? null,
      settings: await getSettings(db, unit!.teamId, now),
      now,
    };
  });
}

/** Where a unit stands, for whom, and what the person may do about it. */
async function standingFor(db: Handle, { actor }: Ctx, { unit, now }: { unit: Unit; now: Date }) {
  const status = statusAt(unit, now);
  const isFree = status === 'available';
  const record = isFree || !unit.customerId ? null : await customerOf(db, unit.customerId);
  const sees = record !== null && can(actor, 'customer:see', record);
  const party = sees ? (await listParties(db, [record.id])).get(record.id) : null;
  const holder =
    status === 'held' && unit.memberId
      ? await db.member.findUnique({ where: { id: unit.memberId }, select: { name: true } })
      : null;
  const change = can(actor, 'property:change', unit);
  return {
    unit,
    status,
    party: party ?? null,
    holder: holder?.name ?? null,
    may: {
      change,
      hold: isFree && reachOf(actor, 'property:hold') !== 'none',
      release: status === 'held' && (change || unit.memberId === actor.id),
      extend: status === 'held' && change,
      match: status === 'available' && canEver(actor, 'match:see'),
    },
  };
}

/** The record for whom it is, or null where it became part of another. */
const customerOf = (db: Handle, id: string) =>
  findCustomer(db, id).catch((error) => {
    if (error instanceof Refusal) return null;
    throw error;
  });

/** What happened to a unit, the newest first. Changes of the minimum price only for those who may know it; what was paid, for those who may see who did. */
export async function readUnitHistory(
  ctx: Ctx,
  id: string,
): Promise<{ unit: Unit; events: UnitEvent[]; parties: Map<string, Party>; now: Date }> {
  const { actor } = ctx;
  return read(ctx, async (at) => {
    const unit = await findUnit(at.db, id);
    requirePermission(actor, 'property:see', unit);
    const floors = can(actor, 'property:floor', unit!);
    const events = await listEvents(at, id, { floors, limit: 40 });
    const ids = events.flatMap(({ customerId }) => customerId ?? []);
    const seen: string[] = [];
    for (const customerId of new Set(ids)) {
      const record = await customerOf(at.db, customerId);
      if (record && can(actor, 'customer:see', record)) seen.push(customerId);
    }
    // What somebody else's customer paid is theirs, and their rep's.
    const told = events.map((event) =>
      event.kind !== 'sold' || floors || seen.includes(event.customerId ?? '')
        ? event
        : { ...event, newPrice: null },
    );
    return { unit: unit!, events: told, parties: await listParties(at.db, seen), now: at.now };
  });
}
