import { setImmediate as others } from 'node:timers/promises';
import { insertRows } from '../../../db/bulk.ts';
import { type NewCustomerKey, newCustomerKey } from '../../../db/data-keys.ts';
import { type Keyring, seal } from '../../../db/sealing.ts';
import type { Work } from '../../../db/transact.ts';
import { addColumns } from '../../../lib/columns.ts';
import { newId } from '../../../lib/id.ts';
import { sealValues } from '../../customers/store-new.ts';
import { completenessOf, listMissing } from '../../customers/values.ts';
import { tally } from '../../interactions/rules.ts';
import { protectionOf } from '../../ownership/rules/protection.ts';
import type { Settings } from '../../settings/rules.ts';
import type { OldContact } from '../rules/contacts.ts';
import type { Incoming } from '../rules/row.ts';

/** What of a customer is ready before anybody is asked: its id and key, and what its values become. */
export interface Prepared {
  id: string;
  key: NewCustomerKey;
  rows: ReturnType<typeof sealValues>;
}

/**
 * Seals and hashes what a row tells: the longest part of bringing it in, done while the database is busy with
 * the rows before it.
 */
export function prepare(at: { keys: Keyring; now: Date }, { values }: Incoming): Prepared {
  const id = newId(at.now);
  const key = newCustomerKey(at.keys, id);
  return { id, key, rows: sealValues(at, { id, values, dataKey: key.key }) };
}

/** A customer to be written: what the row says, who gets it, and under which rules. */
export interface Arrival extends Prepared {
  incoming: Incoming;
  repId: string | null;
  /** Why the assignment began. */
  why: string;
  /** Who stands as author where the row names nobody of ours. */
  importerId: string;
  settings: Settings;
  zone: string;
  /** From when it may be claimed where nobody has it. */
  poolOpenAt: Date;
  /** State of its review, which is put along with it; null: nobody looks at it. */
  reviewState: string | null;
}

/** Rows that are laid out before people who press a button at this moment get their turn. */
const AT_A_STRETCH = 50;

/**
 * Writes customers as they were kept elsewhere: dates and authors as the file tells, the history as it
 * happened. Protection begins now, so that nobody loses a customer by having it brought along, and what
 * lies behind asks for nothing: the clock of silence begins now too. A statement per table for all of them;
 * `meanwhile` is called when the longest one has left.
 */
export async function insertArrivals(
  work: Work,
  arrivals: readonly Arrival[],
  meanwhile: () => void,
): Promise<void> {
  if (arrivals.length === 0) return;
  const { tx } = work;
  const laid: ReturnType<typeof layOut>[] = [];
  for (const arrival of arrivals) {
    laid.push(layOut(work, arrival));
    if (laid.length % AT_A_STRETCH === 0) await others();
  }
  await insertRows(
    tx,
    'customer_keys',
    arrivals.map(({ id, key: { kid, wrapped } }) => ({ customerId: id, kid, wrapped })),
  );
  const customers = laid.map(({ customer }) => customer);
  await Promise.all([insertRows(tx, 'customers', customers), others().then(meanwhile)]);
  await insertRows(
    tx,
    'customer_phones',
    laid.flatMap(({ phones }) => phones),
  );
  await insertRows(
    tx,
    'assignments',
    laid.flatMap(({ assignment }) => assignment),
  );
  await insertRows(
    tx,
    'stage_moves',
    laid.flatMap(({ moves }) => moves),
  );
  await insertRows(
    tx,
    'interactions',
    laid.flatMap(({ contacts }) => contacts),
  );
}

