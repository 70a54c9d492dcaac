import { bag, str } from '../bags.ts';
import { type Delivery, deliver, NOT_SENT } from '../delivery.ts';
import { enterValues, type PlainValues } from '../entering.ts';
import { ActError, SlackError } from '../errors.ts';
import { requirePerson } from '../people.ts';
import { newTrigger } from '../triggers.ts';
import type { Bag, View } from '../types.ts';
import { viewObject } from '../view-content.ts';
import {
  dropViews,
  findView,
  showErrors,
  stackOf,
  stackUp,
  topView,
  updateView,
} from '../views.ts';
import type { World } from '../world.ts';
import { listInputErrors } from './checking.ts';
import { commonPart } from './payloads.ts';

export interface Submitted {
  delivery: Delivery;
  outcome: 'closed' | 'updated' | 'pushed' | 'cleared' | 'errors' | 'invalid' | 'failed';
  errors: Record<string, string>;
}

/** A person submits a modal; the top one unless another is named. */
export async function submit(
  world: World,
  submitting: { user: string; viewId?: string; values?: PlainValues },
): Promise<Submitted> {
  const view = requireModal(world, submitting.user, submitting.viewId);
  enter(world, view, submitting.values ?? {});
  if (!view.submit) throw new ActError('bad_request', 'This modal has no submit button.');
  const errors = listInputErrors(view);
  showErrors(world, view, errors);
  if (Object.keys(errors).length > 0) return { delivery: NOT_SENT, outcome: 'invalid', errors };
  const payload: Bag = {
    ...commonPart(world, requirePerson(world, view.user)),
    type: 'view_submission',
    trigger_id: newTrigger(world, view.user, view.id),
    view: viewObject(world, view),
    response_urls: [],
  };
  const name = `view_submission ${view.callback_id}`;
  const delivery = await deliver(world, {
    type: 'interactive',
    payload,
    name,
    user: view.user,
    kind: 'view',
  });
  if (!delivery.acked) return { delivery, outcome: 'failed', errors: {} };
  return { delivery, ...applyResponse(world, view, bag(delivery.response)) };
}

/** Keeps what a person typed without telling the bot. */
export function enter(world: World, view: View, values: PlainValues): void {
  enterValues(
    world,
    view.blocks,
    { values: view.values, place: `${view.user} ${view.id}` },
    values,
  );
}

export function requireModal(world: World, user: string, viewId?: string): View {
  const view = viewId ? findView(world, viewId) : topView(world, user);
  if (view?.user === user && view.type === 'modal') return view;
  throw new ActError(
    'no_such_view',
    viewId ? `${user} has no open modal ${viewId}.` : `${user} has no open modal.`,
  );
}

/** Documented: errors, update, push, clear; anything else closes this view. */
function applyResponse(world: World, view: View, response: Bag): Omit<Submitted, 'delivery'> {
  try {
    const action = str(response.response_action);
    if (action === 'errors') return rejected(world, view, bag(response.errors));
    if (action === 'update') updateView(world, { viewId: view.id }, response.view);
    else if (action === 'push') stackUp(world, view.user, response.view);
    else if (action === 'clear') clear(world, view.user);
    else dropViews(world, view);
    const outcome =
      ({ update: 'updated', push: 'pushed', clear: 'cleared' } as const)[action] ?? 'closed';
    return { outcome, errors: {} };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return failed(world, view, error.error, error.rule ?? error.error);
  }
}

/** Documented: keys are block_ids of input blocks. Others make Slack's client say that something went wrong. */
function rejected(world: World, view: View, errors: Bag): Omit<Submitted, 'delivery'> {
  const inputs = new Set(
    view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
  );
  const stray = Object.entries(errors).find(
    ([id, text]) => !inputs.has(id) || typeof text !== 'string',
  );
  const none = Object.keys(errors).length === 0;
  if (stray || none) {
    const which = stray
      ? `"${stray[0]}" is not an input block of this view.`
      : 'There are no errors in it.';
    return failed(world, view, 'invalid_errors', `response_action errors: ${which}`);
  }
  const shown = Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, String(text)]));
  showErrors(world, view, shown);
  return { outcome: 'errors', errors: shown };
}

/** The modal stays and Slack's client says that it had trouble. */
function failed(
  world: World,
  view: View,
  error: string,
  rule: string,
): Omit<Submitted, 'delivery'> {
  const name = `view_submission ${view.callback_id}`;
  world.traffic.add({ kind: 'rule', name, ok: false, error, rule, evidence: 'documented' });
  world.notify({
    user: view.user,
    kind: 'view',
    error,
    text: `We had some trouble connecting. Try again? (${error})`,
  });
  return { outcome: 'failed', errors: {} };
}

function clear(world: World, user: string): void {
  const [root] = stackOf(world, user);
  if (root) dropViews(world, root);
}

/**
 * A person closes the top view, or the whole stack with ×. Documented: `clear_on_close` closes all, and the bot hears of it only
 * where `notify_on_close` is set.
 */
export async function close(
  world: World,
  closing: { user: string; viewId?: string; all?: boolean },
): Promise<Delivery> {
  const view = requireModal(world, closing.user, closing.viewId);
  const stack = stackOf(world, closing.user);
  const all = closing.all === true || view.clear_on_close;
  const gone = all ? stack : stack.slice(stack.indexOf(view));
  const isCleared = gone.length === stack.length;
  if (gone[0]) dropViews(world, gone[0]);
  let last = NOT_SENT;
  for (const one of [...gone].reverse().filter((v) => v.notify_on_close)) {
    last = await tellClosed(world, one, isCleared);
  }
  return last;
}

function tellClosed(world: World, view: View, isCleared: boolean): Promise<Delivery> {
  const payload: Bag = {
    ...commonPart(world, requirePerson(world, view.user)),
    type: 'view_closed',
    view: viewObject(world, view),
    is_cleared: isCleared,
  };
  const name = `view_closed ${view.callback_id}`;
  return deliver(world, { type: 'interactive', payload, name, user: view.user, kind: 'view' });
}
