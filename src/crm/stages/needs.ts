import type { Handle } from '../../db/client.ts';
import type { Stage } from '../customers/fields.ts';
import { hasEligible } from '../deals/store/checks.ts';
import { hasContract, hasSubscription } from '../deals/store/deals.ts';
import type { NeedKey, Settings } from '../settings/rules.ts';
import { hasViewed } from '../viewings/store.ts';
import { needsOf } from './rules.ts';

/** Something a move may ask for: whether a customer has it, and the doing whose button mends it. */
export interface Need {
  key: NeedKey;
  isMet(db: Handle, customerId: string, settings: Settings): Promise<boolean>;
  mend: { doing: string; input: (customerId: string) => Record<string, string> };
}

const edit = { doing: 'customer.edit', input: (id: string) => ({ id }) };
/** A form of the customer's deal. */
function byDeal(doing: string): Need['mend'] {
  return { doing, input: (customerId) => ({ customerId }) };
}
const log = { doing: 'contact.log', input: (id: string) => ({ id }) };
const viewing = { doing: 'viewing.plan', input: (id: string) => ({ id }) };

/** Every need, one row each; the moves that ask for it are settings of the team. */
export const NEED_ROWS: readonly Need[] = [
  // What is looked for is clear: how large or which layout (#46).
  { key: 'need', isMet: isNeedClear, mend: edit },
  { key: 'budget', isMet: hasBudget, mend: edit },
  { key: 'visit', isMet: hasVisited, mend: log },
  { key: 'viewing', isMet: hasViewed, mend: viewing },
  // May buy, has the money, would get a loan (#22, #31).
  { key: 'eligible', isMet: hasEligible, mend: byDeal('deal.check') },
  { key: 'subscription', isMet: hasSubscription, mend: byDeal('deal.subscribe') },
  { key: 'contract', isMet: hasContract, mend: byDeal('deal.sign') },
];

/** What a move into a stage asks for and the customer does not have, in the order of the table. */
export async function listMissingNeeds(
  db: Handle,
  customerId: string,
  { to, settings }: { to: Stage; settings: Settings },
): Promise<Need[]> {
  const asked = needsOf(to, settings);
  const missing: Need[] = [];
  for (const need of NEED_ROWS) {
    if (asked.includes(need.key) && !(await need.isMet(db, customerId, settings)))
      missing.push(need);
  }
  return missing;
}

async function isNeedClear(db: Handle, id: string): Promise<boolean> {
  const { layouts, areaMin, areaMax } = await db.customer.findUniqueOrThrow({
    where: { id },
    select: { layouts: true, areaMin: true, areaMax: true },
  });
  return layouts.length > 0 || areaMin !== null || areaMax !== null;
}

async function hasBudget(db: Handle, id: string): Promise<boolean> {
  const { budgetMin, budgetMax } = await db.customer.findUniqueOrThrow({
    where: { id },
    select: { budgetMin: true, budgetMax: true },
  });
  return budgetMin !== null || budgetMax !== null;
}

async function hasVisited(db: Handle, id: string): Promise<boolean> {
  const { visitCount } = await db.customer.findUniqueOrThrow({
    where: { id },
    select: { visitCount: true },
  });
  return visitCount > 0;
}
