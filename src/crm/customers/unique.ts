import type { Handle } from '../../db/client.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import type { Keyring } from '../../db/sealing.ts';
import { transact, type Work } from '../../db/transact.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { Refusal, type RefusalParams } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { lockMember } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { countActions } from '../audit/store.ts';
import type { Ctx } from '../context.ts';
import { getSettings } from '../settings/store.ts';
import { sayNumber } from './rules.ts';
import { type Standing, standingOf } from './rules-standing.ts';
import { findByPhones } from './store.ts';

/** Phones a record is to have. `exceptId`: the record itself, where it exists already. */
interface Brought {
  phones: string[];
  exceptId?: string;
}

/** A phone that a write brings is another record's: the write rolls back, then `blindly` says so. */
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
  const { phones, exceptId } = brought;
  if (await findByPhones(at.tx, at.keys, phones, exceptId)) throw new PhoneTaken(brought);
  try {
    return await write();
  } catch (error) {
    throw isUniqueViolation(error) && phones.length > 0 ? new PhoneTaken(brought, error) : error;
  }
}

/**
 * Runs a transaction that brings phones. Where one is known already nothing is written, and the person
 * gets the blind answer: their own customer by name, of anybody else's only how it stands. The answer
 * counts and is noted as a check.
 */
export async function blindly<R>(ctx: Ctx, write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof PhoneTaken)) throw error;
    await refuseTaken(ctx, error.brought);
    // Who had it a moment ago took it back meanwhile: the next try succeeds.
    throw error.cause ?? new Refusal(heldRefusal.code, {}, 'phones');
  }
}

async function refuseTaken(ctx: Ctx, { phones, exceptId }: Brought): Promise<void> {
  if (!(await findByPhones(ctx.db, ctx.keys, phones, exceptId))) return;
  const { code, params } = await transact(ctx, async (work) => {
    const known = await findByPhones(work.tx, work.keys, phones, exceptId);
    const { exemptMembers } = await getSettings(work.tx, known?.teamId ?? null, work.now);
    const standing = known && standingOf(known, ctx.actor, exemptMembers);
    await noteCheck(work, ctx.actor, { by: 'registration', ids: known ? [known.id] : [] });
    return known && standing ? refusalOf(known, standing, ctx.actor) : heldRefusal;
  });
  throw new Refusal(code, params, 'phones');
}

type Told = { code: string; params: RefusalParams };
const heldRefusal: Told = { code: 'phoneHeld', params: {} };

function refusalOf(
  known: { number: number; name: string },
  standing: Standing,
  { zone }: Actor,
): Told {
  switch (standing.kind) {
    case 'yours':
      return { code: 'phoneYours', params: { number: sayNumber(known.number), name: known.name } };
    case 'pool':
      return { code: standing.isTeams ? 'phoneInPool' : 'phonePoolElsewhere', params: {} };
    case 'protected':
      return standing.until
        ? { code: 'phoneProtected', params: { until: civilDay(standing.until, zone) } }
        : heldRefusal;
  }
}

const HOUR_MS = 3_600_000;

/**
 * Notes that somebody asked whether a person is registered: how, and which records it was about. Throws
 * `tooOften` over the limit of the hour; checks of one person wait for each other, so that the limit holds.
 */
export async function noteCheck(
  work: Work,
  actor: Actor,
  check: { by: string; ids: string[] },
): Promise<void> {
  await lockMember(work.tx, actor.id);
  const { checksPerHour } = await getSettings(work.tx, actor.teamIds[0] ?? null, work.now);
  const since = new Date(work.now.getTime() - HOUR_MS);
  const made = await countActions(work.tx, actor.id, 'customer.check', since);
  if (made >= checksPerHour) throw new Refusal('tooOften', { limit: checksPerHour });
  audit(work, {
    actor,
    action: 'customer.check',
    // Not in the customer's history: its rep is not to know who asked.
    subject: { kind: 'check', id: null },
    details: { by: check.by, found: check.ids },
  });
}
