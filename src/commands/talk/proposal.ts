import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { insteadSays, type Reply, says } from '../../bot/reply.ts';
import { proposalBlocks, type Understood } from '../../bot/views/talk/proposal.ts';
import { dropDraft, keepDraft, takeDraft } from '../../crm/drafts/usecases.ts';
import { newId } from '../../lib/id.ts';
import { Refusal } from '../../lib/refusal.ts';

/** One thing a card offers: a doing with its input, exactly as if a button or a command had asked for it. */
export interface Choice {
  label: string;
  doing: string;
  input: Record<string, unknown>;
  /** What the card says afterwards where the doing answers with a screen: it was done. */
  done?: string;
}

const draftOf = (proposal: string): string => `talk:${proposal}`;

/** Slack shows 25 buttons in a row of actions; cancel is one of them. */
const MOST = 10;

/**
 * Says what was understood and offers choices. These are kept sealed, since they hold what was typed;
 * the buttons carry an id and a place alone.
 */
export async function propose(scene: Scene, card: Understood, offered: Choice[]): Promise<Reply> {
  const choices = offered.slice(0, MOST);
  const proposal = newId();
  await keepDraft(scene, draftOf(proposal), choices);
  const labels = choices.map(({ label }) => label);
  return says(card.text, proposalBlocks(scene, card, { proposal, labels }));
}

/** Does what was chosen, once; permission and input are checked again by the doing itself. */
const take = doing({
  id: 'talk.take',
  can: 'help:read',
  input: z.object({ proposal: z.uuid(), choice: z.number().int().min(0).max(MOST) }),
  async run(scene, { proposal, choice }): Promise<Reply> {
    const form = draftOf(proposal);
    const draft = await takeDraft<Choice[]>(scene, form);
    const chosen = draft?.values[choice];
    if (!draft || !chosen) throw new Refusal('proposalGone');
    const keep = () => keepDraft(scene, form, draft.values);
    const reply = await scene.ask(chosen.doing, chosen.input).catch(async (error: unknown) => {
      await keep();
      throw error;
    });
    if (reply.show === 'line') return insteadSays(reply.line);
    const view = 'view' in reply ? reply.view : undefined;
    if (!view || !chosen.done || view.callback_id !== 'customer.card') {
      // A form was opened or one more question asked: nothing is done yet, the card stays.
      await keep();
      return reply;
    }
    return insteadSays({ text: chosen.done }, view);
  },
});

const drop = doing({
  id: 'talk.drop',
  can: 'help:read',
  input: z.object({ proposal: z.uuid() }),
  async run(scene, { proposal }) {
    await dropDraft(scene, draftOf(proposal));
    return insteadSays({ text: scene.w.talk.dropped });
  },
});

export const proposalDoings = [take, drop];
