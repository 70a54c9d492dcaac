import { z } from 'zod';
import { esc } from '../bot/blocks.ts';
import { doing, type Feature } from '../bot/doing.ts';
import { closes, opens, says } from '../bot/reply.ts';
import { reassignModal } from '../bot/views/assignment.ts';
import {
  askRep,
  handleWaiting,
  listReps,
  readForReassign,
  readWaiting,
  reassignCustomers,
} from '../crm/assignment/usecases.ts';
import { takeColleague } from '../lib/colleague-name.ts';

/** A line is mrkdwn: a rep's name, theirs to choose in Slack, must have no effect in it. */
const harmless = ({ n, rep }: { n: number; rep: string }) => ({ n, rep: esc(rep) });

const line = z.object({ messageId: z.uuid(), memberId: z.uuid() });

const ask = doing({
  id: 'roll-up.ask',
  can: 'nudge:roll-up',
  input: line,
  async run(scene, input) {
    return says(scene.w.nudges.didAsk(harmless(await askRep(scene, input))));
  },
});

const handle = doing({
  id: 'roll-up.handle',
  can: 'nudge:roll-up',
  input: line,
  async run(scene, input) {
    return says(scene.w.nudges.didHandle(harmless(await handleWaiting(scene, input))));
  },
});

const fromRollUp = doing({
  id: 'roll-up.reassign',
  can: 'customer:reassign',
  input: line,
  async run(scene, input) {
    const { waiting, rep } = await readWaiting(scene, input);
    const reps = await listReps(scene, waiting[0]!.teamId);
    return opens(reassignModal(scene, { waiting, reps: reps.filter(({ id }) => id !== rep.id) }));
  },
});

const fromCard = doing({
  id: 'customer.reassign',
  can: 'customer:reassign',
  input: z.object({ id: z.uuid(), to: z.string().max(4000).optional() }),
  async run(scene, { id, to }) {
    const customer = await readForReassign(scene, id);
    const others = await listReps(scene, customer.teamId);
    const reps = others.filter((rep) => rep.id !== customer.repId);
    const repId = to ? takeColleague(to, reps)?.colleague.id : undefined;
    return opens(reassignModal(scene, { waiting: [customer], reps, repId }));
  },
});

const reassign = doing({
  id: 'customer.reassign-to',
  can: 'customer:reassign',
  input: z.object({
    values: z.object({ customers: z.array(z.uuid()).min(1).max(100), rep: z.uuid() }),
  }),
  async run(scene, { values }) {
    const done = await reassignCustomers(scene, {
      customerIds: values.customers,
      toId: values.rep,
    });
    return closes({ text: scene.w.nudges.didReassign(harmless(done)) });
  },
});

/** What a manager does about waiting customers, and from a card: ask, take over, give to another rep. */
export const assignment: Feature = { doings: [ask, handle, fromRollUp, fromCard, reassign] };
