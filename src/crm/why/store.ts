import { z } from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import type { Reading } from '../../db/transact.ts';
import type { Actor } from '../access/actor.ts';
import { visibleTo } from '../customers/store-search.ts';
import type { WhyFacts } from './rules.ts';

const moment = z.coerce.date();

/** The facts as JSON gives them. */
export const whyFacts: z.ZodType<WhyFacts> = z.object({
  status: z.string(),
  stage: z.string(),
  grade: z.string().nullable(),
  doNotContact: z.boolean(),
  arrivedAt: moment,
  lastEffectiveAt: moment.nullable(),
  protectedUntil: moment.nullable(),
  plan: z.object({ dueAt: moment, grain: z.string() }).nullable(),
  said: z.object({ at: moment, score: z.number() }).nullable(),
  viewingAt: moment.nullable(),
  fits: z.array(moment),
  cheaper: z.array(moment),
  paymentOn: z.string().nullable(),
  holdEndsAt: moment.nullable(),
});

/** The longest for which a team may let news of a unit be news. */
const NEWS = '365 days';

/** The next open follow-up of the customer `c`. */
const NEXT_PLAN = Prisma.sql`(
  SELECT json_build_object('dueAt', f.due_at, 'grain', f.grain) FROM follow_ups f
  WHERE f.customer_id = c.id AND f.state = 'open' ORDER BY f.due_at LIMIT 1)`;

/**
 * What may be a reason to call the customer `c`, as one JSON value: every fact is looked up by an index, so
 * that a rep's whole list is one statement. `plan` where the follow-up is known already.
 */
export const selectWhy = (now: Prisma.Sql, plan: Prisma.Sql = NEXT_PLAN): Prisma.Sql => Prisma.sql`
  json_build_object(
    'status', c.status, 'stage', c.stage, 'grade', c.grade, 'doNotContact', c.do_not_contact,
    'arrivedAt', c.arrived_at, 'lastEffectiveAt', c.last_effective_at, 'protectedUntil', c.protected_until,
    'plan', ${plan},
    'said', (SELECT json_build_object('at', s.answered_at, 'score', s.score) FROM satisfactions s
      WHERE s.customer_id = c.id AND s.answered_at IS NOT NULL ORDER BY s.answered_at DESC LIMIT 1),
    'viewingAt', (SELECT min(v.starts_at) FROM viewings v
      WHERE v.customer_id = c.id AND v.state = 'planned' AND v.ends_at > ${now}),
    'fits', (SELECT coalesce(json_agg(newest.at), '[]') FROM (
      SELECT max(fit.at) AS at FROM fits fit JOIN units u ON u.id = fit.unit_id AND u.status = 'available'
      WHERE fit.customer_id = c.id AND fit.kind <> 'price'
        AND fit.at > greatest(${now} - ${NEWS}::interval, c.last_effective_at) GROUP BY fit.unit_id) newest),
    'cheaper', (SELECT coalesce(json_agg(newest.at), '[]') FROM (
      SELECT max(e.at) AS at FROM proposals p JOIN proposal_units given ON given.proposal_id = p.id
      JOIN units u ON u.id = given.unit_id AND u.status = 'available' AND u.list_price < given.list_price
      JOIN unit_events e ON e.unit_id = u.id AND e.kind = 'price' AND e.new_price < e.old_price
        AND e.at > greatest(${now} - ${NEWS}::interval, c.last_effective_at)
      WHERE p.customer_id = c.id AND p.withdrawn_at IS NULL GROUP BY u.id) newest),
    'paymentOn', (SELECT min(pay.due_on) FROM deals d JOIN payments pay ON pay.deal_id = d.id
      WHERE d.customer_id = c.id AND d.ended_at IS NULL AND pay.dropped_at IS NULL AND pay.received < pay.amount),
    'holdEndsAt', (SELECT min(u.held_until) FROM units u
      WHERE u.customer_id = c.id AND u.status = 'held' AND u.held_until > ${now})
  )`;

const factsOf = z.array(z.object({ id: z.string(), facts: whyFacts }));

/** The facts of these customers, as far as the person may see them, by id. */
export async function listFacts(
  { db, now }: Reading,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, WhyFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<unknown[]>`
    SELECT c.id, ${selectWhy(Prisma.sql`${now}::timestamptz`)} AS facts FROM customers c
    WHERE c.id = ANY(${[...ids]}::uuid[]) AND ${visibleTo(actor, 'customer:see')}`;
  return new Map(factsOf.parse(rows).map(({ id, facts }) => [id, facts]));
}

const ownRow = z.array(
  z.object({
    id: z.string(),
    number: z.number(),
    name: z.string(),
    gender: z.string().nullable(),
    facts: whyFacts,
  }),
);

/** Every customer of a rep, with what may be a reason to call: one statement, whatever the number. */
export async function listOwnFacts({ db, now }: Reading, repId: string) {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT c.id, c.number, c.name, c.gender, ${selectWhy(Prisma.sql`${now}::timestamptz`)} AS facts
    FROM customers c WHERE c.rep_id = ${repId}::uuid AND c.status = 'active' AND NOT c.do_not_contact`;
  return ownRow.parse(rows);
}
