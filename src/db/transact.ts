import type { Db, Handle, Tx } from './client.ts';
import type { Prisma } from './generated/client.ts';
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

/** The open transaction. `now` is business time, read once; `auditRows` are written before the commit. */
export interface Work {
  tx: Tx;
  now: Date;
  keys: Keyring;
  auditRows: AuditRow[];
}

/** A reading: one handle, one `now`. */
export interface Reading {
  db: Handle;
  now: Date;
  keys: Keyring;
}

/**
 * Runs `work` in one transaction with its audit rows. A delivery seen before does not run again: its
 * stored outcome is returned, so that the same answer can be rendered. The inbox row is inserted first;
 * a second delivery at the same moment waits for the first to commit or roll back.
 * A write without an audit row is a defect and rolls back.
 */
export async function transact<R extends Outcome>(
  ctx: TransactContext,
  work: (work: Work) => Promise<R>,
): Promise<R> {
  const delivery = nextKey(ctx);
  return ctx.db.$transaction(
    async (tx) => {
      const { now, seen } = await openInbox(tx, delivery);
      if (seen) return seen as R;
      const open: Work = { tx, now, keys: ctx.keys, auditRows: [] };
      const outcome = await work(open);
      if (open.auditRows.length === 0) throw new Error('a write without an audit row');
      await settle(tx, { now, rows: open.auditRows, outcome, delivery });
      if (ctx.course) ctx.course.now = now;
      return outcome;
    },
    { maxWait: 2_000, timeout: 10_000 },
  );
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
  const stored = await tx.inbox.findUniqueOrThrow({ where: { key: delivery } });
  return { now: await businessNow(tx), seen: (stored.outcome ?? {}) as Prisma.JsonObject };
}

/** Audit rows, however many, and the stored outcome in one statement: one round trip, one parameter for all rows. */
async function settle(
  tx: Tx,
  done: { now: Date; rows: AuditRow[]; outcome: Outcome; delivery: string | undefined },
): Promise<void> {
  const { now: at, delivery = null } = done;
  const rows = done.rows.map(({ id, action, details, ...row }) => ({
    ...{ id, at, action, details, delivery },
    actor_id: row.actorId,
    actor_kind: row.actorKind,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    customer_id: row.customerId,
    sealed: row.sealed && `\\x${row.sealed.toString('hex')}`,
  }));
  await tx.$executeRaw`
    WITH stored AS (
      UPDATE inbox SET outcome = ${JSON.stringify(done.outcome)}::jsonb WHERE key = ${delivery}::text
    )
    INSERT INTO audit (id, at, actor_id, actor_kind, action, subject_kind, subject_id, customer_id, details, sealed, delivery)
    SELECT id, at, actor_id, actor_kind, action, subject_kind, subject_id, customer_id, details, sealed, delivery
    FROM jsonb_populate_recordset(NULL::audit, ${JSON.stringify(rows)}::jsonb)`;
}
