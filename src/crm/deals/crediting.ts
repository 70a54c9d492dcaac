import type { Reading, Work } from '../../db/transact.ts';
import { Refusal } from '../../lib/refusal.ts';
import { findTeam, listEveryMember } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Change } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import { openLocked } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import type { Opened } from './opening.ts';
import { changedParts, creditOf, isInOwnCause, isSameCut, type Share } from './rules/credit.ts';
import {
  findMaking,
  findPending,
  findRuling,
  listConcealed,
  listCredits,
  listFamilyIds,
  listSharedReceptions,
  type PendingCase,
  saveCredits,
} from './store/credits.ts';
import { type Deal, listDealsOf } from './store/deals.ts';
import { tellCredit } from './telling.ts';

/** Why the credit of a deal is looked at again. `number`: of the case or the breach. */
export interface CutWhy {
  code: 'step' | 'correction' | 'verdict' | 'appeal' | 'breach' | 'reception' | 'merge';
  number?: number;
}

const DAY_MS = 86_400_000;

/** The case that may still move the credit of a deal; null: none, or there is no credit yet. */
export async function pendingOf(
  { db, now }: Pick<Reading, 'db' | 'now'>,
  { id, customerId }: Pick<Deal, 'id' | 'customerId'>,
  settings: Settings,
): Promise<PendingCase | null> {
  const making = await findMaking(db, id);
  return making && findPending(db, { customerId, until: concernedUntil(making.at, settings) }, now);
}

/** Until when a case that is opened, or a breach that is recorded, still moves the credit of a deal. */
const concernedUntil = (madeAt: Date, { creditDays }: Settings): Date =>
  new Date(madeAt.getTime() + creditDays * DAY_MS);

/** 业绩 Writes whose result a deal is, after the fact of 认购 or 签约 was. */
export const keepCredit = (
  work: Work,
  ctx: Ctx,
  opened: Pick<Opened, 'deal' | 'file' | 'settings' | 'zone'>,
  why: CutWhy = { code: 'step' },
): Promise<void> => cut(work, ctx.actor, opened, why);

/**
 * Cuts the credit of a customer's deals anew, since what it rests on changed: a verdict, an appeal, a
 * breach, a reception. In the same transaction; the customer's row must be locked. Deals of which nothing
 * changes are left alone. A family is one customer to the reception, so its deals are looked at too. Throws
 * `creditOwn` where whoever does it would move a part to themselves, or as a rep from a colleague.
 */
export async function recutCredits(
  work: Work,
  ctx: Pick<Ctx, 'actor'>,
  file: CustomerFile,
  why: CutWhy,
): Promise<void> {
  await recutOf(work, ctx, file, why);
  if (why.code === 'verdict' || why.code === 'appeal') return;
  for (const id of await listFamilyIds(work.tx, file.id)) {
    const relative = await openLocked(work, id);
    if (relative) await recutOf(work, ctx, relative, why);
  }
}

async function recutOf(
  work: Work,
  { actor }: Pick<Ctx, 'actor'>,
  file: CustomerFile,
  why: CutWhy,
): Promise<void> {
  for (const deal of await listDealsOf(work.tx, file.id)) {
    const settings = await getSettings(work.tx, deal.teamId, work.now);
    const zone = (await findTeam(work.tx, deal.teamId))?.zone ?? actor.zone;
    await cut(work, actor, { deal, file, settings, zone }, why);
  }
}

async function cut(
  work: Work,
  actor: Ctx['actor'],
  opened: Pick<Opened, 'deal' | 'file' | 'settings' | 'zone'>,
  why: CutWhy,
): Promise<void> {
  const { deal, file } = opened;
  const before = await listCredits(work.tx, deal.id);
  const after = await weigh(work, opened);
  if (!after || (isSameCut(before, after) && becauseOf(before) === becauseOf(after))) return;
  const changed = changedParts(before, after);
  // Whoever makes a deal has their part of it; what moves parts later is another's to enter.
  if (why.code !== 'step' && isInOwnCause(actor, changed)) throw new Refusal('creditOwn');
  await saveCredits(work.tx, deal.id, after);
  const isPlain = [...before, ...after].every(({ because }) => because === 'assigned');
  if (isPlain) return;
  audit(work, {
    actor,
    action: 'deal.credit',
    subject: { kind: 'deal', id: deal.id },
    customer: file,
    details: {
      ...{
        why: why.code,
        because: becauseOf(after),
        before: partsOf(before),
        after: partsOf(after),
      },
      ...(why.number !== undefined && { number: why.number }),
    },
    changes: changed.length > 0 ? [await changeOf(work, before, after)] : [],
  });
  await tellCredit(work, deal, {
    why,
    because: becauseOf(after),
    // Who does it sees it.
    changed: changed.filter(({ memberId }) => memberId !== actor.id),
  });
}

/** What the evidence comes to now; null before 认购. */
async function weigh(
  { tx }: Work,
  { deal, file, settings, zone }: Pick<Opened, 'deal' | 'file' | 'settings' | 'zone'>,
): Promise<Share[] | null> {
  const making = await findMaking(tx, deal.id);
  if (!making) return null;
  const until = concernedUntil(making.at, settings);
  const concerned = { customerId: file.id, madeAt: making.at, since: making.since, until };
  return creditOf({
    ...making,
    courtesies: await listSharedReceptions(tx, { ...concerned, repId: making.repId }, zone),
    ruling: await findRuling(tx, concerned),
    concealed: await listConcealed(tx, concerned),
  });
}

const becauseOf = (shares: readonly Share[]) => shares[0]?.because ?? 'assigned';

const partsOf = (shares: readonly Share[]): Record<string, number> =>
  Object.fromEntries(shares.map(({ memberId, percent }) => [memberId, percent]));

/** As the history says it: by names. */
async function changeOf(
  { tx }: Work,
  before: readonly Share[],
  after: readonly Share[],
): Promise<Change> {
  const names = new Map((await listEveryMember(tx)).map(({ id, name }) => [id, name]));
  const say = (shares: readonly Share[]) =>
    shares.length === 0
      ? null
      : shares
          .map(({ memberId, percent }) => `${names.get(memberId) ?? '?'} ${percent}%`)
          .join(' · ');
  return { field: 'deal.credit', old: say(before), new: say(after) };
}
