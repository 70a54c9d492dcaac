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
