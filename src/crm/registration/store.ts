import { Prisma } from '../../db/generated/client.ts';
import type { Writing } from '../../db/transact.ts';
import { NEXT_NUMBER } from '../customers/store-new.ts';
import { hitsOf, type Probe } from '../duplicates/store.ts';
import type { Settings } from '../settings/rules.ts';
import { rulesInForce, settingsOf } from '../settings/store.ts';

/** What a registration finds around it. */
export interface Around {
  settings: Settings;
  /** Zone of the team. */
  zone: string;
  /** Nobody shares anything with the customer and no party waits for the rep; otherwise a closer look is needed. */
  isClear: boolean;
  /** The number taken for the customer; null where the way is not clear. */
  number: number | null;
}

/**
 * What a person who registers a customer of their own finds around it, in one statement. Where nobody is alike
 * and no party waits, the customer's number is taken.
 */
export async function lookAround(
  { db, now }: Pick<Writing, 'db' | 'now'>,
  of: { teamId: string; memberId: string; probes: readonly Probe[] },
): Promise<Around> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT t.zone, t.rules, t."isClear", CASE WHEN t."isClear" THEN ${NEXT_NUMBER} END AS number FROM (
      SELECT t.zone, ${rulesInForce(Prisma.sql`t.id`, Prisma.sql`${now}::timestamptz`)} AS rules,
        NOT EXISTS (${hitsOf(of.probes)}) AND NOT EXISTS (SELECT FROM arrivals a WHERE a.member_id = ${of.memberId}::uuid
          AND a.day = (${now}::timestamptz AT TIME ZONE t.zone)::date AND a.outcome IS NULL AND a.voided_at IS NULL)
          AS "isClear"
      FROM teams t WHERE t.id = ${of.teamId}::uuid OFFSET 0) t`;
  const { rules, ...around } = row!;
  return { ...around, settings: settingsOf(rules) };
}

type Row = Omit<Around, 'settings'> & { rules: unknown };
