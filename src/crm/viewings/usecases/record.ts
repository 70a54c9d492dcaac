import { transact, type Work } from '../../../db/transact.ts';
import { supersedeNudges } from '../../../ledger/plan.ts';
import { can } from '../../access/rules.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { readFields } from '../../customers/schema.ts';
import { type CustomerFile, updateCustomer } from '../../customers/store.ts';
import { canonicalValues, completenessOf, listMissing } from '../../customers/values.ts';
import { arrangeNext } from '../../interactions/next.ts';
import { visitKind } from '../../interactions/rules.ts';
import {
  countAttemptsInARow,
  insertInteraction,
  recountContacts,
} from '../../interactions/store.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { offerUndo, type Step } from '../../undo/store.ts';
import { dropViewingStep, viewingChange, writeViewing } from '../changes.ts';
import { makeAppointment } from '../planning.ts';
import { isCome, sameVisit } from '../rules.ts';
import { type RecordWish, readTold, type Told } from '../schema-record.ts';
import { findVisit, type ViewingRow } from '../store.ts';
import { lockViewing } from './read.ts';

/** What was saved: ids and codes. */
export type RecordedViewing = {
  id: string;
  customerId: string;
  number: number;
  outcome: string;
  /** The return visit. */
  again: { id: string; startsAt: string } | null;
  next: { how: string; dueAt: string; grain: string } | null;
  undoId: string;
};

/**
 * Records what came of a viewing (#56, #58, #64) in one transaction: who came is a visit, with everything
 * that counts as contact (protection, stages, figures); who did not come is none. Objections may go into the
 * file, the return visit is planned at once. A visit that reception logged in that time is not counted twice.
 */
export async function recordViewing(ctx: Ctx, wish: RecordWish): Promise<RecordedViewing> {
  return transact(ctx, async (work) => {
    const { row, file } = await lockViewing(work, ctx, wish.id);
    const settings = await getSettings(work.tx, file.teamId, work.now);
    const told = readTold(wish, row, { ...ctx.actor, settings, now: work.now });
    const came = isCome(wish.outcome)
      ? await countVisit(work, ctx, { row, file, settings, told })
      : { interactionId: null, steps: [], next: null };
    const again =
      told.again && (await planAgain(work, ctx, { row, file, settings, at: told.again }));
    if (wish.keepObjections && told.objections)
      await noteObjections(work, ctx, file, settings, told.objections);
    const change = {
      ...{ state: 'done', outcome: wish.outcome, closedAt: work.now },
      ...{ interactionId: came.interactionId, partySize: told.partySize },
      decisionMaker: isCome(wish.outcome) ? wish.decisionMaker : null,
    };
    const { liked, objections } = told;
    const step = await writeViewing(work, row, change, {
      dataKey: file.dataKey,
      liked,
      objections,
    });
    const undoId = await offerUndo(work, {
      memberId: ctx.actor.id,
      customerId: file.id,
      kind: 'viewing-record',
      repId: file.repId,
      steps: [...(again ? [dropViewingStep(again.id)] : []), ...came.steps, step],
    });
    audit(work, {
      actor: ctx.actor,
      action: 'viewing.record',
      subject: { kind: 'viewing', id: row.id },
      customer: file,
      details: { outcome: wish.outcome, partySize: told.partySize, again: again?.id ?? null },
      changes: [
        ...viewingChange(row, change),
        ...listChanges({}, { 'viewing.liked': liked, 'viewing.objections': objections }),
      ],
    });
    return {
      id: row.id,
      customerId: file.id,
      number: file.number,
      outcome: wish.outcome,
      again: again && { id: again.id, startsAt: again.startsAt.toISOString() },
      next: came.next,
      undoId,
    };
  });
}

/** The visit with what follows a contact: counts, protection, the follow-ups it answers and the next one. */
async function countVisit(
  work: Work,
  ctx: Ctx,
  at: { row: ViewingRow; file: CustomerFile; settings: Settings; told: Told },
): Promise<{ interactionId: string; steps: Step[]; next: RecordedViewing['next'] }> {
  const { row, file, settings, told } = at;
  const known = await findVisit(work.tx, file.id, sameVisit(row));
  if (known) return { interactionId: known, steps: [], next: null };
  const happenedAt = new Date(Math.min(row.startsAt.getTime(), work.now.getTime()));
  const interactionId = await insertInteraction(work, file.dataKey, {
    customerId: file.id,
    memberId: row.memberId,
    kind: visitKind('visit', file.visitCount),
    effective: true,
    outcome: null,
    happenedAt,
    said: [told.liked, told.objections].filter(Boolean).join('\n') || null,
    partySize: told.partySize,
  });
  await recountContacts(work, file.id);
  await keepClock(work, file.id);
  const arranged = await arrangeNext(work, {
    ...{ id: interactionId, result: 'effective', happenedAt, followUpId: null, next: 'usual' },
    ...{ file, actor: ctx.actor, settings },
    attemptsInARow: await countAttemptsInARow(work.tx, file.id),
  });
  await supersedeNudges(work.tx, {
    aboutIds: [file.id],
    outcome: 'contacted',
    now: work.now,
    except: ['viewing'],
  });
  const { next, steps } = arranged;
  return {
    interactionId,
    steps: [...steps, { step: 'withdraw-contact', id: interactionId }],
    next: next && { how: next.how, dueAt: next.due.dueAt.toISOString(), grain: next.due.grain },
  };
}

async function planAgain(
  work: Work,
  ctx: Ctx,
  at: { row: ViewingRow; file: CustomerFile; settings: Settings; at: Date },
): Promise<{ id: string; startsAt: Date }> {
  const { row, file, settings } = at;
  const { id, startsAt } = await makeAppointment(
    work,
    { file, actor: ctx.actor, settings },
    {
      ...{ startsAt: at.at, memberId: row.memberId, note: null, returnOfId: row.id },
      unitCodes: row.unitCodes,
    },
  );
  audit(work, {
    actor: ctx.actor,
    action: 'viewing.plan',
    subject: { kind: 'viewing', id },
    customer: file,
    details: { returnOf: row.id },
    changes: listChanges({}, { 'viewing.at': startsAt.toISOString() }),
  });
  return { id, startsAt };
}

/** Adds the objections to what the file says of them; whoever may not edit the file adds nothing. */
async function noteObjections(
  work: Work,
  ctx: Ctx,
  file: CustomerFile,
  settings: Settings,
  objections: string,
): Promise<void> {
  const before = file.values.objections;
  if (!can(ctx.actor, 'customer:update', file) || before?.includes(objections)) return;
  const values = readFields(
    { objections: [before, objections].filter(Boolean).join('\n') },
    settings,
  );
  const missing = listMissing({ ...file.values, ...values }, settings.completeFields);
  const completeness = completenessOf(missing.length, settings.completeFields.length);
  await updateCustomer(work, file, { values, columns: { missing, completeness } });
  audit(work, {
    actor: ctx.actor,
    action: 'customer.update',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { version: file.version + 1 },
    changes: listChanges(canonicalValues({ objections: before }), canonicalValues(values)),
  });
}
