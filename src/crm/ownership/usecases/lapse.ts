import { read, type TransactContext, transact, type Work } from '../../../db/transact.ts';
import { type Envelope, planNudges, supersedeNudges } from '../../../ledger/plan.ts';
import { afterQuiet, nextWorkingSlot } from '../../../lib/calendar/index.ts';
import { findMember, findTeam, listActiveMembers, listTeams } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { openLocked } from '../../customers/lock.ts';
import { isWorkedOn } from '../../customers/rules.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { cancelOpen } from '../../followups/changes.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { keepClock, listUnclocked } from '../store/clock.ts';
import { putIntoPool } from '../store/holder.ts';
import { type Exempt, listLapsed } from '../store/pool.ts';

/** Kind of a post about the pool in the ledger, and the rule of its reasons. */
export const POOL = 'pool';

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
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const team = await findTeam(work.tx, file.teamId);
  const openAt = opensAt(work.now, settings, team?.zone ?? 'UTC');
  const rep = await findMember(work.tx, file.repId);
  await putIntoPool(work, file, openAt);
  await cancelOpen(work, id, 'lapsed');
  await supersedeNudges(work.tx, { aboutIds: [id], outcome: 'lapsed', now: work.now });
  if (isOffered(file)) await offer(work, file, openAt);
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

/** Who is lost or wants no contact is nobody's any more, but is not offered to the team. */
const isOffered = (file: CustomerFile): boolean => isWorkedOn(file.stage) && !file.doNotContact;

const QUARTER_MS = 15 * 60_000;

/**
 * From when it may be claimed: after the rest, when the team is at work, so that nobody claims while the
 * others sleep; on a quarter of an hour, so that what lapses together is offered together.
 */
function opensAt(now: Date, settings: Settings, zone: string): Date {
  const rested = now.getTime() + settings.poolRestMinutes * 60_000;
  const quarter = new Date(Math.ceil(rested / QUARTER_MS) * QUARTER_MS);
  const office = officeHours(settings, zone);
  try {
    return nextWorkingSlot(quarter, office);
  } catch (error) {
    // Rules that leave no working time at all still keep the quiet hours.
    if (error instanceof RangeError) return afterQuiet(quarter, office);
    throw error;
  }
}

/** Posts it to the team's channel; where there is none, to whoever leads the team. */
async function offer(work: Work, file: CustomerFile, openAt: Date): Promise<void> {
  const { tx } = work;
  const team = await findTeam(tx, file.teamId);
  const lead =
    (await listActiveMembers(tx, [file.teamId])).find(({ role }) => role === 'manager') ??
    (await listActiveMembers(tx)).find(({ role }) => role === 'administrator');
  if (!lead || !file.repId) return;
  const envelope: Envelope = {
    kind: POOL,
    recipient: `${POOL}:${file.teamId}`,
    memberId: lead.id,
    target: team?.channelId ? `channel:${team.channelId}` : 'dm',
    at: openAt,
  };
  await planNudges(tx, [
    {
      rule: POOL,
      subjectId: file.id,
      slot: work.now.toISOString(),
      rung: 0,
      aboutId: file.id,
      memberId: file.repId,
      dueAt: openAt,
      envelope,
    },
  ]);
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
