import type { Handle } from '../../db/client.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import type { Keyring } from '../../db/sealing.ts';
import { transact, type Work } from '../../db/transact.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { Refusal, type RefusalParams } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { can } from '../access/rules.ts';
import { lockMember } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { countActions } from '../audit/store.ts';
import type { Ctx } from '../context.ts';
import { getSettings } from '../settings/store.ts';
import { sayNumber } from './rules.ts';
import { type Standing, standingOf } from './rules-standing.ts';
import type { CustomerRecord } from './store.ts';
import { findByNationalId, findByPhones } from './store-unique.ts';

/**
 * What a record is to have that only one may have. `exceptId`: the record itself, where it exists already.
 * `isTaken`: where somebody looked already.
 */
export interface Brought {
  phones: string[];
  nationalId?: string | null;
  exceptId?: string;
  isTaken?: boolean;
}

/** A phone (or a national id) that a write brings is another record's: the write rolls back, then `blindly` says so. */
class PhoneTaken extends Error {
  readonly brought: Brought;

  constructor(brought: Brought, cause?: unknown) {
    super('phone taken', { cause });
    this.brought = brought;
  }
}

/**
 * Writes what brings phones, inside the transaction, unless another live record has one (#33). Where
 * somebody else is faster by a moment, the unique index decides.
 */
export async function bringPhones<R>(
  at: { tx: Handle; keys: Keyring },
  brought: Brought,
  write: () => Promise<R>,
): Promise<R> {
  const isTaken = brought.isTaken ?? (await findTaken(at.tx, at.keys, brought)) !== null;
  if (isTaken) throw new PhoneTaken(brought);
  return racing(brought, write);
}

/** Runs a write of what somebody looked for a moment ago: where another is faster, the unique index decides. */
export async function racing<R>(brought: Brought, write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    const mayBeTaken = brought.phones.length > 0 || brought.nationalId;
    throw isUniqueViolation(error) && mayBeTaken ? new PhoneTaken(brought, error) : error;
  }
}

/** What else is written when a record was to get what another one (`otherId`) has. */
export type NoteTaken = (work: Work, brought: Brought, otherId: string) => Promise<void>;

/**
 * Runs a transaction that brings phones. Where one is known already nothing is written, and the person
 * gets the blind answer: their own customer by name, of anybody else's only how it stands. The answer
 * counts and is noted as a check, and `noteTaken` with it.
 */
export async function blindly<R>(
  ctx: Ctx,
  write: () => Promise<R>,
  noteTaken?: NoteTaken,
): Promise<R> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof PhoneTaken)) throw error;
    await refuseTaken(ctx, error.brought, noteTaken);
    // Who had it a moment ago took it back meanwhile: the next try succeeds.
    throw error.cause ?? new Refusal(heldRefusal.code, {}, 'phones');
  }
}

/** The record that has one of them already, and which. */
async function findTaken(db: Handle, keys: Keyring, brought: Brought): Promise<Taken | null> {
  const { phones, nationalId, exceptId } = brought;
  const byPhone = await findByPhones(db, keys, phones, exceptId);
  if (byPhone) return { ...byPhone, by: 'phone' };
  const byId = nationalId ? await findByNationalId(db, keys, nationalId, exceptId) : null;
  return byId && { ...byId, by: 'id' };
}

type Taken = CustomerRecord & { by: 'phone' | 'id' };
const FIELDS = { phone: 'phones', id: 'nationalId' } as const;

async function refuseTaken(
  ctx: Ctx,
  brought: Brought,
  noteTaken: NoteTaken | undefined,
): Promise<void> {
  const found = await findTaken(ctx.db, ctx.keys, brought);
  if (!found) return;
  const { code, params, offer } = await transact(ctx, async (work) => {
    const known = await findTaken(work.tx, work.keys, brought);
    const { exemptMembers } = await getSettings(work.tx, known?.teamId ?? null, work.now);
    const standing = known && standingOf(known, ctx.actor, exemptMembers);
    const ids = known ? [known.id] : [];
    const checkId = await noteCheck(work, ctx.actor, { by: 'registration', ids });
    if (known && noteTaken) await noteTaken(work, brought, known.id);
    const told = known && standing ? refusalOf(known, standing, ctx.actor) : heldRefusal;
    return { ...told, offer: known && standing && offerOf(known, standing, ctx.actor, checkId) };
  });
  throw new Refusal(code, params, FIELDS[found.by], offer ?? undefined);
}

/**
 * What can be done instead: one's own opened, one of the team's pool claimed, a case opened about what is
 * protected, by the note of this check and never by the record's id.
 */
function offerOf(
  { id, teamId }: Taken,
  standing: Standing,
  actor: Actor,
  checkId: string,
): Refusal['offer'] | null {
  switch (standing.kind) {
    case 'yours':
      return { doing: 'customer.card', input: { id } };
    case 'pool':
      return can(actor, 'pool:claim', { teamId }) ? { doing: 'pool.claim', input: { id } } : null;
    case 'protected':
      return actor.role === 'rep' ? { doing: 'case.open', input: { checkId, nth: 0 } } : null;
  }
}

type Told = { code: string; params: RefusalParams };
const heldRefusal: Told = { code: 'phoneHeld', params: {} };

function refusalOf(known: Taken, standing: Standing, { zone }: Actor): Told {
  const { by } = known;
  switch (standing.kind) {
    case 'yours':
      return { code: `${by}Yours`, params: { number: sayNumber(known.number), name: known.name } };
    case 'pool':
      return { code: standing.isTeams ? `${by}InPool` : `${by}PoolElsewhere`, params: {} };
    case 'protected':
      return standing.until
        ? { code: `${by}Protected`, params: { until: civilDay(standing.until, zone) } }
        : { code: `${by}Held`, params: {} };
  }
}

const HOUR_MS = 3_600_000;

/**
 * Notes that somebody asked whether a person is registered: how, and which records it was about; `others`:
 * those of them that are likely somebody else, a relative. Throws
 * `checkedTooOften` over the limit of the hour; checks of one person wait for each other, so that the limit holds.
 * Answers the id of the note: by it, and by nothing else, the person may claim what was found.
 */
export async function noteCheck(
  work: Work,
  actor: Actor,
  check: { by: string; ids: string[]; others?: string[] },
): Promise<string> {
  await lockMember(work.tx, actor.id);
  const { checksPerHour: limit } = await getSettings(work.tx, actor.teamIds[0] ?? null, work.now);
  if ((await countChecks(work, actor)) >= limit) throw new Refusal('checkedTooOften', { limit });
  return audit(work, {
    actor,
    action: 'customer.check',
    // Not in the customer's history: its rep is not to know who asked.
    subject: { kind: 'check', id: null },
    details: { by: check.by, found: check.ids, ...(check.others && { others: check.others }) },
  });
}

/** How many checks the person has left in this hour, those of this transaction counted. */
export async function checksLeft(work: Work, actor: Actor): Promise<number> {
  const { checksPerHour } = await getSettings(work.tx, actor.teamIds[0] ?? null, work.now);
  return Math.max(0, checksPerHour - (await countChecks(work, actor)));
}

async function countChecks({ tx, now, auditRows }: Work, { id }: Actor): Promise<number> {
  const since = new Date(now.getTime() - HOUR_MS);
  const noted = auditRows.filter(
    ({ actorId, action }) => actorId === id && action === 'customer.check',
  );
  return noted.length + (await countActions(tx, id, 'customer.check', since));
}
