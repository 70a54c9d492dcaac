import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { doing } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { dealModal } from '../../bot/views/deals/deal.ts';
import { whichModal } from '../../bot/views/deals/which.ts';
import { type Done, doneBlocks, doneText } from '../../bot/views/done.ts';
import type { Which } from '../../crm/deals/opening.ts';
import { type DealView, readDeal } from '../../crm/deals/usecases/reading.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { optionOf } from '../log/start.ts';

/** Which deal a button or a form means: itself, or that of a customer; a typed line names one in its text. */
export const which = {
  dealId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  /** What the card's own buttons say. */
  id: z.uuid().optional(),
};
export const whichText = { ...which, text: z.string().max(4000).optional() };

interface Named {
  dealId?: string | undefined;
  customerId?: string | undefined;
  id?: string | undefined;
  text?: string | undefined;
}

/** The deal that was named by its id or its customer's; null where neither was. */
function namedIn({ dealId, customerId, id }: Named): Which | null {
  if (dealId) return { dealId };
  const named = customerId ?? id;
  return named ? { customerId: named } : null;
}

/** The same for a form that came back, which always names one. Throws `notAllowed` otherwise. */
export function requireWhich(named: Named): Which {
  const found = namedIn(named);
  if (!found) throw new Refusal('notAllowed');
  return found;
}

/**
 * Opens the form of a step for the deal that is named, with the words that were typed besides; asks whose
 * deal it is where nobody or several are named.
 */
export async function withDeal(
  scene: Scene,
  input: Named,
  step: string,
  open: (view: DealView, rest: string) => Promise<Reply> | Reply,
): Promise<Reply> {
  // Looking at a deal asks for less than changing it.
  const action = step === 'deal.open' ? 'deal:see' : 'deal:change';
  const named = namedIn(input);
  const text = (input.text ?? '').trim();
  if (named) return open(await readDeal(scene, named, action), text);
  if (!text) return opens(whichModal(scene, { step, rest: '' }));
  const { found, rest } = await findAddressees(scene, text);
  const [only] = found;
  if (only && found.length === 1)
    return open(await readDeal(scene, { customerId: only.id }, action), rest);
  return opens(whichModal(scene, { step, rest, several: found.map(optionOf) }));
}

/** Says what was done on the screen of the deal; where no modal is open, as a line with a way to it. */
export async function showsDeal(scene: Scene, at: Which, done?: Done): Promise<Reply> {
  const { view, from } = scene.place;
  if (!view && done) return says(doneText(done), doneBlocks(scene, done));
  const screen = dealModal(scene, await readDeal(scene, at), done);
  if (!view) return opens(screen);
  return from === 'submission' ? goesBack(screen) : replaces(screen);
}

/** The steps that ask whose deal it is. */
const STEPS = [
  'deal.open',
  'deal.intent',
  'deal.subscribe',
  'deal.sign',
  'deal.check',
  'deal.condition',
  'deal.appoint',
  'deal.pay',
  'deal.back',
  'deal.correct',
  'deal.mark',
] as const;

/** Whose deal it is was answered: the step goes on, in the place of the question. */
export const chosen = doing({
  id: 'deal.which',
  can: 'deal:see',
  input: z.object({
    step: z.enum(STEPS),
    rest: z.string().max(1000).default(''),
    values: z.object({ customer: z.uuid() }),
  }),
  async run(scene, { step, rest, values }): Promise<Reply> {
    const reply = await scene.ask(step, {
      customerId: values.customer,
      ...(rest && { text: rest }),
    });
    return reply.show === 'modal' ? replaces(reply.view) : reply;
  },
});
