import type { Db, Tx } from '../db/client.ts';
import { businessNow } from '../db/transact.ts';
import { type Envelope, type NudgePlan, planNudges } from '../ledger/plan.ts';
import { type Desk, nextSlot } from './hours.ts';
import { QUICK_RULES, SLOW_RULES } from './index.ts';
import { loadOffice, type Office } from './office.ts';
import type { Candidate, Due, NudgeRule, Told } from './rule.ts';
import { findQuickWork } from './store.ts';

/** Candidates of one rule in one transaction. */
const BATCH = 500;
const SLOW_EVERY_MS = 60_000;

/**
 * Plans the nudges that are due. What a process that was down has missed is planned when it returns, and
 * leaves in one message per person.
 */
export class Planner {
  readonly #db: Db;
  /** Business time of the last look at the slow rules. */
  #slowAt = Number.NEGATIVE_INFINITY;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Answers how many nudges were new. */
  async plan(): Promise<number> {
    const { now, due } = await findQuickWork(this.#db);
    let planned = due ? await this.#planAll(QUICK_RULES) : 0;
    // The distance counts, since a clock may also go back.
    if (Math.abs(now.getTime() - this.#slowAt) >= SLOW_EVERY_MS) {
      this.#slowAt = now.getTime();
      planned += await this.#planAll(SLOW_RULES);
    }
    return planned;
  }

  async #planAll(rules: readonly NudgeRule[]): Promise<number> {
    let planned = 0;
    for (const rule of rules) {
      let batch = { found: 0, planned: 0 };
      do {
        batch = await this.#db.$transaction((tx) => planBatch(tx, rule));
        planned += batch.planned;
      } while (batch.found === BATCH && batch.planned > 0);
    }
    return planned;
  }
}

/** Only one process plans at a time; the others find the lock taken and go on sending. */
const LOCK = 72_707_371;

async function planBatch(tx: Tx, rule: NudgeRule): Promise<{ found: number; planned: number }> {
  const [lock] = await tx.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine`;
  if (!lock?.mine) return { found: 0, planned: 0 };
  const office = await loadOffice(tx, await businessNow(tx));
  const candidates = await rule.find(tx, office, BATCH);
  if (candidates.length === 0) return { found: 0, planned: 0 };
  const told = candidates.flatMap((candidate) => {
    const plan = planOne(rule, candidate, office);
    return plan ? [plan] : [];
  });
  await planNudges(
    tx,
    told.map(({ plan }) => plan),
  );
  if (told.length > 0)
    await rule.mark(
      tx,
      told.map((one) => one.told),
      office.now,
    );
  return { found: candidates.length, planned: told.length };
}

function planOne(
  rule: NudgeRule,
  candidate: Candidate,
  office: Office,
): { plan: NudgePlan; told: Told } | null {
  const { now } = office;
  const settings = office.settings(candidate.teamId);
  const zone = office.people.get(candidate.memberId)?.zone ?? 'UTC';
  const due = rule.due(candidate, { now, settings, zone });
  if (!due) return null;
  const envelope = envelopeOf(candidate, due, office);
  return {
    plan: {
      rule: rule.id,
      subjectId: candidate.subjectId,
      slot: candidate.slot,
      rung: candidate.rung,
      aboutId: candidate.customerId,
      memberId: candidate.memberId,
      dueAt: candidate.dueAt,
      envelope,
    },
    told: { candidate, leavesAt: envelope.at, desk: { settings, zone } },
  };
}

/** Whom a nudge goes to, which way, and when it may leave by that person's clock. */
function envelopeOf(candidate: Candidate, due: Due, office: Office): Envelope {
  const settings = office.settings(candidate.teamId);
  const manager = office.managerOf(candidate.teamId) ?? office.administrators()[0];
  const away = office.away.get(candidate.memberId);
  // Whose cover there is, is found when it leaves; where nobody stands in, the manager's roll-up says so.
  const isAlone = away && !away.coverId && !due.waits;
  const toManager = (due.to === 'manager' || isAlone) && manager;
  const memberId = toManager ? manager.id : candidate.memberId;
  const desk: Desk = { settings, zone: office.people.get(memberId)?.zone ?? 'UTC' };
  const back = due.waits && away ? away.until.getTime() : 0;
  const latest = new Date(Math.max(candidate.dueAt.getTime(), office.now.getTime(), back));
  return {
    kind: toManager ? 'roll-up' : 'nudge',
    recipient: `${toManager ? 'manager' : 'member'}:${memberId}`,
    memberId,
    target: toManager ? 'dm' : 'rep',
    at: nextSlot(latest, toManager && isAlone ? 'hourly' : due.hours, desk),
  };
}
