import { Prisma } from '../../db/generated/client.ts';
import { PLANNED_ANEW } from '../../db/prepared.ts';
import { blindIndex, type Sealed } from '../../db/sealing.ts';
import type { Reading } from '../../db/transact.ts';
import { nearTokens } from '../../lib/near-names.ts';
import { classifyQuery, queryTokens } from '../../lib/search-tokens.ts';
import type { Actor } from '../access/actor.ts';
import { type Action, STAND_IN } from '../access/policy.ts';
import { reachOf } from '../access/rules.ts';
import { phoneIndex } from './sealed.ts';

/** One line of a list of customers. */
export interface CustomerLine {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  stage: string;
  grade: string | null;
  status: string;
  repId: string | null;
  repName: string | null;
  lastEffectiveAt: Date | null;
  nextDueAt: Date | null;
  /** Of a customer who is lost: the code of the reason, whether a competitor was named, the day to try again. */
  lostReason?: string | null;
  knowsCompetitor?: boolean | null;
  winBackOn?: Date | null;
}

/** Filters of a list; every one that is set must hold. */
export interface CustomerFilter {
  text?: string;
  stage?: string;
  grade?: string;
  source?: string;
  /** Any of them. */
  districts?: string[];
  /** Any of them. */
  layouts?: string[];
  purchaseTime?: string;
  /** The budget ranges overlap; a customer without one does not fit. */
  budget?: { min: number | null; max: number | null };
  repId?: string;
  overdue?: boolean;
  /** An open follow-up falls into this period, instants as ISO text; null: no bound on that side. */
  due?: { from: string | null; to: string | null };
}

export const PAGE_SIZE = 8;

/** Names as typed, or those a slip of the finger away. */
type Spelling = 'exact' | 'near';

/**
 * Customers the person may see that fit the filter: mine, due and recent first. One more row than a page
 * holds is read to know whether there is a next page. Inside a MATERIALIZED CTE the tokens are read
 * through their GIN index first; ordering beside it would walk the whole table (4.3 s at a million rows).
 */
export async function listCustomers(
  at: Reading,
  actor: Actor,
  filter: CustomerFilter,
  page = 0,
  how: Spelling = 'exact',
): Promise<{ lines: CustomerLine[]; hasNext: boolean }> {
  const lines = await at.db.$queryRaw<CustomerLine[]>`
    ${isOfOne(filter) ? Prisma.empty : Prisma.raw(PLANNED_ANEW)}
    WITH found AS MATERIALIZED (
      SELECT c.* FROM customers c
      WHERE c.status IN ('active', 'invalid') AND ${visibleTo(actor, 'customer:search')} AND ${matching(at, filter, how)}
      LIMIT 2000
    )
    SELECT c.id, c.number, c.name, c.gender, c.stage, c.grade, c.status,
      c.rep_id AS "repId", m.name AS "repName", c.last_effective_at AS "lastEffectiveAt", next.due_at AS "nextDueAt",
      coalesce(loss.reason, c.lost_reason) AS "lostReason", coalesce(loss.knows, false) AS "knowsCompetitor", loss.win_back_on AS "winBackOn"
    FROM found c
    LEFT JOIN members m ON m.id = c.rep_id
    LEFT JOIN LATERAL (
      SELECT min(due_at) AS due_at FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open'
    ) next ON true
    LEFT JOIN LATERAL (
      SELECT s.reason, s.competitor_sealed IS NOT NULL AS knows, s.win_back_on FROM stage_moves s
      WHERE c.stage = 'lost' AND s.customer_id = c.id AND s.to_stage = 'lost' ORDER BY s.at DESC LIMIT 1
    ) loss ON true
    ORDER BY (c.rep_id = ${actor.id}::uuid) DESC NULLS LAST, (c.status = 'active') DESC,
      (next.due_at < ${at.now}) DESC NULLS LAST, c.updated_at DESC, c.number DESC
    OFFSET ${page * PAGE_SIZE} LIMIT ${PAGE_SIZE + 1}`;
  return { lines: lines.slice(0, PAGE_SIZE), hasNext: lines.length > PAGE_SIZE };
}

/** SQL for "whose record the person may reach by this action". */
export function visibleTo(actor: Actor, action: Action): Prisma.Sql {
  const covers = actor.covers ?? [];
  const covered =
    covers.length > 0 && STAND_IN.includes(action)
      ? Prisma.sql`(c.rep_id = ANY(${covers}::uuid[]) AND c.team_id = ANY(${actor.teamIds}::uuid[]))`
      : Prisma.sql`false`;
  switch (reachOf(actor, action)) {
    case 'all':
      return Prisma.sql`true`;
    case 'team':
      return Prisma.sql`(c.team_id = ANY(${actor.teamIds}::uuid[]) OR c.rep_id = ${actor.id}::uuid)`;
    case 'own':
      return Prisma.sql`(c.rep_id = ${actor.id}::uuid OR ${covered})`;
    case 'none':
      return Prisma.sql`false`;
  }
}

