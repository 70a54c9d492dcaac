import { transact, type Work } from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';
import { listAway } from '../absence/store.ts';
import type { Actor } from '../access/actor.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { type CustomerRecord, findCustomerByNumber } from '../customers/store.ts';
import { findByPhones } from '../customers/store-unique.ts';
import { noteCheck } from '../customers/unique.ts';
import { getSettings } from '../settings/store.ts';
import { linkArrival } from './linking.ts';
import { redrawNotice } from './receive.ts';
import type { Said } from './schema.ts';
import { type Arrival, keepPhone, lockArrival, saveArrival } from './store/arrivals.ts';
import { insertCourtesy } from './store/courtesy.ts';
import { restorePlace } from './store/rota.ts';

/**
 * What the register says of a party, blindly: new, the receiver's own customer, in a pool, or somebody's
 * whose rep is being called; never whose.
 */
export type Told = 'new' | 'own' | 'pool' | 'called' | 'asked-manager';

/** No customer has the number that was said: nothing is noted of the party. */
class NobodyOfNumber extends Error {}

/**
 * Runs a write that may ask about a number. Where nobody has it the write rolls back; the question counts
 * towards the limit of the hour all the same. Throws `arrivalUnknown`, `checkedTooOften`.
 */
export async function countingQuestions<R>(ctx: Ctx, write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof NobodyOfNumber)) throw error;
    await transact(ctx, async (work) => {
      await noteCheck(work, ctx.actor, { by: 'arrival', ids: [] });
      return { found: 0 };
    });
    throw new Refusal('arrivalUnknown', {}, 'who');
  }
}

/**
 * Keeps what was said about a party and asks the register about the phone or number (义务接待):
 * a colleague's customer is theirs to receive, so they are called first. Throws `notAllowed`,
 * `arrivalDone`, and what `noteCheck` throws; runs within `countingQuestions`.
 */
export async function keepSaid(
  work: Work,
  actor: Actor,
  arrivalId: string,
  { partySize, identity }: Said,
): Promise<Told | null> {
  const arrival = await lockArrival(work.tx, arrivalId);
  if (!arrival) throw new Refusal('notAllowed');
  if (arrival.outcome || arrival.voidedAt) throw new Refusal('arrivalDone');
  if (partySize !== null) await saveArrival(work.tx, arrivalId, { partySize });
  const told = identity ? await ask(work, actor, arrival, identity) : null;
  await redrawNotice(work, arrival);
  return told;
}

async function ask(
  work: Work,
  actor: Actor,
  arrival: Arrival,
  identity: NonNullable<Said['identity']>,
): Promise<Told> {
  const { tx, keys } = work;
  const known =
    identity.by === 'phone'
      ? await findByPhones(tx, keys, [identity.e164])
      : await findCustomerByNumber(tx, identity.number);
  await noteCheck(work, actor, { by: 'arrival', ids: known ? [known.id] : [] });
  if (!known) {
    if (identity.by === 'number') throw new NobodyOfNumber();
    await keepPhone(work, arrival.id, identity.e164);
    return 'new';
  }
  return meet(work, actor, arrival, known);
}

/** What follows where the party is a registered customer. */
export async function meet(
  work: Work,
  actor: Actor,
  arrival: Arrival,
  known: CustomerRecord,
): Promise<Told> {
  if (known.status !== 'active') return 'asked-manager';
  if (known.repId === null) return 'pool';
  if (known.repId === arrival.memberId) {
    await linkArrival(work, arrival, known.id, 'known');
    return 'own';
  }
  await callAssigned(work, actor, arrival, { ...known, repId: known.repId });
  return 'called';
}

const MINUTE_MS = 60_000;

/** Calls the assigned rep; the receiver's turn is given back, and hears of it when no answer comes. */
async function callAssigned(
  work: Work,
  actor: Actor,
  arrival: Arrival,
  customer: { id: string; repId: string },
): Promise<void> {
  const { tx, now } = work;
  const settings = await getSettings(tx, arrival.teamId, now);
  const id = newId(now);
  const recipient = `courtesy:${id}`;
  const messageId = await planMessage(tx, {
    kind: 'courtesy-call',
    memberId: customer.repId,
    target: 'dm',
    recipient,
    slot: 'call',
    dueAt: now,
    content: { courtesyId: id },
  });
  await insertCourtesy(tx, {
    id,
    arrivalId: arrival.id,
    customerId: customer.id,
    assignedId: customer.repId,
    receiverId: arrival.memberId,
    calledAt: now,
    assignedShare: settings.courtesyShare,
    messageId,
  });
  const cover = (await listAway(tx, now)).get(customer.repId)?.coverId;
  if (cover && cover !== arrival.memberId)
    await planMessage(tx, {
      kind: 'courtesy-call',
      memberId: cover,
      target: 'dm',
      recipient,
      slot: 'cover',
      dueAt: now,
      content: { courtesyId: id },
    });
  await planMessage(tx, {
    kind: 'courtesy-word',
    memberId: arrival.memberId,
    target: 'dm',
    recipient,
    slot: 'wait',
    dueAt: new Date(now.getTime() + settings.courtesyWaitMinutes * MINUTE_MS),
    content: { courtesyId: id, about: 'silence' },
  });
  await saveArrival(tx, arrival.id, {
    outcome: 'courtesy',
    closedAt: now,
    customerId: customer.id,
    phoneSealed: null,
  });
  if (arrival.placeBefore !== null)
    await restorePlace(tx, {
      teamId: arrival.teamId,
      memberId: arrival.memberId,
      place: arrival.placeBefore,
    });
  audit(work, {
    actor,
    action: 'courtesy.call',
    subject: { kind: 'arrival', id: arrival.id },
    details: { courtesyId: id, assigned: customer.repId, receiver: arrival.memberId },
  });
}
