import type { Work } from '../../db/transact.ts';
import { planMessage, redrawMessage, redrawSlot } from '../../ledger/plan.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { listActiveMembers, type Team } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { getSettings } from '../settings/store.ts';
import { readRotaOf, showRota } from './board.ts';
import type { Place, Rota } from './rules/rota.ts';
import { type Arrival, insertArrival } from './store/arrivals.ts';
import { lockDesk, savePlace } from './store/rota.ts';

/** A party that is at the door. */
export interface Party {
  team: Team;
  /** The rep the customer asks for; null: whose turn it is. */
  askedFor: string | null;
  partySize: number | null;
  /** It was reported by a partner. */
  isReported?: boolean;
}

/** The kind of the notice to the rep who receives. */
const ARRIVAL = 'arrival';

/**
 * 来客 Stamps an arrival by the database's time and gives it to the rep whose turn it is, or who was asked
 * for; the rota moves on. Two at once wait for each other at the desk and get two reps. Throws
 * `nobodyOnDuty`, `notARep`.
 */
export async function receiveParty(work: Work, actor: Actor, party: Party): Promise<Arrival['id']> {
  const { tx, now } = work;
  const { team } = party;
  const desk = await lockDesk(tx, team.id);
  const rota = await readRotaOf(tx, team, now);
  const { memberId, place } = await receiverOf(work, rota, party);
  const { askedUsesTurn } = await getSettings(tx, team.id, now);
  const usesTurn = place !== null && (party.askedFor === null || askedUsesTurn);
  if (usesTurn)
    await savePlace(tx, {
      teamId: team.id,
      memberId,
      state: place.state,
      since: place.since,
      toEnd: true,
    });
  const id = newId(now);
  const how = party.isReported ? 'report' : party.askedFor ? 'asked' : 'turn';
  await insertArrival(work, {
    id,
    teamId: team.id,
    day: civilDay(now, team.zone),
    memberId,
    byId: actor.id,
    how,
    placeBefore: usesTurn ? place.place : null,
    partySize: party.partySize,
    messageId: await planNotice(work, id, memberId),
  });
  await showRota(work, team, desk, actor.id);
  audit(work, {
    actor,
    action: 'arrival.note',
    subject: { kind: 'arrival', id },
    details: { teamId: team.id, for: memberId, how },
  });
  return id;
}

async function receiverOf(
  work: Work,
  rota: Rota,
  { team, askedFor }: Party,
): Promise<{ memberId: string; place: Place | null }> {
  if (askedFor === null) {
    const [first] = rota.turn;
    if (!first) throw new Refusal('nobodyOnDuty');
    return { memberId: first.memberId, place: first };
  }
  const reps = await listActiveMembers(work.tx, [team.id]);
  const asked = reps.find(({ id, role }) => id === askedFor && role === 'rep');
  if (!asked) throw new Refusal('notARep', {}, 'rep');
  const places = [...rota.turn, ...rota.skipped, ...rota.absent];
  return { memberId: asked.id, place: places.find((one) => one.memberId === asked.id) ?? null };
}

/** Tells the rep that a party is theirs, with the button that opens the form. */
function planNotice(work: Work, arrivalId: string, memberId: string): Promise<string | null> {
  return planMessage(work.tx, {
    kind: ARRIVAL,
    memberId,
    target: 'dm',
    recipient: `${ARRIVAL}:${arrivalId}`,
    slot: 'notice',
    dueAt: work.now,
    content: { arrivalId },
  });
}

/** Whom and when somebody was told at closing time. */
export const closingSlot = ({ memberId, day }: Pick<Arrival, 'memberId' | 'day'>) => ({
  recipient: `arrivals:${memberId}`,
  slot: day,
});

/** Draws the rep's notice again after something about the party changed, and what closing time told. */
export async function redrawNotice(
  { tx }: Pick<Work, 'tx'>,
  arrival: Pick<Arrival, 'messageId' | 'memberId' | 'day'>,
): Promise<void> {
  if (arrival.messageId) await redrawMessage(tx, arrival.messageId);
  await redrawSlot(tx, closingSlot(arrival));
}
