import { type Reading, read, transact } from '../../../db/transact.ts';
import { redrawMessage } from '../../../ledger/plan.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { can, reachOf, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type Digest, getDigest, surround } from '../digest.ts';
import { understand, type Wanted } from '../rules/asking.ts';
import { BREAKDOWNS, type Breakdown, findKeys, readBreakdown } from '../rules/figures.ts';
import { gatherShares, MOST_PARTS, REST, sumOf, type Totals } from '../rules/rates.ts';
import type { DigestTeam, RepFigures } from '../rules/snapshot.ts';
import { sayWeek, shiftWeek } from '../rules/week.ts';
import { BEHIND_PAGE, type BehindLine, listBehind, sumVisible } from '../store/behind.ts';
import { findSnapshot, listDigestTeams, listPosted, type PostedCopy } from '../store/snapshots.ts';
import { isSettled, retakeSnapshot, takeSnapshot } from './taking.ts';

export type { Digest } from '../digest.ts';

/** A digest that somebody asked for, and the copy of it that stands in Slack, if any. */
export interface AskedDigest extends Digest {
  posted: PostedCopy | null;
}

/** How many teams one answer holds. */
const MOST_TEAMS = 10;

/**
 * The digests a person asks for: `text` may name a week and a team. A week that is over always gives
 * the same digest; a running one is read as of now. Throws `noTeam`, `digestUnclear`, `digestFuture`.
 */
export async function askDigests(ctx: Ctx, text: string): Promise<AskedDigest[]> {
  const { wanted, missing } = await read(ctx, async (at) => {
    const teams = await listReadableTeams(at, ctx.actor);
    const wanted = understand(text, teams, at.now).slice(0, MOST_TEAMS);
    const known = await Promise.all(
      wanted.map(({ team, week }) => findSnapshot(at.db, team.teamId, week)),
    );
    return { wanted, missing: wanted.filter((_, nth) => !isSettled(known[nth]!)) };
  });
  if (missing.length > 0) await takeAll(ctx, missing);
  return read(ctx, (at) => Promise.all(wanted.map((one) => present(at, ctx.actor, one))));
}

async function takeAll(ctx: Ctx, wanted: Wanted[]): Promise<void> {
  await transact(ctx, async (work) => {
    const snapshotIds: string[] = [];
    for (const { team, week } of wanted) {
      snapshotIds.push((await takeSnapshot(work, team, week, ctx.actor)).id);
    }
    return { snapshotIds };
  });
}

/** Teams whose digest the person may read. */
export async function listReadableTeams(at: Reading, actor: Actor): Promise<DigestTeam[]> {
  const reach = reachOf(actor, 'digest:see');
  if (reach !== 'all' && reach !== 'team') throw new Refusal('notForRole');
  const teams = await listDigestTeams(at.db, reach === 'all' ? null : actor.teamIds);
  if (teams.length === 0) throw new Refusal('noTeam');
  return teams;
}

async function present(at: Reading, actor: Actor, { team, week }: Wanted): Promise<AskedDigest> {
  const snapshot = await findSnapshot(at.db, team.teamId, week);
  if (!snapshot) throw new Error(`no digest of ${sayWeek(week)}`);
  return withCopy(at, actor, await surround(at, team, snapshot));
}

/** With the posted copy that the person can open: a channel's, or one's own. */
async function withCopy(at: Reading, actor: Actor, digest: Digest): Promise<AskedDigest> {
  const copies = await listPosted(at.db, digest.team.teamId, sayWeek(digest.snapshot.week));
  const posted = copies.find(({ memberId }) => memberId === null || memberId === actor.id) ?? null;
  return { ...digest, posted };
}

/** The digest of a reading, as its team's managers may read it. */
export async function readPosted(ctx: Ctx, snapshotId: string): Promise<AskedDigest> {
  return read(ctx, async (at) => {
    const digest = await getDigest(at, ctx.actor, snapshotId);
    requirePermission(ctx.actor, 'digest:see', digest.team);
    return withCopy(at, ctx.actor, digest);
  });
}

/** A digest as far as the person may see it. */
export interface Details extends Digest {
  /** The whole team's numbers, or only those about the person's own customers. */
  scope: 'team' | 'own';
  totals: Totals;
  before: Totals | null;
}

/**
 * The numbers behind a digest: the team's for those who may read it, otherwise only what is about
 * customers the person may see. Throws `digestGone` where a provisional reading was thrown away.
 */
