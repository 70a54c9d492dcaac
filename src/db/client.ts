import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { statementNames } from './prepared.ts';

/** The database client; the open transaction; either of them. Stores take a handle. */
export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
export type Handle = Db | Tx;

/** How long the database may take, in ms, and how many sessions it is asked with. */
export interface Limits {
  /** For a free session, a new connection included. */
  connect: number;
  /** For one statement, counted by the server. */
  statement: number;
  /** For one answer, counted here: a frozen server counts nothing. */
  answer: number;
  sessions: number;
}

/** People wait for an answer within Slack's three seconds; digests, imports and exports may take longer. */
export const LIMITS = {
  interactive: { connect: 1_500, statement: 2_000, answer: 2_200, sessions: 10 },
  background: { connect: 5_000, statement: 120_000, answer: 125_000, sessions: 4 },
} satisfies Record<string, Limits>;

export interface Database {
  prisma: Db;
  pool: pg.Pool;
  /** Sessions open, idle and waited for: for /healthz. */
  sessions(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  limits?: Limits;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  onLostConnection?: (error: Error) => void;
}

/**
 * Opens the database as the application. Whatever login the address has, its sessions work under the
 * role gatehouse_app where that login may take it, so that even the owner's login changes no schema and
 * rewrites no audit. Connects at first use, not here.
 */
export function createDatabase(options: DatabaseOptions): Database {
  const limits = options.limits ?? LIMITS.interactive;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'gatehouse',
    max: limits.sessions,
    connectionTimeoutMillis: limits.connect,
    statement_timeout: limits.statement,
    query_timeout: limits.answer,
    // A transaction whose process hangs must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    Client: CarefulClient,
    onConnect: (client) => client.query(STEP_DOWN),
  } as pg.PoolConfig);
  const lost = options.onLostConnection ?? (() => {});
  const adapter = new PrismaPg(pool, {
    onPoolError: lost,
    onConnectionError: lost,
    disposeExternalPool: true,
    statementNameGenerator: statementNames(),
  });
  const prisma = new PrismaClient({ adapter });
  pool.on('error', lost);
  return {
    prisma,
    pool,
    sessions: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => closeBoth(prisma, pool),
  };
}

/** The pool disposes of itself with the client's adapter, but only when the client was ever used. */
async function closeBoth(prisma: PrismaClient, pool: pg.Pool): Promise<void> {
  await prisma.$disconnect();
  if (!pool.ending) await pool.end();
}

// pg_has_role fails for a role that does not exist, hence the order of the conditions.
const STEP_DOWN = `
  SELECT set_config('TimeZone', 'UTC', false),
         CASE WHEN current_user = 'gatehouse_app' THEN NULL
              WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_app') THEN NULL
              WHEN pg_has_role('gatehouse_app', 'MEMBER') THEN set_config('role', 'gatehouse_app', false)
         END`;

/**
 * A session that did not answer in time is closed. Left open it would go back into the pool with the
 * statement still running, and the next user would wait behind it.
 */
class CarefulClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg's query are passed on as they are.
  override query(...args: any[]): any {
    const answer: unknown = Reflect.apply(super.query, this, args);
    if (answer instanceof Promise) answer.catch((error: Error) => this.closeIfSilent(error));
    return answer;
  }

  private closeIfSilent(error: Error): void {
    if (error.message !== 'Query read timeout') return;
    const { connection } = this as unknown as { connection: { stream: { destroy(): void } } };
    connection.stream.destroy();
  }
}
