import { flush, transact, type Work, type Writing } from '../../db/transact.ts';
import { splitName } from '../../lib/names.ts';
import { Refusal } from '../../lib/refusal.ts';
import { canEver } from '../access/rules.ts';
import { findTeam } from '../access/store.ts';
import type { Ctx } from '../context.ts';
import { requireReferrer } from '../customers/referrer.ts';
import { requireBorn, requireIdentity } from '../customers/schema.ts';
import { takeNumber } from '../customers/store-new.ts';
import { blindly, bringPhones, racing } from '../customers/unique.ts';
import type { CustomerValues } from '../customers/values.ts';
import { asking, FoundLikely } from '../duplicates/asking.ts';
import { findLikely, isTaken, listProbes } from '../duplicates/find.ts';
import { savePairs } from '../duplicates/store.ts';
import { joinFamily } from '../households/joining.ts';
import { linkReport } from '../partners/linking.ts';
import { arrivalFor, linkArrival } from '../reception/linking.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { putFile, type Wish } from './file.ts';
import { isOwn, ownHolder, resolveHolder } from './holder.ts';
import { handOn } from './parts.ts';
import type { Registration } from './registration.ts';
import { lookAround } from './store.ts';

export { type ForWhom, listForWhom, type Others } from './holder.ts';
export type { Registration } from './registration.ts';

/** What came of a registration: codes and ids. */
export interface Registered {
  [key: string]: string | number | string[] | null;
  id: string;
  number: number;
  missing: string[];
  followUpDueAt: string | null;
  /** What came of the family it was said to be of. */
  family: 'linked' | 'proposed' | null;
}

/**
 * Registers a customer for who asks, or as a manager for a colleague or by the team's rules: one transaction
 * writes the file with its own key, the phones, the first contact, the first follow-up and the audit row
 * (#1–#19, #32–#34). A phone the office already knows is refused blindly; a race is decided by the unique
 * index, and the one who comes second gets the same refusal. Who it may be besides is asked first:
 * `LikelyDuplicates`, nothing written.
 */
export async function registerCustomer(ctx: Ctx, registration: Registration): Promise<Registered> {
  const { actor } = ctx;
  if (!canEver(actor, 'customer:register')) throw new Refusal('notAllowed');
  requireIdentity(registration.values);
  const values = withGender(registration.values);
  const wish = { actor, registration: { ...registration, values } };
  const write = () =>
    transact(
      ctx,
      (work) => registerFully(work, ctx, wish),
      (writing) => registerAtOnce(writing, ctx, wish),
    );
  const { phones, nationalId } = values;
  return asking(ctx, () => blindly(ctx, () => racing({ phones, nationalId }, write)));
}

/** A customer of one's own like nobody else, for whom no party waits: the most of them. Null for the others. */
async function registerAtOnce(work: Writing, ctx: Ctx, wish: Wish): Promise<Registered | null> {
  const { registration } = wish;
  const { values, family, arrivalId, arrivedAt } = registration;
  if (family || arrivalId || !isOwn(ctx.actor, registration.forWhom ?? null)) return null;
  requirePast(arrivedAt, work.now);
  const holder = ownHolder(ctx.actor);
  await requireReferrer(work.db, ctx, values.referrerId);
  requireBorn(values, work.now);
  const around = await lookAround(work, {
    teamId: holder.teamId,
    memberId: ctx.actor.id,
    probes: listProbes(work, values),
  });
  const { number, zone, settings } = around;
  if (number === null) return null;
  return registeredOf(putFile(work, wish, { holder, zone, settings, number }), null);
}

/** The same for any registration: looked at closely, with locks on what it touches besides. */
async function registerFully(work: Work, ctx: Ctx, wish: Wish): Promise<Registered> {
  const { actor, registration } = wish;
  const { values, family, forWhom = null } = registration;
  const arrival = await arrivalFor(work, actor, registration);
  // What the database stamped at the door stands against what is typed later.
  const arrivedAt = registration.arrivalId && arrival ? arrival.at : registration.arrivedAt;
  requirePast(arrivedAt, work.now);
  const holder = await resolveHolder(work, ctx, { forWhom, values });
  const { teamId } = holder;
  const settings = await getSettings(work.tx, teamId, work.now);
  await requireReferrer(work.tx, ctx, values.referrerId);
  requireBorn(values, work.now);
  const { likely, isKnown } = await lookFor(work, values, settings);
  if (likely.length > 0 && !isKnown && !registration.accepted) throw new FoundLikely(likely);

  const team = await findTeam(work.tx, teamId);
  const { phones, nationalId } = values;
  const file = await bringPhones(work, { phones, nationalId, isTaken: isKnown }, async () => {
    const number = await takeNumber(work.tx);
    const met = { ...registration, arrivedAt };
    const about = { holder, zone: team?.zone ?? 'UTC', settings, number };
    const put = putFile(
      work,
      { actor, registration: met },
      { ...about, ...(arrival && { arrivalId: arrival.id }) },
    );
    await flush(work);
    return put;
  });
  const { id } = file;
  if (arrival) {
    await linkArrival(work, arrival, id);
    await linkReport(work, arrival.id, { id, phones, arrivalKind: registration.arrivalKind });
  }
  const others = likely.filter((one) => one.id !== family?.id);
  await savePairs(work.tx, { id, now: work.now }, others);
  const joined = family
    ? await joinFamily(work, ctx, { customerId: id, otherId: family.id, relation: family.relation })
    : null;
  await handOn(work, { id, dataKey: file.dataKey, actor, holder });
  return registeredOf(file, joined?.state ?? null);
}

const registeredOf = (
  { id, number, missing, dueAt }: ReturnType<typeof putFile>,
  family: Registered['family'],
): Registered => ({ id, number, missing, followUpDueAt: dueAt?.toISOString() ?? null, family });

function requirePast(arrivedAt: Date, now: Date): void {
  if (arrivedAt > now) throw new Refusal('inTheFuture', {}, 'arrivedAt');
}

/** Who it may be already, and whether it has what only one may have. */
async function lookFor({ tx, keys }: Work, values: CustomerValues, settings: Settings) {
  const threshold = settings.duplicateScore;
  const likely = await findLikely({ db: tx, keys }, values, { threshold });
  return { likely, isKnown: likely.some(({ reasons }) => isTaken(reasons)) };
}

/** A title says the gender (王女士, Mr Chen) where nobody chose one. */
function withGender(values: CustomerValues): CustomerValues {
  return values.gender ? values : { ...values, gender: splitName(values.name).gender ?? null };
}
