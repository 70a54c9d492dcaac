import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import { dealModal } from '../../bot/views/deals/deal.ts';
import { dealsModal } from '../../bot/views/deals/list.ts';
import { listDeals } from '../../crm/deals/usecases/listing.ts';
import { readDeal } from '../../crm/deals/usecases/reading.ts';
import { findStep } from './steps.ts';
import { which, withDeal } from './which.ts';

/** The screen of a deal, from the card, the list, a nudge. */
const open = doing({
  id: 'deal.open',
  can: 'deal:see',
  input: z.object(which),
  async run(scene, input): Promise<Reply> {
    const at = input.dealId
      ? { dealId: input.dealId }
      : { customerId: input.customerId ?? input.id ?? '' };
    const view = dealModal(scene, await readDeal(scene, at));
    // Another deal of the same customer takes the place of the first.
    return scene.place.view?.callbackId === 'deal.open' ? replaces(view) : opens(view);
  },
});

/** `/deal` with anything but a subcommand: nothing lists, a customer opens the deal, `C-1042 认购 …` its step. */
const start = doing({
  id: 'deal.start',
  can: 'deal:see',
  input: z.object({ text: z.string().max(4000) }),
  async run(scene, { text }): Promise<Reply> {
    if (!text.trim()) return opens(dealsModal(scene, await listDeals(scene)));
    return withDeal(scene, { text }, 'deal.open', (view, rest) => {
      const found = findStep(rest);
      if (!found) return opens(dealModal(scene, view));
      const { step } = found;
      const said = step.parse(found.rest, scene) as object;
      return scene.ask(step.doing, { ...said, customerId: view.file.id });
    });
  },
});

const list = doing({
  id: 'deal.list',
  can: 'deal:see',
  input: z.object({}),
  run: async (scene) => opens(dealsModal(scene, await listDeals(scene))),
});

export const openDoings = [open, start, list];
