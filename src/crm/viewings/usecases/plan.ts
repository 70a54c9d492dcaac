import { read, transact, type Work } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { requirePermission } from '../../access/rules.ts';
import { listActiveMembers } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { type CustomerRecord, findCustomer } from '../../customers/store.ts';
import { requireWorkable } from '../../review/rules/standing.ts';
import { getSettings } from '../../settings/store.ts';
import { offerUndo } from '../../undo/store.ts';
import { dropViewingStep } from '../changes.ts';
import { makeAppointment, requireFree, requireShowing } from '../planning.ts';
import { requireSensibleTime, spanOf } from '../rules.ts';
import { type ReadViewing, readViewing } from '../schema.ts';
import { type Clash, listClashes, listPlannedOf, type ViewingRow } from '../store.ts';

/** What the form of an appointment starts with. */
export interface ViewingStart {
  customer: CustomerRecord;
  /** Appointments the customer has already. */
  planned: ViewingRow[];
  /** Who may show: the customer's team; whose it is stands first. */
  people: { id: string; name: string }[];
  now: Date;
}

/** Reads what the form of an appointment shows, for a person who may make one. */
export async function readForViewing(ctx: Ctx, customerId: string): Promise<ViewingStart> {
  return read(ctx, async ({ db, now }) => {
    const customer = await findCustomer(db, customerId);
    requirePermission(ctx.actor, 'viewing:plan', customer);
    const { teamId, repId } = customer!;
    const [planned, members] = await Promise.all([
      listPlannedOf(db, customerId),
      listActiveMembers(db, [teamId]),
    ]);
    const first = repId ?? ctx.actor.id;
    const people = members
      .filter(({ role }) => role !== 'reviewer')
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => Number(b.id === first) - Number(a.id === first));
    return { customer: customer!, planned, people, now };
  });
}

/** Reads what was typed after a customer's name. Throws the refusals of `readViewing`. */
export async function proposeViewing(
  ctx: Ctx,
  wish: { customerId: string; text: string },
): Promise<ReadViewing & { customer: CustomerRecord }> {
  return read(ctx, async ({ db, now }) => {
    const { actor } = ctx;
    const customer = await findCustomer(db, wish.customerId);
    requirePermission(actor, 'viewing:plan', customer);
    const settings = await getSettings(db, customer!.teamId, now);
    const writer = { now, zone: actor.zone, locale: actor.locale, settings };
    return { customer: customer!, ...readViewing(wish.text, writer) };
  });
}

/** An appointment to be saved; `clash` says whether another viewing in that time is asked about. */
export interface ViewingWish {
  customerId: string;
  startsAt: Date;
  /** null: the assigned rep, or whoever makes it. */
  memberId: string | null;
  unitCodes: string[];
  /** Units picked from the stock beside those named. */
  unitIds?: string[];
  note: string | null;
  clash: 'ask' | 'keep';
}

/** What came of it; `clash`: nothing was saved, whoever shows has another viewing then. */
export type PlannedViewing =
  | {
      status: 'planned';
      id: string;
      number: number;
      startsAt: string;
      /** It has begun already: what came of it can be written up at once. */
      isPast: boolean;
      /** Units that were named and cannot be had any more. */
      gone: string[];
      undoId: string;
    }
  | { status: 'clash'; clashes: Clash[] };

/** Leaves the transaction without a write: the person is asked first. */
class ViewingsClash extends Error {
  readonly clashes: Clash[];

  constructor(clashes: Clash[]) {
    super('viewings clash');
    this.clashes = clashes;
  }
}

/**
 * Makes an appointment for a viewing (#56, #58). Throws `whenFar`, `viewingOld`, `viewingThere`,
 * `notInTeam`, `unitElsewhere`, `unitsTooMany`, `tooLong`, `reviewFirst`. One that lies in the past is written up afterwards.
 */
export async function planViewing(ctx: Ctx, wish: ViewingWish): Promise<PlannedViewing> {
  try {
    return await transact(ctx, (work) => plan(work, ctx, wish));
  } catch (error) {
    if (!(error instanceof ViewingsClash)) throw error;
    return { status: 'clash', clashes: error.clashes };
  }
}

async function plan(work: Work, ctx: Ctx, wish: ViewingWish) {
  const { actor } = ctx;
  const file = await lockFile(work, actor, { action: 'viewing:plan' }, wish.customerId);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const { startsAt, unitIds = [] } = wish;
  if (Number.isNaN(startsAt.getTime())) throw new Refusal('whenUnreadable', {}, 'when');
  requireSensibleTime(startsAt, work.now, actor.zone);
  const isPast = startsAt <= work.now;
  if (!isPast) requireWorkable(file, settings);
  const memberId = wish.memberId ?? file.repId ?? actor.id;
  await requireShowing(work, file, memberId);
  const span = spanOf(startsAt, settings);
  await requireFree(work, file.id, span);
  if (!isPast && wish.clash === 'ask') {
    const clashes = await listClashes(work.tx, { memberId, ...span });
    if (clashes.length > 0) throw new ViewingsClash(clashes);
  }
  const note = readWords(wish.note, 'note');
  const { id, unitCodes, gone } = await makeAppointment(
    work,
    { file, actor, settings },
    { startsAt, memberId, unitCodes: wish.unitCodes, unitIds, note, returnOfId: null },
  );
  const undoId = await offerUndo(work, {
    memberId: actor.id,
    customerId: file.id,
    kind: 'viewing',
    repId: file.repId,
    steps: [dropViewingStep(id)],
  });
  audit(work, {
    actor,
    action: 'viewing.plan',
    subject: { kind: 'viewing', id },
    customer: file,
    details: { memberId, clash: wish.clash },
    changes: listChanges(
      {},
      {
        'viewing.at': startsAt.toISOString(),
        'viewing.units': unitCodes.join(', ') || null,
        'viewing.note': note,
      },
    ),
  });
  return {
    status: 'planned' as const,
    id,
    number: file.number,
    startsAt: startsAt.toISOString(),
    isPast,
    gone,
    undoId,
  };
}
