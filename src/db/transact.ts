import { ALWAYS, Puts, writePuts } from './bulk.ts';
import type { Db, Handle, Tx } from './client.ts';
import { isBrokenOff } from './errors.ts';
import { Prisma } from './generated/client.ts';
import type { Keyring } from './sealing.ts';

/** What a transaction needs to know; the crm's `Ctx` adds who is asking. */
export interface TransactContext {
  db: Db;
  keys: Keyring;
  /** Inbox key of the delivery this work answers (event id, view id + hash, trigger id); none for jobs. */
  delivery?: string;
  /** How far the delivery is, shared by every copy of its context; none for jobs. */
  course?: Course;
}

/** The course of one delivery. */
export interface Course {
  /** How many transactions it has begun. */
  transactions: number;
  /** Business time of what was asked or written last: what is read after it happens at the same moment. */
  now: Date | null;
}

/** What a use case answers: codes and ids, never a rendered reply, since a repeated delivery gets it again. */
export type Outcome = Prisma.JsonObject;

/** One audit row, ready to be written: values already sealed under the customer's key. */
export interface AuditRow {
  id: string;
  actorId: string | null;
  actorKind: 'member' | 'system' | 'operator';
  action: string;
  subjectKind: string;
  subjectId: string | null;
  customerId: string | null;
  details: Prisma.JsonObject;
  sealed: Buffer | null;
}

/**
 * What is to be written. `now` is business time, read once; what was put is written with the audit rows at the
 * end, in one statement: nothing of it can be read back before, unless it is flushed.
 */
export interface Writing {
  db: Handle;
  now: Date;
  keys: Keyring;
  auditRows: AuditRow[];
  puts: Puts;
}

/** The open transaction. */
export interface Work extends Writing {
  tx: Tx;
}

/** Work in a transaction that is open already. */
export function workIn(tx: Tx, at: { now: Date; keys: Keyring }): Work {
  return { db: tx, tx, ...at, auditRows: [], puts: new Puts() };
}

/** Writes what was put so far, for what has to find it. */
export const flush = (work: Work): Promise<void> => writePuts(work.tx, work.puts);

/** A reading: one handle, one `now`. */
export interface Reading {
  db: Handle;
  now: Date;
  keys: Keyring;
}

/** How often what the database broke off is tried. */
const TRIES = 3;

/**
 * Runs `work` in one transaction with its audit rows. A delivery seen before does not run again: its
 * stored outcome is returned, so that the same answer can be rendered. The inbox row is inserted first;
 * a second delivery at the same moment waits for the first to commit or roll back.
 * A write without an audit row is a defect and rolls back.
 *
 * `atOnce`, where given, is tried first and needs no transaction of several statements: it reads without
 * locks and puts what is to be written; that, the audit rows and the outcome are one statement, written
 * whole or not at all. It answers null where the matter needs more: then nothing was written and `work` runs.
 *
 * What the database breaks off because two wait for each other is done again, three times at the most: nothing
 * of it is left, and whoever was let through has what both wanted, so that the next try waits for them. Both
 * functions must therefore leave nothing behind but what they write.
 */
export async function transact<R extends Outcome>(
  ctx: TransactContext,
  work: (work: Work) => Promise<R>,
  atOnce?: (writing: Writing) => Promise<R | null>,
): Promise<R> {
  const delivery = nextKey(ctx);
  for (let tried = 1; ; tried += 1) {
    try {
      const done = atOnce ? await writeAtOnce(ctx, delivery, atOnce) : null;
      return done ?? (await inTransaction(ctx, delivery, work));
    } catch (error) {
      if (tried === TRIES || !isBrokenOff(error)) throw error;
    }
  }
}

async function inTransaction<R extends Outcome>(
  ctx: TransactContext,
  delivery: string | undefined,
  work: (work: Work) => Promise<R>,
): Promise<R> {
  return ctx.db.$transaction(
    async (tx) => {
      const { now, seen } = await openInbox(tx, delivery);
      if (seen) return seen as R;
      const open = workIn(tx, { now, keys: ctx.keys });
      const outcome = await work(open);
      await settle(open, { outcome, delivery });
      if (ctx.course) ctx.course.now = now;
      return outcome;
    },
    { maxWait: 2_000, timeout: 10_000 },
  );
}

/**
 * The inbox row is inserted by the same statement: of two deliveries at the same moment the second waits for
 * the first, then writes nothing. One whose work refuses may have been answered before: what it would write
 * is there already.
 */
