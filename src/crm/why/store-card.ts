import { Prisma } from '../../db/generated/client.ts';
import { cardPart } from '../customers/store-part.ts';
import { weigh } from './rules.ts';
import { selectWhy, whyFacts } from './store.ts';

/** The reasons to call the customer today. */
export const why = cardPart({
  select: selectWhy(Prisma.sql`t.now`),
  shape: whyFacts,
  read: (facts, { actor, settings, now }) => weigh(facts, { now, zone: actor.zone, settings }),
});
