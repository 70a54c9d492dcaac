import type { Database } from './client.ts';

/** How the database is: how long an answer takes in ms, and the sessions of the pool. Throws when it does not answer. */
export async function lookAtDatabase(database: Pick<Database, 'prisma' | 'sessions'>) {
  const began = performance.now();
  await database.prisma.$queryRaw`SELECT 1`;
  return {
    ok: true,
    counters: { ms: Math.round(performance.now() - began), ...database.sessions() },
  };
}