async function writeAtOnce<R extends Outcome>(
  ctx: TransactContext,
  delivery: string | undefined,
  work: (writing: Writing) => Promise<R | null>,
): Promise<R | null> {
  const { db, keys } = ctx;
  const now = ctx.course?.now ?? (await businessNow(db));
  const open: Writing = { db, now, keys, auditRows: [], puts: new Puts() };
  const before = async () => (delivery ? ((await findSeen(db, delivery)) as R | null) : null);
  let outcome: R | null;
  try {
    outcome = await work(open);
  } catch (refusal) {
    const seen = await before();
    if (seen) return seen;
    throw refusal;
  }
  if (outcome === null) return null;
  const isWritten = await insertAll(open, { outcome, delivery });
  if (!isWritten) return before();
  if (ctx.course) ctx.course.now = now;
  return outcome;
}

/** Courses of contexts that bring none of their own. */
const courses = new WeakMap<TransactContext, Course>();

/** Each transaction of a delivery is a step of its own, in the order of the code. */
function nextKey(ctx: TransactContext): string | undefined {
  const course = ctx.course ?? courses.get(ctx) ?? { transactions: 0, now: null };
  courses.set(ctx, course);
  const step = course.transactions;
  course.transactions += 1;
  if (ctx.delivery === undefined) return undefined;
  return step === 0 ? ctx.delivery : `${ctx.delivery}#${step}`;
}

/** Reads with one `now` (business time) and no transaction; a delivery asks for the time once. */
export async function read<R>(
  ctx: TransactContext,
  work: (reading: Reading) => Promise<R>,
): Promise<R> {
  const now = ctx.course?.now ?? (await businessNow(ctx.db));
  return work({ db: ctx.db, now, keys: ctx.keys });
}

/** Business time: the database's clock plus the practice workspace's shift. */
export async function businessNow(db: Handle): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`;
  return row!.now;
}

async function openInbox(tx: Tx, delivery: string | undefined) {
  if (delivery === undefined) return { now: await businessNow(tx), seen: null };
  const [fresh] = await tx.$queryRaw<{ now: Date }[]>`
    INSERT INTO inbox (key) VALUES (${delivery}) ON CONFLICT (key) DO NOTHING
    RETURNING app_now() AS now`;
  if (fresh) return { now: fresh.now, seen: null };
  return { now: await businessNow(tx), seen: (await findSeen(tx, delivery)) ?? {} };
}

/** What came of a delivery; null: it was not seen. */
async function findSeen(db: Handle, delivery: string): Promise<Outcome | null> {
  const stored = await db.inbox.findUnique({ where: { key: delivery } });
  return stored && ((stored.outcome ?? {}) as Outcome);
}

interface Done {
  outcome: Outcome;
  delivery: string | undefined;
}

/** Ends a transaction: what was put, the audit rows and the stored outcome in one statement. */
async function settle(work: Work, { outcome, delivery: key }: Done): Promise<void> {
  const delivery = key ?? null;
  const stored = Prisma.sql`stored AS (
    UPDATE inbox SET outcome = ${JSON.stringify(outcome)}::jsonb WHERE key = ${delivery}::text)`;
  const heads = [stored, ...work.puts.take(ALWAYS)];
  await work.tx.$executeRaw`WITH ${Prisma.join(heads)} ${auditInsert(work, delivery, ALWAYS)}`;
}

/** The same without a transaction around it; answers whether the delivery is new, so that it was written. */
async function insertAll(writing: Writing, { outcome, delivery: key }: Done): Promise<boolean> {
  const delivery = key ?? null;
  const fresh = Prisma.sql`fresh AS (
    INSERT INTO inbox (key, outcome)
    SELECT ${delivery}::text, ${JSON.stringify(outcome)}::jsonb WHERE ${delivery}::text IS NOT NULL
    ON CONFLICT (key) DO NOTHING RETURNING key)`;
  const isNew = Prisma.sql`(${delivery}::text IS NULL OR EXISTS (SELECT FROM fresh))`;
  const heads = [fresh, ...writing.puts.take(isNew)];
  const written = await writing.db.$executeRaw`
    WITH ${Prisma.join(heads)} ${auditInsert(writing, delivery, isNew)}`;
  return written > 0;
}

/** SQL of the audit rows, however many, with one parameter for all. A write without one is a defect. */
function auditInsert(
  { now: at, auditRows }: Pick<Writing, 'now' | 'auditRows'>,
  delivery: string | null,
  when: Prisma.Sql,
): Prisma.Sql {
  if (auditRows.length === 0) throw new Error('a write without an audit row');
  const rows = auditRows.map(({ id, action, details, ...row }) => ({
    ...{ id, at, action, details, delivery },
    actor_id: row.actorId,
    actor_kind: row.actorKind,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    customer_id: row.customerId,
    sealed: row.sealed && `\\x${row.sealed.toString('hex')}`,
  }));
  return Prisma.sql`
    INSERT INTO audit (id, at, actor_id, actor_kind, action, subject_kind, subject_id, customer_id, details, sealed, delivery)
    SELECT id, at, actor_id, actor_kind, action, subject_kind, subject_id, customer_id, details, sealed, delivery
    FROM json_populate_recordset(NULL::audit, ${JSON.stringify(rows)}::json) WHERE ${when}`;
}
