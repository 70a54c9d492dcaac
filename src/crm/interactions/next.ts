import type { DataKey } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { cadenceDue, isWorkedOn } from '../customers/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { dropStep, writeFollowUp } from '../followups/changes.ts';
import { type Due, isAnswered, nextTry } from '../followups/rules.ts';
import { type FollowUpRow, insertFollowUp, listOpenOf } from '../followups/store.ts';
import { waitsForReview } from '../review/rules/standing.ts';
import type { Settings } from '../settings/rules.ts';
import type { Step } from '../undo/store.ts';
import type { Result } from './rules.ts';

/** What is wished for after a contact: as usual, nothing, or a date with what to do. */
export type NextWish = 'usual' | 'none' | (Due & { what: string | null });

/** A contact just written, and the circumstances that decide what is next. */
export interface Logged {
  id: string;
  result: Result;
  happenedAt: Date;
  /** The follow-up it was asked from, if any. */
  followUpId: string | null;
  file: CustomerFile;
  actor: Actor;
  settings: Settings;
  attemptsInARow: number;
  next: NextWish;
}

/** What became of the plans. */
export interface Arranged {
  /** The next follow-up and how it came about; `waits`: a date that the review comes before; null: none. */
  next: { how: 'planned' | 'moved' | 'kept' | 'waits'; due: Due } | null;
  /** Follow-ups the contact answered. */
  closed: number;
  /** How to take it back, last change first. */
  steps: Step[];
}

/**
 * Arranges what follows a contact (#51–#53). An effective one closes the follow-ups it answers; an
 * attempt answers none. Then there is one next follow-up, as wished: an open one is moved rather than
 * doubled, and stays as it is where nothing else was wished.
 */
export async function arrangeNext(work: Work, logged: Logged): Promise<Arranged> {
  const open = (await listOpenOf(work.tx, logged.file.id)).filter((row) => isTheirs(row, logged));
  const answered = open.filter((row) => answers(row, logged));
  const steps: Step[] = [];
  for (const row of answered) {
    const done = { state: 'done', closedAt: work.now, interactionId: logged.id };
    steps.unshift(await writeFollowUp(work, row, done));
  }
  const left = open.filter((row) => !answered.includes(row));
  const asked = left.find((row) => row.id === logged.followUpId);
  const { next, step } = await placeNext(work, logged, asked ?? left[0] ?? null);
  return { next, closed: answered.length, steps: step ? [step, ...steps] : steps };
}

/**
 * What a contact has to do with: not somebody else's step of a playbook, and a task of one only where it
 * was asked from.
 */
function isTheirs(row: FollowUpRow, { followUpId, file, actor }: Logged): boolean {
  if (row.id === followUpId || row.stepAs === null || row.stepAs === 'along') return true;
  return row.stepAs === 'contact' && (row.memberId === file.repId || row.memberId === actor.id);
}

function answers(row: FollowUpRow, { result, happenedAt, followUpId, actor }: Logged): boolean {
  if (result !== 'effective') return false;
  return row.id === followUpId || isAnswered(row, happenedAt, actor.zone);
}

interface Placed {
  next: Arranged['next'];
  step: Step | null;
}

async function placeNext(work: Work, logged: Logged, open: FollowUpRow | null): Promise<Placed> {
  const { next: wish, result, actor } = logged;
  const isTried = open && (open.dueAt <= work.now || open.id === logged.followUpId);
  if (wish === 'usual' && open && (result === 'effective' || !isTried)) {
    return { next: { how: 'kept', due: open }, step: null };
  }
  // What happened is logged all the same; a plan waits for the review.
  if (waitsForReview(logged.file, logged.settings))
    return wish === 'usual' || wish === 'none'
      ? { next: open && { how: 'kept', due: open }, step: null }
      : { next: { how: 'waits', due: wish }, step: null };
  if (wish === 'none') return { next: null, step: open && (await dropOpen(work, open)) };
  const due = wish === 'usual' ? usualNext(work.now, logged) : wish;
  if (!due) return { next: open && { how: 'kept', due: open }, step: null };
  if (open) {
    const change = { dueAt: due.dueAt, grain: due.grain, zone: actor.zone, moves: open.moves + 1 };
    return { next: { how: 'moved', due }, step: await writeFollowUp(work, open, change) };
  }
  const what = wish === 'usual' ? null : wish.what;
  const id = await planOne(work, logged, { ...due, what });
  return { next: { how: 'planned', due }, step: dropStep(id) };
}

function dropOpen(work: Work, open: FollowUpRow): Promise<Step> {
  return writeFollowUp(work, open, {
    state: 'cancelled',
    cancelReason: 'not_needed',
    closedAt: work.now,
  });
}

/**
 * What is usually next: after contact, the grade's cadence; after an attempt, another try. Nothing for
 * those nobody works on any more, nor for a number that is wrong.
 */
export function usualNext(
  now: Date,
  logged: Pick<Logged, 'file' | 'result' | 'actor' | 'settings' | 'attemptsInARow'>,
): Due | null {
  const { file, result, actor, settings, attemptsInARow } = logged;
  if (!isWorkedOn(file.stage) || file.status !== 'active' || result === 'wrong_number') return null;
  if (result === 'effective') {
    return { dueAt: cadenceDue(now, file.grade, settings, actor.zone), grain: 'day' };
  }
  return nextTry(attemptsInARow, { now, zone: actor.zone, settings });
}

function planOne(
  work: Work,
  { file, actor }: { file: CustomerFile & { dataKey: DataKey }; actor: Actor },
  plan: Due & { what: string | null },
): Promise<string> {
  return insertFollowUp(work, file.dataKey, {
    customerId: file.id,
    memberId: file.repId ?? actor.id,
    dueAt: plan.dueAt,
    grain: plan.grain,
    zone: actor.zone,
    what: plan.what,
    createdById: actor.id,
  });
}