export async function readDetails(ctx: Ctx, snapshotId: string): Promise<Details> {
  return read(ctx, async (at) => {
    const { actor } = ctx;
    const digest = await getDigest(at, actor, snapshotId);
    const { team, snapshot } = digest;
    if (can(actor, 'digest:see', { teamId: team.teamId })) {
      return {
        ...digest,
        scope: 'team',
        totals: snapshot.figures.totals,
        before: snapshot.figures.before,
      };
    }
    const own = await sumVisible(at, actor, snapshot.id);
    const earlier = snapshot.final
      ? await findSnapshot(at.db, team.teamId, shiftWeek(snapshot.week, -1))
      : null;
    const before = isSettled(earlier) ? await sumVisible(at, actor, earlier.id) : null;
    return { ...digest, scope: 'own', totals: own, before };
  });
}

/** One rep's part of a digest: anybody's for those who may read it, else only one's own. */
export async function readRep(
  ctx: Ctx,
  snapshotId: string,
  repId: string,
): Promise<{ details: Details; rep: RepFigures }> {
  const details = await readDetails(ctx, snapshotId);
  const rep = details.snapshot.figures.reps.find(({ memberId }) => memberId === repId);
  if (!rep || (details.scope === 'own' && repId !== ctx.actor.id)) throw new Refusal('notAllowed');
  return { details, rep };
}

/** A page of customers behind a number. */
export interface BehindPage extends Digest {
  figure: string;
  repId: string | null;
  page: number;
  pages: number;
  lines: BehindLine[];
  /** How many customers the person may see here, and how much of the number they make. */
  customers: number;
  counted: number;
  /** The number itself, for those who may read the digest; for others what they may see is all there is. */
  total: number;
  now: Date;
}

/** Which number's customers are wanted; `figure` is a count, or a part of a breakdown (`source.douyin`, `source.rest`). */
export interface BehindWish {
  snapshotId: string;
  figure: string;
  repId: string | null;
  page: number;
}

/** Exactly the customers behind a number that the person may see. Throws `badInput` for an unknown number. */
export async function readBehind(ctx: Ctx, wish: BehindWish): Promise<BehindPage> {
  return read(ctx, async (at) => {
    const { snapshotId, figure, repId, page } = wish;
    const digest = await getDigest(at, ctx.actor, snapshotId);
    const { totals, reps } = digest.snapshot.figures;
    const keys = keysOf(figure, totals);
    const behind = await listBehind(at, ctx.actor, { snapshotId, keys, memberId: repId }, page);
    const of =
      repId === null ? totals : (reps.find(({ memberId }) => memberId === repId)?.totals ?? {});
    const total = can(ctx.actor, 'digest:see', digest.team) ? sumOf(of, keys) : behind.counted;
    const pages = Math.ceil(behind.customers / BEHIND_PAGE);
    return { ...digest, figure, repId, page, pages, ...behind, total, now: at.now };
  });
}

function keysOf(figure: string, totals: Totals): readonly string[] {
  const breakdown = BREAKDOWNS.find((one) => figure === `${one}.${REST}`);
  const keys = breakdown ? restOf(breakdown, totals) : findKeys(figure);
  if (!keys) throw new Refusal('badInput');
  return keys;
}

function restOf(breakdown: Breakdown, totals: Totals): string[] {
  const shares = readBreakdown(breakdown, totals);
  const shown = new Set(gatherShares(shares, MOST_PARTS).map(({ key }) => key));
  return shares.filter(({ key }) => !shown.has(key)).map(({ key }) => `${breakdown}.${key}`);
}

/** What came of reading a week again: the digest, and whether it tells something new. */
export interface Recomputed {
  [key: string]: string | number | boolean;
  snapshotId: string;
  revision: number;
  changed: boolean;
  /** How many posted copies are drawn again. */
  copies: number;
}

/**
 * Reads a finished week again after its data was corrected: a new revision beside the old one, and the
 * posted copies are drawn again. Nothing changed, nothing is written. Throws `digestRunning` for a week
 * that is not over: asking again reads that anew anyway.
 */
export async function recomputeDigest(ctx: Ctx, snapshotId: string): Promise<Recomputed> {
  const digest = await read(ctx, (at) => getDigest(at, ctx.actor, snapshotId));
  const { team, snapshot } = digest;
  requirePermission(ctx.actor, 'digest:see', { teamId: team.teamId });
  if (!snapshot.final) throw new Refusal('digestRunning');
  return transact(ctx, async (work) => {
    const latest = await findSnapshot(work.tx, team.teamId, snapshot.week);
    const fresh = await retakeSnapshot(work, team, latest ?? snapshot, ctx.actor);
    const shown = fresh ?? latest ?? snapshot;
    const copies = fresh ? await listPosted(work.tx, team.teamId, sayWeek(snapshot.week)) : [];
    for (const { messageId } of copies) await redrawMessage(work.tx, messageId);
    return {
      snapshotId: shown.id,
      revision: shown.revision,
      changed: fresh !== null,
      copies: copies.length,
    };
  });
}
