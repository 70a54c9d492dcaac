import type { Handle } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';

/**
 * Whose viewings: of these teams' customers (null: of the whole office), and with `memberId` only those the
 * person shows; the customers they still have themselves count with them, whatever team they are of.
 */
export interface Whose {
  teamIds: string[] | null;
  memberId?: string;
}

/** Which of them: still to be written up, in a stretch of time, or all of it. */
export interface ViewingWish {
  whose: Whose;
  /** `open`: planned and over; `planned`: still planned; `all`: cancelled ones left out. */
  state: 'open' | 'planned' | 'all';
  now: Date;
  from: Date | null;
  to: Date | null;
}

/** One viewing of a list. */
export interface ViewingLine {
  id: string;
  customerId: string;
  number: number;
  name: string;
  gender: string | null;
  memberId: string;
  memberName: string;
  startsAt: Date;
  endsAt: Date;
  unitCodes: string[];
  state: string;
  outcome: string | null;
}

function belongs({ teamIds, memberId }: Whose): Prisma.Sql {
  if (!teamIds) return memberId ? Prisma.sql`v.member_id = ${memberId}::uuid` : Prisma.sql`true`;
  return memberId
    ? Prisma.sql`v.member_id = ${memberId}::uuid
        AND (c.rep_id = ${memberId}::uuid OR c.team_id = ANY(${teamIds}::uuid[]))`
    : Prisma.sql`c.team_id = ANY(${teamIds}::uuid[])`;
}

function chosen({ whose, state, now, from, to }: ViewingWish): Prisma.Sql {
  return Prisma.sql`
    ${belongs(whose)}
    AND c.status = 'active'
    AND ${
      state === 'all'
        ? Prisma.sql`v.state <> 'cancelled'`
        : state === 'open'
          ? Prisma.sql`v.state = 'planned' AND v.ends_at <= ${now}`
          : Prisma.sql`v.state = 'planned'`
    }
    AND v.starts_at >= ${from ?? new Date(0)} AND v.starts_at < ${to ?? new Date(8.64e12)}`;
}

/** Viewings of a list, the first one first. */
export async function listViewings(
  db: Handle,
  wish: ViewingWish & { offset: number; limit: number },
): Promise<ViewingLine[]> {
  return db.$queryRaw<ViewingLine[]>`
    SELECT v.id, v.customer_id AS "customerId", c.number, c.name, c.gender, v.member_id AS "memberId",
      m.name AS "memberName", v.starts_at AS "startsAt", v.ends_at AS "endsAt", v.unit_codes AS "unitCodes",
      v.state, v.outcome
    FROM viewings v JOIN customers c ON c.id = v.customer_id JOIN members m ON m.id = v.member_id
    WHERE ${chosen(wish)} ORDER BY v.starts_at, v.id OFFSET ${wish.offset} LIMIT ${wish.limit}`;
}

/** How many there are. */
export async function countList(db: Handle, wish: ViewingWish): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM viewings v JOIN customers c ON c.id = v.customer_id WHERE ${chosen(wish)}`;
  return row!.n;
}

/** Viewings of a period in parties 组; `first` and `repeat` 首看/复看 are those who came, together `parties`. */
export interface ViewingFigures {
  memberId: string;
  /** Who came: the denominator of 带看转化率 (deals ÷ viewings). */
  parties: number;
  first: number;
  repeat: number;
  /** Heads of the parties that were counted; the parties without a number are one head each. */
  heads: number;
  withDecider: number;
  notCome: number;
  /** Not written up yet. */
  open: number;
}

/**
 * Counts viewings that were to begin in a period, of a team's customers, per person who showed. Whatever it
 * was called, a customer's first viewing is the first one they came to.
 */
export async function countViewings(
  db: Handle,
  wish: Whose & { from: Date; to: Date },
): Promise<ViewingFigures[]> {
  return db.$queryRaw<ViewingFigures[]>`
    SELECT s."memberId", count(*) FILTER (WHERE s.came)::int AS parties,
      count(*) FILTER (WHERE s.came AND NOT s.again)::int AS first,
      count(*) FILTER (WHERE s.came AND s.again)::int AS repeat,
      coalesce(sum(s.heads) FILTER (WHERE s.came), 0)::int AS heads,
      count(*) FILTER (WHERE s.came AND s.decider)::int AS "withDecider",
      count(*) FILTER (WHERE s.outcome = 'not')::int AS "notCome",
      count(*) FILTER (WHERE s.outcome IS NULL)::int AS open
    FROM (
      SELECT v.member_id AS "memberId", v.outcome, coalesce(v.outcome IN ('came', 'late'), false) AS came,
        coalesce(v.party_size, 1) AS heads, coalesce(v.decision_maker, false) AS decider,
        EXISTS (
          SELECT FROM viewings e WHERE e.customer_id = v.customer_id AND e.outcome IN ('came', 'late')
            AND (e.starts_at, e.id) < (v.starts_at, v.id)
        ) AS again
      FROM viewings v JOIN customers c ON c.id = v.customer_id
        AND ${belongs(wish)} AND c.status = 'active'
      WHERE v.state <> 'cancelled' AND v.starts_at >= ${wish.from} AND v.starts_at < ${wish.to}
    ) s GROUP BY s."memberId" ORDER BY s."memberId"`;
}
