import { deliver } from '../../sandbox/core/delivery.ts';
import { commonPart } from '../../sandbox/core/interactions/payloads.ts';
import { requirePerson } from '../../sandbox/core/people.ts';
import { newTrigger } from '../../sandbox/core/triggers.ts';
import type { PracticeSlack } from '../../sandbox/practice.ts';

/** What somebody with an own client sends: any doing, any input, any values, as if a screen had held them. */
export interface Forgery {
  user: string;
  doing: string;
  input?: unknown;
  values?: Record<string, unknown>;
}

/** A press of a button in a message, signed by Slack since the person is real. */
export async function forge(slack: PracticeSlack, forgery: Forgery): Promise<void> {
  const { world } = slack;
  const { user, doing, input = {}, values = {} } = forgery;
  await deliver(world, {
    type: 'interactive',
    name: `forged ${doing}`,
    user,
    kind: 'action',
    payload: {
      ...commonPart(world, requirePerson(world, user)),
      type: 'block_actions',
      trigger_id: newTrigger(world, user),
      container: { type: 'message' },
      channel: { id: 'C_GENERAL', name: 'general' },
      message: { ts: '1.1', text: '' },
      state: { values: stateOf(values) },
      actions: [
        {
          type: 'button',
          action_id: doing,
          block_id: 'b',
          action_ts: '1.1',
          value: JSON.stringify(input),
        },
      ],
    },
  });
}

/** A submission of a view nobody ever opened, with a memo of the attacker's own. */
export async function forgeSubmission(slack: PracticeSlack, forgery: Forgery): Promise<void> {
  const { world } = slack;
  const { user, doing, input = {}, values = {} } = forgery;
  await deliver(world, {
    type: 'interactive',
    name: `forged submission ${doing}`,
    user,
    kind: 'submission' as never,
    payload: {
      ...commonPart(world, requirePerson(world, user)),
      type: 'view_submission',
      trigger_id: newTrigger(world, user),
      view: {
        id: `V${world.ids.uuid().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
        hash: world.ids.uuid(),
        type: 'modal',
        callback_id: doing,
        private_metadata: JSON.stringify(input),
        previous_view_id: null,
        blocks: Object.keys(values).map((block_id) => ({ type: 'input', block_id })),
        state: { values: stateOf(values) },
      },
      response_urls: [],
    },
  });
}

/** A question of a search select that no screen holds. */
export async function forgeQuery(
  slack: PracticeSlack,
  { user, search, query }: { user: string; search: string; query: string },
) {
  const { world } = slack;
  return deliver(world, {
    type: 'interactive',
    name: `forged query ${search}`,
    user,
    kind: 'suggestion',
    payload: {
      ...commonPart(world, requirePerson(world, user)),
      type: 'block_suggestion',
      action_id: search,
      block_id: 'b',
      value: query,
      container: { type: 'view' },
    },
  });
}

/** Plain values as Slack wraps them: arrays as several choices, everything else as typed. */
function stateOf(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      {
        value: Array.isArray(value)
          ? { type: 'checkboxes', selected_options: value.map((one) => ({ value: one })) }
          : { type: 'plain_text_input', value },
      },
    ]),
  );
}
