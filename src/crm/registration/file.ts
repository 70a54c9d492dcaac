import { newCustomerKey } from '../../db/data-keys.ts';
import type { Writing } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Actor } from '../access/actor.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import { putCustomer } from '../customers/store-new.ts';
import { canonicalValues, completenessOf, listMissing } from '../customers/values.ts';
import { putDraftAway } from '../drafts/store.ts';
import { protectionOf } from '../ownership/rules/protection.ts';
import { openReview } from '../review/opening.ts';
import { waitsForReview } from '../review/rules/standing.ts';
import type { Settings } from '../settings/rules.ts';
import type { Holder } from './holder.ts';
import { beginHistory, contactOf, noteFirstContact, planFirst } from './parts.ts';
import type { Registration } from './registration.ts';

/** Who registers what. */
export interface Wish {
  actor: Actor;
  registration: Registration;
}

/** Whose the customer becomes, under which rules and number, and for which party at the door. */
interface About {
  holder: Holder;
  /** Zone of the team. */
  zone: string;
  settings: Settings;
  number: number;
  arrivalId?: string;
}

/** Puts the file with its key, its history, the first contact, the first follow-up, its review and the audit row. */
export function putFile(work: Writing, { actor, registration }: Wish, about: About) {
  const { holder, zone, settings, number, arrivalId } = about;
  const { values, arrivalKind, arrivedAt, grade } = registration;
  const id = newId(work.now);
  const key = newCustomerKey(work.keys, id);
  const dataKey = key.key;
  const missing = listMissing(values, settings.completeFields);
  const fresh = { id, dataKey, actor, holder, registration };
  const reviewState = openReview(work, {
    customerId: id,
    cause: 'registration',
    authorIds: [actor.id],
    settings,
  });
  // Where the review comes first it plans the first follow-up when it is over.
  const isHeld = waitsForReview({ reviewState }, settings);
  const dueAt = isHeld ? null : planFirst(work, { ...fresh, settings });
  putCustomer(work, {
    id,
    number,
    key,
    teamId: holder.teamId,
    repId: holder.rep?.id ?? null,
    registeredById: actor.id,
    arrivalKind,
    arrivedAt,
    grade,
    consentAt: registration.consent ? work.now : null,
    completeness: completenessOf(missing.length, settings.completeFields.length),
    missing,
    ...firstCounts(registration),
    ...startClock(holder, { registration, settings, zone, now: work.now }),
    reviewState,
    hasPlan: dueAt !== null,
    values,
  });
  beginHistory(work, fresh);
  noteFirstContact(work, fresh);
  if (registration.form) putDraftAway(work, actor.id, registration.form);
  audit(work, {
    actor,
    action: 'customer.register',
    subject: { kind: 'customer', id },
    customer: { id, dataKey },
    details: { number, arrivalKind, ...(arrivalId && { arrivalId }) },
    changes: listChanges({}, canonicalValues(values)),
  });
  return { id, number, dataKey, missing, dueAt };
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
function startClock(
  { rep }: Holder,
  of: { registration: Registration; settings: Settings; zone: string; now: Date },
): { protectedUntil: Date | null; protectionBecause: string | null } {
  if (!rep) return { protectedUntil: null, protectionBecause: null };
  const { registration, settings, zone, now } = of;
  const { arrivalKind, grade } = registration;
  const { until, because } = protectionOf({
    claimedAt: now,
    arrivalKind,
    grade,
    effectiveContacts: [],
    exemptions: [],
    settings,
    zone,
  });
  return { protectedUntil: until, protectionBecause: because };
}
