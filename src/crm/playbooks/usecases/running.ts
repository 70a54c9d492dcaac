import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { listTeams } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { STAGES, type Stage } from '../../customers/fields.ts';
import { openLocked } from '../../customers/lock.ts';
import { getSettings } from '../../settings/store.ts';
import { followVersion } from '../following.ts';
import { giveStep, NothingToGive } from '../giving.ts';
import { resumeRun } from '../resuming.ts';
import { enterStage } from '../starting.ts';
import { type Beginning, listDueSteps, listFresh, listToResume } from '../store/due.ts';
import { listLiveRuns } from '../store/runs.ts';
import { getPlaybook, listToFollow, type Playbook } from '../store/versions.ts';

/** What is looked at in one run; the next run takes the rest. */
const BATCH = 200;
/** A step is on the list the evening before its day, so that the morning's overview has it. */
const AHEAD_MS = 12 * 3_600_000;
/** How long after a customer came into a stage its plan is begun, should nobody have looked before. */
const FRESH_MS = 7 * 86_400_000;

/** Begins the playbook of whoever came into a stage by being registered or merged. Answers how many. */
export async function startFresh(ctx: TransactContext): Promise<number> {
  const ids = await read(ctx, async ({ db, now }) => {
    const of: Beginning[] = [];
    for (const { id: teamId } of await listTeams(db)) {
      const { playbooksRun } = await getSettings(db, teamId, now);
      for (const stage of playbooksRun ? STAGES : []) {
        const { steps } = await getPlaybook(db, teamId, stage);
        if (steps.length > 0) of.push({ teamId, stage });
      }
    }
    const since = new Date(now.getTime() - FRESH_MS);
    return of.length === 0 ? [] : listFresh(db, { of, since, limit: BATCH });
  });
  return each(ctx, ids, begin);
}

async function begin(work: Work, customerId: string): Promise<{ id: string }> {
  const file = await openLocked(work, customerId);
  if (file?.status !== 'active') throw new NothingToGive();
  const { teamId, repId } = file;
  const stage = file.stage as Stage;
  const { stageSince: since } = await work.tx.customer.findUniqueOrThrow({
    where: { id: customerId },
    select: { stageSince: true },
  });
  const began = await enterStage(work, { customerId, teamId, repId, stage, since });
  if (began.length === 0) throw new NothingToGive();
  audit(work, {
    actor: 'system',
    action: 'playbook.start',
    subject: { kind: 'customer', id: customerId },
    customer: file,
    details: { stage },
  });
  return { id: customerId };
}

/** Plans go on whose customers are worked on again. Answers how many. */
export async function resumeRested(ctx: TransactContext): Promise<number> {
  const runs = await read(ctx, ({ db }) => listToResume(db, BATCH));
  return each(ctx, runs, async (work, { id, customerId }) => {
    const file = await openLocked(work, customerId);
    const run = (await listLiveRuns(work.tx, customerId)).find((one) => one.id === id);
    const isBack = file?.repId && file.status === 'active' && file.stage === run?.stage;
    if (!isBack || run?.state !== 'paused') throw new NothingToGive();
    const settings = await getSettings(work.tx, file.teamId, work.now);
    await resumeRun(work, run, { teamId: file.teamId, settings });
    audit(work, {
      actor: 'system',
      action: 'playbook.resume',
      subject: { kind: 'customer', id: customerId },
      customer: file,
      details: { stage: run.stage, since: run.pausedAt?.toISOString() ?? null, why: run.pauseWhy },
    });
    return { id };
  });
}

/**
 * Gives every step whose day has come, each in a transaction of its own: where the team's rules say that the
 * review comes first, when it is over. Answers how many.
 */
export async function giveDueSteps(ctx: TransactContext): Promise<number> {
  const due = await read(ctx, async ({ db, now }) => {
    const reviewFirst: string[] = [];
    for (const { id } of await listTeams(db)) {
      const { reviewWorkMeanwhile } = await getSettings(db, id, now);
      if (!reviewWorkMeanwhile) reviewFirst.push(id);
    }
    const before = new Date(now.getTime() + AHEAD_MS);
    return listDueSteps(db, { before, reviewFirst, limit: BATCH });
  });
  return each(ctx, due, giveStep);
}

/** Running plans whose playbook was changed go by the new version, where a manager said so. Answers how many. */
export async function followChanged(ctx: TransactContext): Promise<number> {
  const changed = await read(ctx, async ({ db }) => {
    const runs: { id: string; customerId: string; playbook: Playbook }[] = [];
    for (const { id: teamId } of await listTeams(db)) {
      for (const stage of STAGES) {
        const playbook = await getPlaybook(db, teamId, stage);
        const { versionId, follows } = playbook;
        if (!versionId || !follows) continue;
        const behind = await listToFollow(db, { teamId, stage, versionId }, BATCH);
        runs.push(...behind.map((run) => ({ ...run, playbook })));
      }
    }
    return runs;
  });
  return each(ctx, changed, async (work, { id, customerId, playbook }) => {
    const file = await openLocked(work, customerId);
    const run = (await listLiveRuns(work.tx, customerId)).find((one) => one.id === id);
    const { versionId, steps } = playbook;
    if (!file || !run || !versionId) throw new NothingToGive();
    const settings = await getSettings(work.tx, file.teamId, work.now);
    await followVersion(work, run, { versionId, steps, teamId: file.teamId, settings });
    audit(work, {
      actor: 'system',
      action: 'playbook.follow',
      subject: { kind: 'customer', id: customerId },
      customer: file,
      details: { stage: run.stage, version: playbook.number },
    });
    return { id };
  });
}

async function each<T>(
  ctx: TransactContext,
  items: T[],
  work: (work: Work, item: T) => Promise<{ id: string }>,
): Promise<number> {
  let done = 0;
  for (const item of items) {
    try {
      await transact(ctx, (open) => work(open, item));
      done += 1;
    } catch (error) {
      if (!(error instanceof NothingToGive)) throw error;
    }
  }
  return done;
}
