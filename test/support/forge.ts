import { deliver } from '../../sandbox/core/delivery.ts';
import { commonPart } from '../../sandbox/core/interactions/payloads.ts';
import { requirePerson } from '../../sandbox/core/people.ts';
import { newTrigger } from '../../sandbox/core/triggers.ts';
import type { PracticeSlack } from '../../sandbox/practice.ts';

/**
 * What an attacker with an own client can send: a well-formed press of any button with any value, whether
 * or not the person ever saw one. Slack signs it, since the person is real.
 */
export async function forgePress(
  slack: PracticeSlack,
  user: string,
  actionId: string,
  value: unknown,
): Promise<void> {
  const { world } = slack;
  const person = requirePerson(world, user);
  await deliver(world, {
    type: 'interactive',
    name: `forged ${actionId}`,
    user,
    kind: 'action',
    payload: {
      ...commonPart(world, person),
      type: 'block_actions',
      trigger_id: newTrigger(world, user),
      container: { type: 'message' },
      channel: { id: 'C_GENERAL', name: 'general' },
      message: { ts: '1.1', text: '' },
      actions: [
        {
          type: 'button',
          action_id: actionId,
          block_id: 'b',
          action_ts: '1.1',
          value: JSON.stringify(value),
        },
      ],
    },
  });
}
