import type { Work } from '../../db/transact.ts';
import { type Envelope, planNudges } from '../../ledger/plan.ts';
import { afterQuiet, nextWorkingSlot } from '../../lib/calendar/index.ts';
import { findTeam, listActiveMembers } from '../access/store.ts';
import { isWorkedOn } from '../customers/rules.ts';
import type { CustomerFile } from '../customers/store.ts';
import { officeHours, type Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { putIntoPool } from './store/holder.ts';

/** Kind of a post about the pool in the ledger, and the rule of its reasons. */
const POOL = 'pool';

/** Why it goes into the pool, and a moment before which nobody may claim it, whatever the rest is. */
interface Sent {
  why: string;
  notBefore?: Date;
}

/**
 * Puts a customer into the pool of its team and offers it there, unless it is lost or wants no contact.
 * The row must be locked. Who had it, if anybody, is told by the caller.
 */
export async function sendToPool(
  work: Work,
  file: CustomerFile,
  { why, notBefore }: Sent = { why: 'lapsed' },
): Promise<void> {
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const team = await findTeam(work.tx, file.teamId);
  const from = notBefore && notBefore > work.now ? notBefore : work.now;
  const openAt = openingOf(from, settings, team?.zone ?? 'UTC');
  await putIntoPool(work, file, { openAt, why });
  if (isOffered(file)) await offer(work, file, openAt);
}

/** Who is lost or wants no contact is nobody's any more, but is not offered to the team. */
const isOffered = (file: CustomerFile): boolean => isWorkedOn(file.stage) && !file.doNotContact;

const QUARTER_MS = 15 * 60_000;

/**
 * From when it may be claimed: after the rest, when the team is at work, so that nobody claims while the
 * others sleep; on a quarter of an hour, so that what lapses together is offered together.
 */
export function openingOf(now: Date, settings: Settings, zone: string): Date {
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
  if (!lead) return;
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
      memberId: file.repId ?? lead.id,
      dueAt: openAt,
      envelope,
    },
  ]);
}
