import { Prisma } from './generated/client.ts';

/** Whether the database refused a second row of something that may exist once. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // P2002 from the query builder; P2010 is a raw query, with PostgreSQL's own code inside.
  return (
    error.code === 'P2002' ||
    (error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes('23505'))
  );
}

/** PostgreSQL broke a transaction off because of another one: a deadlock, or a write that came between. */
const BROKEN_OFF = /40P01|40001|TransactionWriteConflict/;

/** Whether the database broke a transaction off because of another: nothing of it is there, it may be done again. */
export function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // P2034 from the query builder; P2010 is a raw query, with PostgreSQL's own code inside.
  return (
    error.code === 'P2034' ||
    (error.code === 'P2010' && BROKEN_OFF.test(JSON.stringify(error.meta ?? {})))
  );
}
