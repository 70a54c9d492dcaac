import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../../db/transact.ts';
import { planMessage, redrawAll } from '../../../ledger/plan.ts';
import { newId } from '../../../lib/id.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { listActiveMembers, listTeams, type Member } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { bursts, copiedNotes, type Found, isOpenSignal, perfectCalls } from '../rules.ts';
import {
  countCalls,
  findSignal,
  insertSignal,
  isKnown,
  listCopied,
  listLastDayContacts,
  listNumbers,
  lockSignal,
  openAnswer,
  type SignalRow,
  saveSignal,
} from '../store/signals.ts';

const DAY_MS = 86_400_000;

/** Somebody else was faster: nothing is written. */
class KnownAlready extends Error {}

/**
 * Looks through what reps entered lately for what asks for a question (#42): notes in the same words, many
 * contacts at once on the last day, no call ever unanswered. Each occasion is put to the manager once.
 * Answers how many were new.
 */
export async function findSignals(ctx: TransactContext): Promise<number> {
  let found = 0;
  for (const { id, zone } of await listTeams(ctx.db)) {
    const fresh = await read(ctx, (at) => lookAt(at, { teamId: id, zone }));
    for (const one of fresh) found += await raise(ctx, id, one);
  }
  return found;
}

async function lookAt(
  { db, now }: Reading,
  { teamId, zone }: { teamId: string; zone: string },
): Promise<Found[]> {
  const rules = await getSettings(db, teamId, now);
  const reps = (await listActiveMembers(db, [teamId])).filter(({ role }) => role === 'rep');
  const since = new Date(now.getTime() - rules.signalDays * DAY_MS);
  const look = { memberIds: reps.map(({ id }) => id), since };
  const all = [
    ...copiedNotes(await listCopied(db, look, rules.signalCopied), rules),
    ...bursts(await listLastDayContacts(db, look), rules, zone),
    ...perfectCalls(await countCalls(db, look), rules, { now, zone }),
  ];
  const fresh: Found[] = [];
  for (const one of all) if (!(await isKnown(db, one))) fresh.push(one);
  return fresh;
}

async function raise(ctx: TransactContext, teamId: string, found: Found): Promise<number> {
  try {
    await transact(ctx, async (work) => {
      const id = await insertSignal(work, teamId, found);
      if (!id) throw new KnownAlready();
      await askManagers(work, { id, teamId, memberId: found.memberId });
      audit(work, {
        actor: 'system',
        action: 'signal.find',
        subject: { kind: 'signal', id },
        details: { kind: found.kind, member: found.memberId, n: found.facts.n },
      });
      return { id };
    });
    return 1;
  } catch (error) {
    if (error instanceof KnownAlready) return 0;
    throw error;
  }
}

/** Puts it to who leads the team and is not the person concerned; to administrators where nobody does. */
async function askManagers(
  work: Work,
  { id, teamId, memberId }: Pick<SignalRow, 'id' | 'teamId' | 'memberId'>,
): Promise<void> {
  const others = (role: Member['role']) => (one: Member) =>
    one.role === role && one.id !== memberId;
  const managers = (await listActiveMembers(work.tx, [teamId])).filter(others('manager'));
  const asked =
    managers.length > 0
      ? managers
      : (await listActiveMembers(work.tx)).filter(others('administrator'));
  for (const { id: managerId } of asked) {
    await planMessage(work.tx, {
      kind: 'signal',
      memberId: managerId,
      target: 'dm',
      recipient: `signal:${id}`,
      slot: newId(work.now),
      dueAt: work.now,
      content: { signalId: id },
    });
  }
}

/** A signal with the numbers of its customers, and the answer for whoever may read it. */
export interface SignalView extends SignalRow {
  name: string;
  numbers: number[];
  answer: string | null;
  may: { handle: boolean; answer: boolean };
}

/** Opens a signal for a manager of the person, or for the person who is asked. */
export async function readSignal(ctx: Ctx, id: string): Promise<SignalView> {
  return read(ctx, async (at) => {
    const row = await findSignal(at.db, id);
    const mayHandle = isHandled(ctx, row);
    const isAsked = row?.memberId === ctx.actor.id && row.state !== 'open' && row.state !== 'fine';
    if (!row || !(mayHandle || isAsked)) throw new Refusal('notAllowed');
    const told = await toldOf(at, row);
    return {
      ...told,
      answer: await openAnswer(at, row),
      may: {
        handle: mayHandle && isOpenSignal(row.state),
        answer: row.memberId === ctx.actor.id && row.state === 'asked',
      },
    };
  });
}

const isHandled = ({ actor }: Ctx, row: SignalRow | null): boolean =>
  row !== null && row.memberId !== actor.id && can(actor, 'signal:handle', { teamId: row.teamId });

async function toldOf({ db }: Pick<Reading, 'db'>, row: SignalRow) {
  const member = await db.member.findUnique({
    where: { id: row.memberId },
    select: { name: true },
  });
  return {
    ...row,
    name: member?.name ?? '',
    numbers: await listNumbers(db, row.facts.customerIds),
  };
}

/** A signal for a message when it leaves: without the answer. */
export async function readSignalTold(
  at: Pick<Reading, 'db'>,
  id: string,
): Promise<Omit<SignalView, 'answer' | 'may'> | null> {
  const row = await findSignal(at.db, id);
  return row && toldOf(at, row);
}

/** 没问题 In order: the question is settled. */
export async function settleSignal(ctx: Ctx, id: string): Promise<{ id: string }> {
  return handle(ctx, id, 'fine', async () => {});
}

/** Puts the question to the person: kindly, with the facts. */
export async function askPerson(ctx: Ctx, id: string): Promise<{ id: string }> {
  return handle(ctx, id, 'asked', async (work, row) => {
    if (row.state !== 'open') throw new Refusal('alreadySo');
    await planMessage(work.tx, {
      kind: 'signal-ask',
      memberId: row.memberId,
      target: 'dm',
      recipient: `member:${row.memberId}`,
      slot: `signal:${id}`,
      dueAt: work.now,
      content: { signalId: id, byId: ctx.actor.id },
    });
  });
}

async function handle(
  ctx: Ctx,
  id: string,
  state: 'fine' | 'asked',
  then: (work: Work, row: SignalRow) => Promise<void>,
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const row = await lockSignal(work, id);
    if (!isHandled(ctx, row)) throw new Refusal('notAllowed');
    if (!isOpenSignal(row!.state)) throw new Refusal('signalHandled');
    await then(work, row!);
    await saveSignal(work, id, { state, handledById: ctx.actor.id });
    await redrawAll(work.tx, `signal:${id}`);
    note(work, ctx, id, `signal.${state}`);
    return { id };
  });
}

/** The person answers; the manager hears that there is an answer. */
export async function answerSignal(ctx: Ctx, id: string, text: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const row = await lockSignal(work, id);
    requirePermission(ctx.actor, 'signal:answer', { repId: row?.memberId ?? null });
    if (row!.state !== 'asked') throw new Refusal('signalHandled');
    await saveSignal(work, id, { state: 'answered', answer: text });
    await redrawAll(work.tx, `signal:${id}`);
    await askManagers(work, row!);
    note(work, ctx, id, 'signal.answer');
    return { id };
  });
}

function note(work: Work, { actor }: Ctx, id: string, action: string): void {
  audit(work, { actor, action, subject: { kind: 'signal', id } });
}
