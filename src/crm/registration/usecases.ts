import { createCustomerKey } from '../../db/data-keys.ts';
import { transact, type Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import { splitName } from '../../lib/names.ts';
import { Refusal } from '../../lib/refusal.ts';
import { canEver } from '../access/rules.ts';
import { findTeam } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import { requireReferrer } from '../customers/referrer.ts';
import { requireBorn, requireIdentity } from '../customers/schema.ts';
import { insertCustomer } from '../customers/store.ts';
import { blindly, bringPhones } from '../customers/unique.ts';
import {
  type CustomerValues,
  canonicalValues,
  completenessOf,
  listMissing,
} from '../customers/values.ts';
import { asking, FoundLikely } from '../duplicates/asking.ts';
import { findLikely, isTaken } from '../duplicates/find.ts';
import { savePairs } from '../duplicates/store.ts';
import { joinFamily } from '../households/joining.ts';
import { protectionOf } from '../ownership/rules/protection.ts';
import { linkReport } from '../partners/linking.ts';
import { arrivalFor, linkArrival } from '../reception/linking.ts';
import { openReview } from '../review/opening.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { resolveHolder } from './holder.ts';
import { beginHistory, contactOf, handOn, noteFirstContact, planFirst } from './parts.ts';
import type { Registration } from './registration.ts';

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
  if (!canEver(ctx.actor, 'customer:register')) throw new Refusal('notAllowed');
  requireIdentity(registration.values);
  const write = () => transact(ctx, (work) => register(work, ctx, registration));
  return asking(ctx, () => blindly(ctx, write));
}

async function register(work: Work, ctx: Ctx, registration: Registration): Promise<Registered> {
  const { actor } = ctx;
  const { arrivalKind, grade } = registration;
  const values = withGender(registration.values);
  const arrival = await arrivalFor(work, actor, registration);
  // What the database stamped at the door stands against what is typed later.
  const arrivedAt = registration.arrivalId && arrival ? arrival.at : registration.arrivedAt;
  if (arrivedAt > work.now) throw new Refusal('inTheFuture', {}, 'arrivedAt');
  const holder = await resolveHolder(work, ctx, {
    forWhom: registration.forWhom ?? null,
    values,
  });
  const { teamId } = holder;
  const settings = await getSettings(work.tx, teamId, work.now);
  await requireReferrer(work.tx, ctx, values.referrerId);
  requireBorn(values, work.now);
  const { likely, isKnown } = await lookFor(work, values, settings);
  if (likely.length > 0 && !isKnown && !registration.accepted) throw new FoundLikely(likely);

  const id = newId(work.now);
  const missing = listMissing(values, settings.completeFields);
  const dataKey = await createCustomerKey(work.tx, work.keys, id);
  const { phones, nationalId } = values;
  const number = await bringPhones(work, { phones, nationalId, isTaken: isKnown }, async () =>
    insertCustomer(work, {
      id,
      teamId,
      repId: holder.rep?.id ?? null,
      registeredById: actor.id,
      arrivalKind,
      arrivedAt,
      grade,
      consentAt: registration.consent ? work.now : null,
      completeness: completenessOf(missing.length, settings.completeFields.length),
      missing,
      ...firstCounts({ ...registration, arrivedAt }),
      ...(holder.rep
        ? await startClock(work, { registration, settings, teamId })
        : { protectedUntil: null, protectionBecause: null }),
      values,
      dataKey,
    }),
  );
  if (arrival) {
    await linkArrival(work, arrival, id);
    await linkReport(work, arrival.id, { id, phones });
  }
  const fresh = { id, dataKey, actor, holder, registration: { ...registration, arrivedAt } };
  await beginHistory(work, fresh);
  await noteFirstContact(work, fresh);
  const dueAt = await planFirst(work, { ...fresh, settings });
  const { family } = registration;
  const others = likely.filter((one) => one.id !== family?.id);
  await savePairs(work.tx, { id, now: work.now }, others);
  const joined = family
    ? await joinFamily(work, ctx, { customerId: id, otherId: family.id, relation: family.relation })
    : null;
  await openReview(work, {
    customerId: id,
    cause: 'registration',
    authorIds: [actor.id],
    settings,
  });
  audit(work, {
    actor,
    action: 'customer.register',
    subject: { kind: 'customer', id },
    customer: { id, dataKey },
    details: { number, arrivalKind, ...(arrival && { arrivalId: arrival.id }) },
    changes: listChanges({}, canonicalValues(values)),
  });
  await handOn(work, fresh);
  return {
    id,
    number,
    missing,
    followUpDueAt: dueAt?.toISOString() ?? null,
    family: joined?.state ?? null,
  };
}

/** Who it may be already, and whether it has what only one may have. */
async function lookFor({ tx, keys }: Work, values: CustomerValues, settings: Settings) {
  const threshold = settings.duplicateScore;
  const likely = await findLikely({ db: tx, keys }, values, { threshold });
  return { likely, isKnown: likely.some(({ reasons }) => isTaken(reasons)) };
}

/** A visit or a call-in is counted as the first contact. */
function firstCounts(registration: Pick<Registration, 'arrivalKind' | 'arrivedAt' | 'arrivalId'>) {
  const contact = contactOf(registration);
  return {
    lastEffectiveAt: contact ? registration.arrivedAt : null,
    effectiveCount: contact ? 1 : 0,
    visitCount: contact === 'visit' ? 1 : 0,
  };
}

/** Protection begins with the registration; what came before it was nobody's. */
async function startClock(
  { tx, now }: Work,
  of: { registration: Registration; settings: Settings; teamId: string },
): Promise<{ protectedUntil: Date | null; protectionBecause: string }> {
  const { registration, settings, teamId } = of;
  const { arrivalKind, grade } = registration;
  const team = await findTeam(tx, teamId);
  const { until, because } = protectionOf({
    claimedAt: now,
    arrivalKind,
    grade,
    effectiveContacts: [],
    exemptions: [],
    settings,
    zone: team?.zone ?? 'UTC',
  });
  return { protectedUntil: until, protectionBecause: because };
}

/** A title says the gender (王女士, Mr Chen) where nobody chose one. */
function withGender(values: CustomerValues): CustomerValues {
  return values.gender ? values : { ...values, gender: splitName(values.name).gender ?? null };
}