function layOut(work: Work, arrival: Arrival) {
  const { id, incoming, repId, settings, importerId } = arrival;
  const { values, registeredAt, grade, stage, arrivalKind } = incoming;
  const author = incoming.registeredById ?? importerId;
  const contacts = contactsOf(incoming);
  const missing = listMissing(values, settings.completeFields);
  const begun = [{ fromStage: null, toStage: 'potential', at: registeredAt }];
  const reached = contacts.at(-1)?.at ?? registeredAt;
  const later =
    stage === 'potential' ? [] : [{ fromStage: 'potential', toStage: stage, at: reached }];
  return {
    customer: addColumns(
      {
        id,
        teamId: incoming.teamId,
        repId,
        registeredById: author,
        registeredAt,
        arrivalKind,
        arrivedAt: incoming.arrivedAt,
        grade,
        consentAt: incoming.consent ? registeredAt : null,
        completeness: completenessOf(missing.length, settings.completeFields.length),
        missing,
        ...countsOf(contacts),
        ...clockOf(work, arrival),
        confirmedAt: work.now,
        updatedAt: work.now,
        stage,
        lastAttemptAt: tallied(contacts).lastAttemptAt,
        silenceNudgedAt: work.now,
        enquiryRung: PAST_ENQUIRIES,
        reviewState: arrival.reviewState,
        pooledAt: repId === null ? work.now : null,
        poolOpenAt: repId === null ? arrival.poolOpenAt : null,
      },
      // Their keys count as made when they are written, not when they were sealed ahead: the sweep goes by it.
      { ...arrival.rows.columns, keyedAt: work.now },
    ),
    phones: arrival.rows.phones,
    assignment: repId === null ? [] : [assignmentOf(work, arrival, repId)],
    moves: [...begun, ...later].map((move) => ({
      id: newId(work.now),
      customerId: id,
      byId: author,
      ...move,
    })),
    contacts: contacts.map((contact) => contactRow(work, arrival, contact, repId ?? author)),
  };
}

/** An enquiry of before is no enquiry that waits. */
const PAST_ENQUIRIES = 2;

/** The visit or call with which the customer came, where the row says so, and the contacts after it, in order. */
function contactsOf(incoming: Incoming): OldContact[] {
  const { arrivalKind, arrivedAt, isArrivalKnown, contacts } = incoming;
  const isContact = isArrivalKnown && (arrivalKind === 'visit' || arrivalKind === 'call_in');
  const isTold = contacts.some(
    ({ kind, at }) => kind === arrivalKind && at.getTime() === arrivedAt.getTime(),
  );
  const first = { at: arrivedAt, kind: arrivalKind, effective: true, said: null };
  return [...(isContact && !isTold ? [first] : []), ...contacts].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

const tallied = (contacts: readonly OldContact[]) =>
  tally(
    contacts.map(({ at, kind, effective }) => ({
      kind,
      effective,
      happenedAt: at,
      withdrawn: false,
    })),
  );

function countsOf(contacts: readonly OldContact[]) {
  const { lastEffectiveAt, effectiveCount, visitCount } = tallied(contacts);
  return { lastEffectiveAt, effectiveCount, visitCount };
}

function clockOf({ now }: Work, { incoming, repId, settings, zone }: Arrival) {
  if (repId === null) return { protectedUntil: null, protectionBecause: null };
  const { until, because } = protectionOf({
    claimedAt: now,
    arrivalKind: incoming.arrivalKind,
    grade: incoming.grade,
    effectiveContacts: [],
    exemptions: incoming.stage === 'closed' ? [{ from: now, to: null }] : [],
    settings,
    zone,
  });
  return { protectedUntil: until, protectionBecause: because };
}

function assignmentOf({ now }: Work, { id, incoming, importerId, why }: Arrival, repId: string) {
  const isNamed = why === 'imported';
  return {
    id: newId(now),
    customerId: id,
    memberId: repId,
    fromAt: isNamed ? incoming.registeredAt : now,
    protectedFrom: now,
    byId: isNamed ? (incoming.registeredById ?? importerId) : null,
    why,
  };
}

function contactRow(
  { now }: Work,
  { id: customerId, key, incoming }: Arrival,
  { at, kind, effective, said }: OldContact,
  memberId: string,
) {
  const id = newId(now);
  const place = { table: 'interactions', column: 'said_sealed', rowId: id };
  return {
    id,
    customerId,
    memberId,
    kind,
    effective,
    outcome: null,
    happenedAt: at,
    enteredAt: now,
    partySize: kind === 'visit' ? incoming.values.partySize : null,
    saidSealed: said ? new Uint8Array(seal(key.key, place, said)) : null,
  };
}
