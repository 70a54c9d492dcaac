import type { Handle } from '../../../db/client.ts';
import { type Reading, read } from '../../../db/transact.ts';
import { requirePermission } from '../../access/rules.ts';
import { listChangedAfter } from '../../audit/store.ts';
import type { Ctx } from '../../context.ts';
import {
  type CustomerFile,
  findCustomer,
  findCustomerByNumber,
  findFile,
} from '../../customers/store.ts';
import { listArrivalsOf } from '../../reception/store/arrivals.ts';
import { type Courtesy, listCourtesiesOf } from '../../reception/store/courtesy.ts';
import { type Clock, type Protection, protectionOf } from '../rules/protection.ts';
import { type OwnerQuestion, readOwnerQuestion } from '../schema.ts';
import { readClock } from '../store/clock.ts';
import { type Hold, listHolds } from '../store/holds.ts';
import { type ContactEvidence, listContactsBy, listPeriods, type Period } from '../store/owner.ts';

/** Whose a customer was, and what says so. */
export interface Ownership {
  file: CustomerFile;
  asOf: Date;
  now: Date;
  /** The assignment that held then; null: nobody's. */
  then: Period | null;
  /** Every assignment so far, the first one first; those of records that became part of it included. */
  periods: Period[];
  /** The clock as it stood then, from what had happened by then; null: nobody's. */
  clock: (Clock & Protection) | null;
  /** Effective contacts by then, whoever had them. */
  contacts: ContactEvidence[];
  /** Holds that had begun by then, with the name of who held. */
  holds: (Hold & { by: string })[];
  /** Stamps at the door by then (来客), and receptions by a colleague (义务接待). */
  arrivals: { at: Date; rep: string; by: string }[];
  courtesies: (Courtesy & { receiver: string })[];
}

/** Answers `C-1042 on 3 May`: as of that day, with its evidence (#37, #74). */
export async function answerOwner(ctx: Ctx, text: string): Promise<Ownership> {
  return read(ctx, async (at) => {
    const { zone, locale } = ctx.actor;
    const question = readOwnerQuestion(text, { now: at.now, zone, locale });
    return readOwnership(at, ctx, question);
  });
}

/** The same of now, from a card. */
export async function readOwner(ctx: Ctx, id: string): Promise<Ownership> {
  return read(ctx, async (at) => {
    await findCustomer(at.db, id); // one that was merged says so
    const file = await findFile(at, id);
    requirePermission(ctx.actor, 'owner:see', file);
    return readOwnership(at, ctx, { number: file!.number, asOf: at.now });
  });
}

async function readOwnership(
  at: Reading,
  ctx: Ctx,
  { number, asOf }: OwnerQuestion,
): Promise<Ownership> {
  const { db, now } = at;
  const record = await findCustomerByNumber(db, number);
  requirePermission(ctx.actor, 'owner:see', record);
  const file = await findFile(at, record!.id);
  requirePermission(ctx.actor, 'owner:see', file);
  const periods = await listPeriods(db, file!.id);
  const then =
    holderAt(periods, { number, asOf }) ?? holderAt(periods, { number: file!.number, asOf });
  const clock = then && (await readClock(db, file!.id, asOf));
  const graded = clock && { ...clock, grade: await gradeThen(db, file!, asOf) };
  const holds = await listHolds(db, file!);
  const names = new Map(
    (await db.member.findMany({ select: { id: true, name: true } })).map((m) => [m.id, m.name]),
  );
  const nameOf = (id: string) => names.get(id) ?? '';
  const arrivals = await listArrivalsOf(db, file!.id, asOf);
  const courtesies = await listCourtesiesOf(db, file!.id, asOf);
  return {
    file: file!,
    asOf,
    now,
    then,
    periods,
    clock: graded && { ...graded, ...protectionOf(graded) },
    contacts: await listContactsBy(db, file!.id, asOf),
    holds: holds
      .filter(({ fromAt }) => fromAt <= asOf)
      .map((hold) => ({ ...hold, by: nameOf(hold.byId) })),
    arrivals: arrivals.map((one) => ({
      at: one.at,
      rep: nameOf(one.memberId),
      by: nameOf(one.byId),
    })),
    courtesies: courtesies.map((one) => ({ ...one, receiver: nameOf(one.receiverId) })),
  };
}

/** The assignment of the record with this number that held at a moment, or null. */
function holderAt(periods: readonly Period[], { number, asOf }: OwnerQuestion): Period | null {
  return (
    periods.find(
      (one) => one.number === number && one.fromAt <= asOf && (!one.toAt || one.toAt > asOf),
    ) ?? null
  );
}

/** The grade at that time: what it was before the first change since. */
async function gradeThen(db: Handle, file: CustomerFile, asOf: Date): Promise<string | null> {
  const changed = await listChangedAfter(db, file, asOf);
  return changed.has('grade') ? (changed.get('grade') ?? null) : file.grade;
}
