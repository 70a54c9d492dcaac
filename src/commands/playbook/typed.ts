import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens } from '../../bot/reply.ts';
import { stageModal } from '../../bot/views/followup-stage.ts';
import { planModal } from '../../bot/views/playbook/plan.ts';
import { readPlan } from '../../crm/playbooks/usecases/plan.ts';
import { readForMove } from '../../crm/stages/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';
import { typedLine } from '../customer/typed-line.ts';
import { readWho } from '../customer/who.ts';

/** `playbook C-1042`, `剧本 王女士`. */
const plan = doing({
  id: 'playbook.typed',
  can: 'playbook:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { id } = await readWho(scene, text);
    return opens(planModal(scene, await readPlan(scene, id)));
  },
});

/** `stage C-1042`, `stage C-1042 negotiating`, `阶段 王女士 洽谈`: the moves, or the one that was named. */
const stage = doing({
  id: 'stage.typed',
  can: 'customer:move-stage',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { id: customerId, rest } = await readWho(scene, text);
    const found = await readForMove(scene, customerId);
    if (rest === '') return opens(stageModal(scene, found));
    const named = found.settings.stages.find(({ key, zh, en }) =>
      [key, zh, en].some((name) => name.toLowerCase() === rest.toLowerCase()),
    );
    const move = found.moves.find(({ to }) => to === named?.key);
    if (!named) throw new Refusal('stageUnknown', { word: rest.slice(0, 40) });
    if (!move) throw new Refusal('moveNotOpen');
    return scene.ask(move.kind === 'forward' ? 'stage.set' : 'stage.ask', {
      customerId,
      to: move.to,
    });
  },
});

export const typedDoings = [plan, stage];
