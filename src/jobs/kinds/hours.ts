import type { Draft } from '../../ledger/hooks.ts';
import { type Hours, nextSlot } from '../../nudges/hours.ts';
import type { Office, Person } from '../../nudges/office.ts';

/** How often it is looked whether somebody who is with a customer is back. */
const BUSY_MS = 30_000;

/** Why a message does not leave at this moment: at that time, when they are back; or null. */
export function notNow(person: Person, hours: Hours, office: Office): Draft | null {
  const { now } = office;
  const settings = office.settings(person.teamIds[0] ?? null);
  const at = nextSlot(now, hours, { settings, zone: person.zone });
  if (at > now) return { go: 'later', at };
  return person.busyUntil && person.busyUntil > now ? { go: 'hold', ms: BUSY_MS } : null;
}
