import type { DataKey } from '../../db/sealing.ts';
import type { Work } from '../../db/transact.ts';
import { planNudges } from '../../ledger/plan.ts';
import { Refusal } from '../../lib/refusal.ts';
import { listAway } from '../absence/store.ts';
import type { Actor } from '../access/actor.ts';
import { findMember, listActiveMembers } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Change } from '../audit/rules.ts';
import { openLocked } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import { listOpenOf, saveFollowUp } from '../followups/store.ts';
import { sendToPool } from '../ownership/offering.ts';
import { giveTo } from '../ownership/store/holder.ts';
import { getSettings } from '../settings/store.ts';
import { type Arriving, type AssignDesk, type Choice, chooseAmong } from './rules.ts';
import { countHolding, listTurns, lockTeam, takeTurns } from './store.ts';

/** A customer who needs a rep, as the rules see one. */
export interface Wanted extends Arriving {
  teamId: string;
}

/** Who gives: a person, or the office's own rules. */
export type Giver = Actor | 'system';

/** Desks opened in a transaction, and the names at them: a batch of arrivals asks the database once. */
const desks = new WeakMap<Work, Map<string, AssignDesk>>();
const names = new WeakMap<Work, Map<string, string>>();

/**
 * Who of a team gets a customer that arrives without a rep, by the rules in force (`chooseAmong`); whose
 * turn it was is counted. Arrivals of a team wait for each other, so that two at once do not go to one
 * person. Chooses only: `giveArriving` gives an existing record, `noteGiven` notes one that was written
 * with the chosen rep. `exceptId`: who is to get nothing, since they leave.
 */
export async function chooseRep(
  work: Work,
  wanted: Wanted,
  { exceptId }: { exceptId?: string } = {},
): Promise<Choice> {
  const [choice] = await chooseReps(work, [wanted], exceptId);
  return choice!;
}

/** The same for many, in their order; a turn is written once a person, the last one of each. */
export async function chooseReps(
  work: Work,
  many: readonly Wanted[],
  exceptId?: string,
): Promise<Choice[]> {
  const choices: Choice[] = [];
  const turns = new Map<string, { teamId: string; memberId: string }>();
  for (const wanted of many) {
    const desk = await openDesk(work, wanted.teamId);
    const colleagues = desk.colleagues.filter(({ id }) => id !== exceptId);
    const choice = chooseAmong(wanted, { ...desk, colleagues });
    choices.push(choice);
    const chosen = desk.colleagues.find(({ id }) => id === choice.repId);
    if (!chosen) continue;
    chosen.holding += 1;
    if (choice.why === 'last-resort') continue;
    chosen.turn = nextTurn(desk);
    const key = `${wanted.teamId} ${chosen.id}`;
    turns.delete(key);
    turns.set(key, { teamId: wanted.teamId, memberId: chosen.id });
  }
  if (turns.size > 0) await takeTurns(work.tx, [...turns.values()]);
  return choices;
}

/** Later than every turn of the team so far. */
function nextTurn({ colleagues }: AssignDesk): bigint {
  return (
    colleagues.reduce((latest, { turn }) => (turn !== null && turn > latest ? turn : latest), 0n) +
    1n
  );
}

async function openDesk(work: Work, teamId: string): Promise<AssignDesk> {
  const opened = desks.get(work) ?? new Map<string, AssignDesk>();
  desks.set(work, opened);
  const known = opened.get(teamId);
  if (known) return known;
  const { tx, now } = work;
  await lockTeam(tx, teamId);
  const members = await listActiveMembers(tx, [teamId]);
  const ids = members.map(({ id }) => id);
  names.set(
    work,
    new Map([...(names.get(work) ?? []), ...members.map(({ id, name }) => [id, name] as const)]),
  );
  const [settings, away, turns] = [
    await getSettings(tx, teamId, now),
    await listAway(tx, now),
    await listTurns(tx, teamId),
  ];
  // Asked for only where it decides: it counts a whole team's customers.
  const asksLoad = settings.assignWay === 'least_busy';
  const holding = asksLoad ? await countHolding(tx, ids) : new Map<string, number>();
  const colleagues = members.map(({ id, role, active, teamIds }) => ({
    id,
    role,
    active,
    teamIds,
    isAway: away.has(id),
    turn: turns.get(id) ?? null,
    holding: holding.get(id) ?? 0,
  }));
  const desk = { teamId, settings, colleagues };
  opened.set(teamId, desk);
  return desk;
}

