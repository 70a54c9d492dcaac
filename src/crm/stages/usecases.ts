import { read, transact, type Work } from '../../db/transact.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can, requirePermission } from '../access/rules.ts';
import { findTeam } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import type { Grade, Stage } from '../customers/fields.ts';
import { lockFile } from '../customers/lock.ts';
import {
  type CustomerFile,
  type CustomerRecord,
  findCustomer,
  updateCustomer,
} from '../customers/store.ts';
import { keepClock } from '../ownership/store/clock.ts';
import { stepDue } from '../playbooks/rules.ts';
import { requireWorkable } from '../review/rules/standing.ts';
import type { NeedKey, Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { offerUndo } from '../undo/store.ts';
import { type Loss, moveTo } from './moving.ts';
import { listMissingNeeds, type Need } from './needs.ts';
import { listMoves, type Move, orderOf, requireMove } from './rules.ts';
import { type LossWish, readLoss, readNote, readPast } from './schema.ts';

/** Where the customer was, where it is now, and the offer to take it back. */
export type Moved = {
  status: 'moved';
  customerId: string;
  number: number;
  from: string | null;
  to: string;
  /** Open follow-ups that a lost customer no longer needs. */
  cancelled: number;
  undoId: string;
};

/** A move that waits for what is missing; nothing was saved. */
export interface Refused {
  status: 'missing';
  move: MoveOffer;
  customer: CustomerRecord;
}

/** A wish to move a customer to another stage. `reason` is a code, `note` free text. */
export interface StageWish {
  customerId: string;
  to: Stage;
  reason: string | null;
  note: string | null;
  loss?: LossWish;
  /** Why a manager moves it past what is missing. */
  past?: string | null;
}

/** Leaves the transaction without a write: what is missing is shown first. */
class NeedsMissing extends Error {
  readonly missing: readonly Need[];

  constructor(missing: readonly Need[]) {
    super('a move needs more');
    this.missing = missing;
  }
}

/**
 * Moves a customer to another stage (#45–#49), if it has what the team's table asks for; what of it is
 * missing is answered. A lost customer's open follow-ups are cancelled with it.
 */
export async function changeStage(ctx: Ctx, wish: StageWish): Promise<Moved | Refused> {
  try {
    return await transact(ctx, (work) => moveStage(work, ctx, wish));
  } catch (error) {
    if (!(error instanceof NeedsMissing)) throw error;
    const { customer, moves } = await readForMove(ctx, wish.customerId);
    const move = moves.find(({ to }) => to === wish.to);
    if (!move) throw new Refusal('moveNotOpen');
    return { status: 'missing', move, customer };
  }
}

async function moveStage(work: Work, ctx: Ctx, wish: StageWish): Promise<Moved> {
  const { actor } = ctx;
  const file = await lockFile(work, actor, { action: 'customer:move-stage' }, wish.customerId);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  requireWorkable(file, settings);
  const from = file.stage as Stage;
  const order = orderOf(settings);
  const { to, kind } = requireMove(from, wish.to, wish.reason, order);
  const passed =
    kind === 'forward'
      ? await passNeeds(work, ctx, { file, to, settings, past: wish.past ?? null })
      : null;
  const note = readNote(wish.note);
  const reason = kind === 'forward' ? null : wish.reason;
  const loss = kind === 'lost' && wish.loss ? await lossOf(work, file, wish.loss, settings) : null;
  const done = await moveTo(work, file, to, {
    actor,
    reason,
    note: passed ? passed.reason : note,
    ...(loss && { loss }),
    ...(passed && { details: { passed: passed.keys } }),
  });
  const undoId = await offerUndo(work, {
    memberId: actor.id,
    customerId: file.id,
    kind: 'stage',
    repId: file.repId,
    steps: done.back,
  });
  const { id: customerId, number } = file;
  return { status: 'moved', customerId, number, from, to, cancelled: done.cancelled, undoId };
}

/** What is missing and passed by a manager, with the reason; null where nothing is missing. */
async function passNeeds(
  work: Work,
  { actor }: Ctx,
  wish: { file: CustomerFile; to: Stage; settings: Settings; past: string | null },
): Promise<{ keys: NeedKey[]; reason: string } | null> {
  const { file, to, settings, past } = wish;
  const missing = await listMissingNeeds(work.tx, file.id, { to, settings });
  if (missing.length === 0) return null;
  if (past === null) throw new NeedsMissing(missing);
  requirePermission(actor, 'customer:move-past', file);
  if (!settings.needsPassable) throw new Refusal('needsNotPassable');
  return { keys: missing.map(({ key }) => key), reason: readPast(past) };
}

async function lossOf(
  work: Work,
  file: CustomerFile,
  wish: LossWish,
  settings: Settings,
): Promise<Loss> {
  const zone = (await findTeam(work.tx, file.teamId))?.zone ?? 'UTC';
  const loss = readLoss(wish, civilDay(work.now, zone));
  const onDay = loss.winBackOn && new Date(`${loss.winBackOn}T12:00:00Z`);
  const winBackAt = onDay
    ? stepDue(onDay, { after: 0, days: 'calendar' }, { settings, zone })
    : null;
  return { ...loss, winBackAt };
}

/** Sets the grade. */
export async function changeGrade(
  ctx: Ctx,
  wish: { customerId: string; to: Grade },
): Promise<Moved> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const { to } = wish;
    const file = await lockFile(work, actor, { action: 'customer:move-stage' }, wish.customerId);
    if (file.grade === to) throw new Refusal('alreadySo');
    await updateCustomer(work, file, { columns: { grade: to } });
    await keepClock(work, file.id);
    const undoId = await offerUndo(work, {
      memberId: actor.id,
      customerId: file.id,
      kind: 'grade',
      repId: file.repId,
      steps: [{ step: 'restore-grade', from: file.grade, to }],
    });
    audit(work, {
      actor,
      action: 'customer.grade',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { version: file.version + 1 },
      changes: listChanges({ grade: file.grade }, { grade: to }),
    });
    const { id: customerId, number, grade: from } = file;
    return { status: 'moved', customerId, number, from, to, cancelled: 0, undoId };
  });
}

/** A move that is open, what it waits for, and whether the person may move past that. */
export interface MoveOffer extends Move {
  missing: { key: NeedKey; doing: string; input: Record<string, string> }[];
  mayPass: boolean;
}

/** The record whose stage or grade is to be changed, with the moves that are open to it. */
export async function readForMove(
  ctx: Ctx,
  customerId: string,
): Promise<{ customer: CustomerRecord; moves: MoveOffer[]; settings: Settings }> {
  return read(ctx, async ({ db, now }) => {
    const record = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'customer:move-stage', record);
    const customer = record!;
    const settings = await getSettings(db, customer.teamId, now);
    const mayPass = settings.needsPassable && can(ctx.actor, 'customer:move-past', customer);
    const moves: MoveOffer[] = [];
    for (const move of listMoves(customer.stage as Stage, orderOf(settings))) {
      const missing =
        move.kind === 'forward'
          ? await listMissingNeeds(db, customerId, { to: move.to, settings })
          : [];
      moves.push({
        ...move,
        missing: missing.map(({ key, mend }) => ({
          key,
          doing: mend.doing,
          input: mend.input(customerId),
        })),
        mayPass: mayPass && missing.length > 0,
      });
    }
    return { customer, moves, settings };
  });
}
