import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import type { Actor } from '../../access/actor.ts';
import { audit } from '../../audit/audit.ts';
import { getSettings } from '../../settings/store.ts';
import type { Totals } from '../rules/rates.ts';
import {
  type DigestTeam,
  type Figures,
  figuresOf,
  isSame,
  type PricedTeam,
  type Snapshot,
} from '../rules/snapshot.ts';
import {
  type DigestWindow,
  isOver,
  sayWeek,
  type Week,
  windowBefore,
  windowOf,
} from '../rules/week.ts';
import { countTotals, listOldestOverdue, readTally, writeLines } from '../store/figures.ts';
import { claimSnapshot, dropSnapshot, findSnapshot, saveFigures } from '../store/snapshots.ts';

/** Whether a stored reading is the one to show: final ones always, a provisional one only as it was just taken. */
export function isSettled(snapshot: Snapshot | null): snapshot is Snapshot {
  return snapshot?.final === true;
}

/**
 * The reading of a team's week as of now. A week that is over is read once and then always the same; a
 * running one is read anew, in place of the reading before.
 */
export async function takeSnapshot(
  work: Work,
  team: DigestTeam,
  week: Week,
  by: Actor | 'system',
): Promise<Snapshot> {
  const known = await findSnapshot(work.tx, team.teamId, week);
  const taken = isSettled(known) ? null : await take(work, team, week, 1);
  const shown = taken ?? (await getSnapshot(work.tx, team.teamId, week));
  note(work, by, shown, { action: 'digest.take', fresh: taken !== null });
  return shown;
}

/**
 * Reads a finished week again because its data was corrected. Answers the new revision, or null where
 * nothing changed: then the reading that was told stays.
 */
export async function retakeSnapshot(
  work: Work,
  team: DigestTeam,
  old: Snapshot,
  by: Actor,
): Promise<Snapshot | null> {
  // Null: somebody else reads it again at this moment, and theirs will do.
  const fresh =
    (await take(work, team, old.week, old.revision + 1)) ??
    (await getSnapshot(work.tx, team.teamId, old.week));
  const changed = !isSame(fresh.figures, old.figures);
  if (!changed) await dropSnapshot(work.tx, fresh.id);
  note(work, by, changed ? fresh : old, { action: 'digest.recompute', fresh: changed });
  return changed ? fresh : null;
}

function note(
  work: Work,
  by: Actor | 'system',
  { id, teamId, week, revision, final }: Snapshot,
  { action, fresh }: { action: string; fresh: boolean },
): void {
  audit(work, {
    actor: by,
    action,
    subject: { kind: 'digest', id },
    details: { teamId, week: sayWeek(week), revision, final, fresh },
  });
}

/** Counts a week into a reading of its own; null where another transaction has made this revision final. */
async function take(
  work: Work,
  team: DigestTeam,
  week: Week,
  revision: number,
): Promise<Snapshot | null> {
  const { tx, now } = work;
  const { teamId } = team;
  const window = windowOf(week, team.zone, now);
  const final = isOver(window);
  const id = await claimSnapshot(tx, { teamId, week, revision, now, final });
  if (id === null) return null;
  const { currency } = await getSettings(tx, teamId, now);
  const figures = await count(tx, id, { ...team, currency }, window);
  await saveFigures(tx, id, figures);
  return { id, teamId, week, revision, takenAt: now, final, figures };
}

async function count(
  tx: Handle,
  id: string,
  team: DigestTeam & PricedTeam,
  window: DigestWindow,
): Promise<Figures> {
  await writeLines(tx, id, team, window);
  const tally = await readTally(tx, id);
  const oldest = await listOldestOverdue(tx, team, window);
  const before = await findBefore(tx, team, window);
  return figuresOf({ tally, oldest, before }, window.until);
}

/** The time before: as it was told where it was told, else counted now; null where the team did not exist yet. */
async function findBefore(
  tx: Handle,
  team: DigestTeam & PricedTeam,
  window: DigestWindow,
): Promise<Totals | null> {
  const before = windowBefore(window, team.zone);
  if (team.createdAt >= before.to) return null;
  if (isOver(window)) {
    const told = await findSnapshot(tx, team.teamId, before.week);
    if (isSettled(told)) return told.figures.totals;
  }
  return countTotals(tx, team, before);
}

async function getSnapshot(db: Handle, teamId: string, week: Week): Promise<Snapshot> {
  const found = await findSnapshot(db, teamId, week);
  if (!found) throw new Error(`no digest of ${sayWeek(week)}`);
  return found;
}
