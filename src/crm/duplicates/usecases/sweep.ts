import { type Reading, read, type TransactContext } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { actorOf, listActiveMembers } from '../../access/store.ts';
import { matchKeys } from '../../customers/match-keys.ts';
import { type CustomerFile, listFiles } from '../../customers/store.ts';
import { getSettings } from '../../settings/store.ts';
import { faceOf } from '../find.ts';
import { compareFaces } from '../matching.ts';
import { savePairs } from '../store.ts';
import { countPairs } from '../store-pairs.ts';
import {
  findMark,
  listCouples,
  listNext,
  listUnkeyed,
  type Mark,
  saveKeys,
  saveMark,
} from '../store-sweep.ts';
import { pairTeams } from './deciding.ts';

/** Kind of the message that tells a manager of pairs. */
export const DUPLICATES_MESSAGE = 'duplicates';

const BATCH = 200;
/** What was written a moment ago may still have a transaction beside it that is not seen yet. */
const SETTLED_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * Looks through what was written since the last time for records that may be one person or one family
 * (#35), a batch at a time, and remembers the pairs. Two processes that do it at once find the same pairs.
 * Answers whether there is more.
 */
export async function sweepDuplicates(ctx: TransactContext): Promise<{ hasMore: boolean }> {
  return read(ctx, async (at) => {
    const unkeyed = await keySome(at);
    const mark = await findMark(at.db);
    const before = new Date(at.now.getTime() - SETTLED_MS);
    const next = await listNext(at.db, { mark, before, limit: BATCH });
    const last = next.at(-1);
    if (last) {
      await pairUp(
        at,
        next.map(({ id }) => id),
      );
      await saveMark(at.db, last satisfies Mark);
    }
    return { hasMore: unkeyed === BATCH || next.length === BATCH };
  });
}

/** Gives keys to records that have none. */
async function keySome(at: Reading): Promise<number> {
  const ids = await listUnkeyed(at.db, BATCH);
  const files = new Map((await listFiles(at, ids)).map((file) => [file.id, file]));
  for (const id of ids) {
    const file = files.get(id);
    if (!file) continue;
    const { version } = file;
    await saveKeys(at.db, { id, version, now: at.now }, matchKeys(at.keys, file.values));
  }
  return files.size;
}

async function pairUp(at: Reading, ids: string[]): Promise<void> {
  const couples = await listCouples(at.db, ids);
  const all = [...new Set(couples.flatMap(({ id, otherId }) => [id, otherId]))];
  const files = new Map<string, CustomerFile>();
  for (let from = 0; from < all.length; from += BATCH) {
    for (const file of await listFiles(at, all.slice(from, from + BATCH))) files.set(file.id, file);
  }
  const { duplicateScore } = await getSettings(at.db, null, at.now);
  for (const { id, otherId } of couples) {
    const [one, other] = [files.get(id), files.get(otherId)];
    const match = one && other && compareFaces(faceOf(one.values), faceOf(other.values));
    if (match && match.score >= duplicateScore)
      await savePairs(at.db, { id, now: at.now }, [{ id: otherId, ...match }]);
  }
}

/**
 * Plans the list to everybody who decides pairs and has any (#35): once in the office's period, while any is
 * open. Answers how many were planned.
 */
export async function tellDuplicates(ctx: TransactContext): Promise<number> {
  return read(ctx, async ({ db, now }) => {
    let planned = 0;
    for (const member of await listActiveMembers(db)) {
      const teams = pairTeams(actorOf(member));
      if (teams === 'none' || (await countPairs(db, teams)) === 0) continue;
      const { duplicateDays } = await getSettings(db, member.teamIds[0] ?? null, now);
      const id = await planMessage(db, {
        kind: DUPLICATES_MESSAGE,
        memberId: member.id,
        target: 'dm',
        recipient: `${DUPLICATES_MESSAGE}:${member.id}`,
        slot: `${duplicateDays}d:${Math.floor(now.getTime() / (duplicateDays * DAY_MS))}`,
        dueAt: now,
        content: { memberId: member.id },
      });
      if (id) planned += 1;
    }
    return planned;
  });
}