function matching(at: Reading, filter: CustomerFilter, how: Spelling): Prisma.Sql {
  const { stage, grade, source, districts, layouts, purchaseTime, budget, repId, text } = filter;
  const conditions = [
    text?.trim() && (how === 'near' ? matchingNear(text) : matchingText(at, text)),
    stage && Prisma.sql`c.stage = ${stage}`,
    grade && Prisma.sql`c.grade = ${grade}`,
    source && Prisma.sql`c.source = ${source}`,
    districts?.length && Prisma.sql`c.districts && ${districts}::text[]`,
    layouts?.length && Prisma.sql`c.layouts && ${layouts}::text[]`,
    purchaseTime && Prisma.sql`c.purchase_time = ${purchaseTime}`,
    (filter.overdue || filter.due) && hasPlan(at.now, filter),
    repId && Prisma.sql`c.rep_id = ${repId}::uuid`,
    budget && Prisma.sql`(c.budget_min IS NOT NULL OR c.budget_max IS NOT NULL)`,
    budget?.max != null && Prisma.sql`coalesce(c.budget_min, 0) <= ${budget.max}::bigint`,
    budget?.min != null &&
      Prisma.sql`coalesce(c.budget_max, 9e15)::bigint >= ${budget.min}::bigint`,
  ].filter((condition): condition is Prisma.Sql => typeof condition === 'object');
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`true`;
}

/** Before the rows are limited: among thousands the overdue ones must not be cut off. */
function hasPlan(now: Date, { overdue, due }: CustomerFilter): Prisma.Sql {
  const bounds = [
    overdue && Prisma.sql`f.due_at < ${now}`,
    due?.from && Prisma.sql`f.due_at >= ${new Date(due.from)}`,
    due?.to && Prisma.sql`f.due_at < ${new Date(due.to)}`,
  ].filter((bound): bound is Prisma.Sql => typeof bound === 'object');
  return Prisma.sql`EXISTS (SELECT 1 FROM follow_ups f
    WHERE f.customer_id = c.id AND f.state = 'open' AND ${bounds.length > 0 ? Prisma.join(bounds, ' AND ') : Prisma.sql`true`})`;
}

/** A whole phone or a number alone means one customer, however large the register is: such a search is kept planned. */
function isOfOne({ text, ...others }: CustomerFilter): boolean {
  const { kind } = classifyQuery(text ?? '');
  return (kind === 'phone-full' || kind === 'number') && Object.keys(others).length === 0;
}

/** Text is a number, a phone or a part of one, or a name in characters, pinyin or initials. */
function matchingText(at: Reading, text: string): Prisma.Sql {
  const query = classifyQuery(text);
  switch (query.kind) {
    case 'number':
      return isOneOf(byNumber(query.number));
    case 'phone-full':
      return isOneOf(byPhone(Prisma.sql`p.index = ${phoneIndex(at.keys, query.e164)}`));
    case 'phone-head':
      return isOneOf(
        byPhone(Prisma.sql`p.head7_index = ${hash(at, 'customer_phones.head7', query.head)}`),
      );
    case 'phone-last4':
      return isOneOf(byLastFour(at, query.lastFour), byNumber(query.number));
    case 'phone-part':
      return byPart(at, query.digits);
    case 'phone-masked':
      return isOneOf(
        byPhone(Prisma.sql`p.masked_index = ${hash(at, 'customer_phones.masked', query.masked)}`),
      );
    default:
      return Prisma.sql`c.search_tokens @> ${queryTokens(text)}::text[]`;
  }
}

/** Any part of a number that somebody remembers: its beginning where it has one, or its last four digits. */
function byPart(at: Reading, digits: string): Prisma.Sql {
  const ends = byLastFour(at, digits.slice(-4));
  if (digits.length < 8) return isOneOf(ends, byNumber(Number(digits)));
  const head = hash(at, 'customer_phones.head7', digits.slice(0, 7));
  return isOneOf(byPhone(Prisma.sql`p.head7_index = ${head}`), ends);
}

const byLastFour = (at: Reading, lastFour: string): Prisma.Sql =>
  byPhone(Prisma.sql`p.last4_index = ${hash(at, 'customer_phones.last4', lastFour)}`);

/** Its own number, or one it had before a merge: the number of the lost record is an alias. */
const byNumber = (number: number): Prisma.Sql =>
  Prisma.sql`SELECT coalesce(f.merged_into_id, f.id) FROM customers f WHERE f.number = ${number}`;

const byPhone = (condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`SELECT p.customer_id FROM customer_phones p WHERE p.live AND ${condition}`;

/** The few ids are looked up first: beside an OR the planner would walk every customer the person may see. */
const isOneOf = (...ids: Prisma.Sql[]): Prisma.Sql =>
  Prisma.sql`c.id = ANY (ARRAY(${Prisma.join(ids, ' UNION ALL ')}))`;

/** Nobody is called as typed: names that sound the same, in another order, or with one slip. */
function matchingNear(text: string): Prisma.Sql {
  const near = nearTokens(text);
  if (!near) return Prisma.sql`false`;
  const one = Prisma.sql`c.search_tokens && ${near.any}::text[]`;
  // An empty "has all" would read the whole index.
  return near.all.length > 0 ? Prisma.sql`${one} AND c.search_tokens @> ${near.all}::text[]` : one;
}

function hash(at: Reading, column: string, text: string): Sealed {
  return blindIndex(at.keys, column, text);
}
