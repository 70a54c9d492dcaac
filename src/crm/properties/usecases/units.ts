import { isUniqueViolation } from '../../../db/errors.ts';
import { transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { endIfOver, isHeld, letGo } from '../letting-go.ts';
import { openUnit } from '../opening.ts';
import { sayUnit, statusAt } from '../rules.ts';
import { readUnit, type TypedUnit } from '../schema.ts';
import { noteEvent } from '../store/events.ts';
import { findProject } from '../store/projects.ts';
import { listFloorPrices, saveStand, type Unit } from '../store/units.ts';
import { writeChange, writeNewUnit } from '../writing.ts';

/**
 * Adds a unit to a project. Throws `Refusals` with every field that cannot be read, `unitTaken` where the
 * project has one of this name.
 */
export async function addUnit(
  ctx: Ctx,
  wish: { projectId: string; typed: TypedUnit },
): Promise<{ id: string }> {
  const { actor } = ctx;
  return onceNamed(wish.typed, () =>
    transact(ctx, async (work) => {
      const project = await findProject(work.tx, wish.projectId);
      requirePermission(actor, 'property:change', project);
      if (project!.archivedAt) throw new Refusal('projectGone', {}, 'project');
      const settings = await getSettings(work.tx, project!.teamId, work.now);
      const read = readUnit(wish.typed, settings);
      const floorPrice = can(actor, 'property:floor', project!) ? read.floorPrice : null;
      const { currency } = settings;
      const unit = { ...read, floorPrice };
      return { id: await writeNewUnit(work, { actor }, { project: project!, currency, unit }) };
    }),
  );
}

/**
 * Changes what a unit says, as of the version that was opened. Throws `Refusals`, `unitTaken`, and
 * `unitStale` where somebody else changed it meanwhile.
 */
export async function editUnit(
  ctx: Ctx,
  wish: { id: string; version: number; typed: TypedUnit },
): Promise<{ id: string; changed: number }> {
  const { actor } = ctx;
  return onceNamed(wish.typed, () =>
    transact(ctx, async (work) => {
      const unit = await openUnit(work, actor, 'property:change', wish.id);
      if (unit.version !== wish.version) throw new Refusal('unitStale');
      const settings = await getSettings(work.tx, unit.teamId, work.now);
      const { floorPrice, ...facts } = readUnit(wish.typed, {
        ...settings,
        currency: unit.currency,
      });
      const mayFloor = can(actor, 'property:floor', unit) && 'floorPrice' in wish.typed;
      const floor = mayFloor ? { old: await floorOf(work, unit), new: floorPrice } : undefined;
      const changed = await writeChange(work, { actor }, unit, { facts, ...(floor && { floor }) });
      if (changed.length === 0) throw new Refusal('unitSame');
      return { id: unit.id, changed: changed.length };
    }),
  );
}

async function floorOf({ tx, keys }: Work, { id }: Unit): Promise<number | null> {
  return (await listFloorPrices({ db: tx, keys }, [id])).get(id) ?? null;
}

/** 下架 Takes a unit out of the stock; a hold ends and its rep hears of it. Throws `unitReserved`, `unitSold`, `alreadySo`. */
export async function withdrawUnit(ctx: Ctx, id: string): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const unit = await endIfOver(work, await openUnit(work, actor, 'property:change', id));
    if (unit.status === 'withdrawn') throw new Refusal('alreadySo');
    if (unit.status === 'reserved') throw new Refusal('unitReserved');
    if (unit.status === 'sold') throw new Refusal('unitSold');
    if (isHeld(unit)) await letGo(work, unit, { why: 'withdrawn', by: actor });
    await saveStand(work, id, { status: 'withdrawn' });
    await noteEvent(work, unit, { kind: 'withdrawn', byId: actor.id });
    audit(work, { actor, action: 'unit.withdraw', subject: { kind: 'unit', id } });
    return { id };
  });
}

/** 上架 Brings a withdrawn unit back. Throws `alreadySo`. */
export async function bringBack(ctx: Ctx, id: string): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const unit = await openUnit(work, actor, 'property:change', id);
    if (statusAt(unit, work.now) !== 'withdrawn') throw new Refusal('alreadySo');
    await saveStand(work, id, { status: 'available' });
    await noteEvent(work, unit, { kind: 'back', byId: actor.id });
    audit(work, { actor, action: 'unit.bring-back', subject: { kind: 'unit', id } });
    return { id };
  });
}

/** A unit's name is its project's once: the database says so to whoever comes second. */
async function onceNamed<T>(typed: TypedUnit, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const name = sayUnit({ building: typed.building ?? '', code: typed.code ?? '' });
    throw new Refusal('unitTaken', { name }, 'code');
  }
}
