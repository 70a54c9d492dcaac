import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { supersedeNudges } from '../../../ledger/plan.ts';
import { findMember, listTeams } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { openLocked } from '../../customers/lock.ts';
import { cancelOpen } from '../../followups/changes.ts';
import { getSettings } from '../../settings/store.ts';
import { sendToPool } from '../offering.ts';
import { keepClock, listUnclocked } from '../store/clock.ts';
import { type Exempt, listLapsed } from '../store/pool.ts';

/** Customers in one run; the next run takes the rest. */
const BATCH = 200;

/** Somebody else was faster, or it is protected again: nothing is written. */
class NothingLapses extends Error {}

/**
 * Puts every customer whose protection has ended into the pool of its team (#37): each in a transaction of
 * its own, once, however many processes look. Answers how many.
 */
export async function lapseDue(ctx: TransactContext): Promise<number> {
  const due = await read(ctx, async ({ db, now }) => {
    const exempt: Exempt[] = [];
    for (const { id: teamId } of await listTeams(db, { archived: true })) {
      const { exemptMembers } = await getSettings(db, teamId, now);
      exempt.push(...exemptMembers.map((memberId) => ({ teamId, memberId })));
    }
    return listLapsed(db, { now, exempt, limit: BATCH });
  });
  let lapsed = 0;
  for (const id of due) {
    try {
      await transact(ctx, (work) => lapse(work, id));
      lapsed += 1;
    } catch (error) {
      if (!(error instanceof NothingLapses)) throw error;
    }
  }
  return lapsed;
}

async function lapse(work: Work, id: string): Promise<{ id: string }> {
  const file = await openLocked(work, id);
  const isOver = file?.protectedUntil && file.protectedUntil <= work.now;
  if (!file?.repId || file.status !== 'active' || !isOver) throw new NothingLapses();
  const rep = await findMember(work.tx, file.repId);
  await cancelOpen(work, id, 'lapsed');
  await supersedeNudges(work.tx, { aboutIds: [id], outcome: 'lapsed', now: work.now });
  await sendToPool(work, file);
  audit(work, {
    actor: 'system',
    action: 'customer.lapse',
    subject: { kind: 'customer', id },
    customer: file,
    details: {
      version: file.version + 1,
      from: file.repId,
      until: file.protectedUntil?.toISOString() ?? null,
      because: file.protectionBecause,
    },
    changes: [{ field: 'assignedRep', old: rep?.name ?? null, new: null }],
  });
  return { id };
}

/** Gives a clock to customers who came in before there was one. Answers how many. */
export async function startClocks(ctx: TransactContext): Promise<number> {
  const ids = await read(ctx, ({ db }) => listUnclocked(db, BATCH));
  for (const id of ids) {
    await transact(ctx, async (work) => {
      await openLocked(work, id);
      const kept = await keepClock(work, id);
      audit(work, {
        actor: 'system',
        action: 'protection.start',
        subject: { kind: 'customer', id },
        details: { until: kept?.until?.toISOString() ?? null, because: kept?.because ?? null },
      });
      return { id };
    });
  }
  return ids.length;
}