/**
 * Gives a customer without a rep to whom the rules choose: assignment, protection, open follow-ups,
 * history with the reason, and a notice to the rep; where nobody is there, the pool, offered to the team.
 * `isTold` false: the caller tells the rep itself (an import, once). Throws `alreadySo` where it has a rep.
 */
export async function giveArriving(
  work: Work,
  customerId: string,
  { by, isTold = true }: { by: Giver; isTold?: boolean },
): Promise<Choice> {
  const file = await openLocked(work, customerId);
  if (!file || file.repId) throw new Refusal('alreadySo');
  const choice = await chooseRep(work, wantedOf(file));
  if (choice.repId) await giveChosen(work, file, { ...choice, repId: choice.repId }, by);
  else await sendToPool(work, file);
  await noteGiven(work, file, { choice, by, isTold });
  return choice;
}

/** What the rules look at of a file. */
export function wantedOf({ teamId, values }: Pick<CustomerFile, 'teamId' | 'values'>): Wanted {
  const { source, districts, language } = values;
  return { teamId, source, districts, language };
}

async function giveChosen(
  work: Work,
  file: CustomerFile,
  choice: Choice & { repId: string },
  by: Giver,
): Promise<void> {
  const byId = by === 'system' ? null : by.id;
  await giveTo(work, file, { toId: choice.repId, byId, why: choice.why });
  for (const row of await listOpenOf(work.tx, file.id))
    await saveFollowUp(work, row, { memberId: choice.repId });
}

/** Notes why a customer went where, in its history, and tells the rep who got it. */
export async function noteGiven(
  work: Work,
  customer: { id: string; dataKey: DataKey },
  given: { choice: Choice; by: Giver; isTold?: boolean },
): Promise<void> {
  const { choice, by, isTold = true } = given;
  const { why, rule, repId } = choice;
  audit(work, {
    actor: by,
    action: 'customer.assign',
    subject: { kind: 'customer', id: customer.id },
    customer,
    details: { to: choice.repId, why, ...(rule && { rule: { by: rule.by, value: rule.value } }) },
    changes: await sayChoice(work, choice, null),
  });
  if (repId && isTold && !(by !== 'system' && by.id === repId))
    await tellArrived(work, customer.id, repId);
}

/** Who had it, who gets it and why, as the history keeps it. */
export async function sayChoice(
  work: Work,
  { repId, why, rule, absentIds }: Choice,
  before: string | null,
): Promise<Change[]> {
  const absent: string[] = [];
  for (const id of absentIds) absent.push(await nameOf(work, id));
  const name = repId ? await nameOf(work, repId) : null;
  const because = { why, value: rule?.value ?? null, absent: absent.filter(Boolean) };
  return [
    ...(name || before ? [{ field: 'assignedRep', old: before, new: name }] : []),
    { field: 'assignedBecause', old: null, new: JSON.stringify(because) },
  ];
}

/** Asked for once in a transaction. */
async function nameOf(work: Work, id: string): Promise<string> {
  const known = names.get(work) ?? new Map<string, string>();
  names.set(work, known);
  const name = known.get(id) ?? (await findMember(work.tx, id))?.name ?? '';
  known.set(id, name);
  return name;
}

/** Rule of the reasons in a message that tells a rep of new customers, and its kind in the ledger. */
const ARRIVED = 'arrived';

/** Customers that come in one after the other leave in one message. */
async function tellArrived({ tx, now }: Work, customerId: string, repId: string): Promise<void> {
  await planNudges(tx, [
    {
      rule: ARRIVED,
      subjectId: customerId,
      slot: now.toISOString(),
      rung: 0,
      aboutId: customerId,
      memberId: repId,
      dueAt: now,
      envelope: {
        kind: ARRIVED,
        recipient: `${ARRIVED}:${repId}`,
        memberId: repId,
        target: 'dm',
        at: now,
      },
    },
  ]);
}
