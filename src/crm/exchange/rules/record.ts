import { Refusal } from '../../../lib/refusal.ts';
import { attempt } from './attempt.ts';
import { readInstant } from './cells.ts';
import type { Column } from './columns.ts';
import { readContacts } from './contacts.ts';
import type { Person } from './people.ts';
import type { Desk, Incoming, Reading } from './row.ts';

type Recorded = Omit<Incoming, 'row' | 'values' | 'noted'>;

/** What a row says beside the fields: dates, authors, rep, team, history. Null where a reason was given. */
export function readRecord(reading: Reading): Recorded | null {
  const { typed, desk, reasons, note } = reading;
  const at = (column: Column) => {
    const text = typed[column];
    if (text === undefined) return null;
    return attempt(reasons, column, () => {
      const instant = readInstant(text, desk.zone, desk.order);
      if (instant > desk.now) throw new Refusal('inTheFuture');
      return instant;
    });
  };
  const choice = (column: Column): string | null => {
    const text = typed[column];
    if (text === undefined) return null;
    const found = desk.choose(column, text)?.[0] ?? null;
    if (!found) note(column, text);
    return found;
  };
  const person = (column: Column): Person | null => {
    const text = typed[column];
    if (text === undefined) return null;
    const found = desk.findPerson(text);
    if (!found) note(column, text);
    return found;
  };
  const named = person('rep');
  const rep = canHold(named) ? named : null;
  if (named && !rep) note('rep', typed.rep ?? '');
  const teamId = teamOf(typed.team, rep, desk);
  if (!teamId) reasons.push('teamUnknown:team');
  const registeredAt = at('registeredAt');
  const arrivedAt = at('arrivedAt') ?? registeredAt;
  const lastContactAt = at('lastContactAt');
  const arrivalKind = choice('arrivalKind');
  const from = registeredAt ?? arrivedAt ?? lastContactAt ?? desk.now;
  const contacts = readContacts(
    { text: typed.contacts ?? null, lastAt: lastContactAt, otherwise: from },
    desk,
  );
  if (!teamId || reasons.length > 0) return null;
  return {
    teamId,
    repId: rep?.teamIds.includes(teamId) ? rep.id : null,
    registeredById: person('registeredBy')?.id ?? null,
    registeredAt: registeredAt ?? arrivedAt ?? desk.now,
    arrivalKind: arrivalKind ?? 'visit',
    isArrivalKnown: arrivalKind !== null,
    arrivedAt: arrivedAt ?? from,
    grade: choice('grade'),
    stage: choice('stage') ?? 'potential',
    consent: choice('consent') === 'yes',
    contacts,
  };
}

/** Only an active rep can have customers. */
const canHold = (person: Person | null): boolean =>
  person?.active === true && person.role === 'rep';

/** The team the row names, else the rep's, else the file's. */
function teamOf(named: string | undefined, rep: Person | null, desk: Desk): string | null {
  if (named !== undefined) return desk.findTeam(named);
  const own = rep?.teamIds.find(desk.mayBring);
  return own ?? desk.teamId;
}
