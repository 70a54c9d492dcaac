import { bag, bags, str } from './bags.ts';
import { requireValidView } from './blocks/refuse.ts';
import { thirdParty } from './errors.ts';
import { withIds } from './naming.ts';
import type { Bag, View } from './types.ts';
import type { World } from './world.ts';

/** The part of a view that its author gives and an update replaces. */
type Content = Omit<
  View,
  'id' | 'user' | 'type' | 'hash' | 'root_view_id' | 'previous_view_id' | 'values' | 'errors'
>;

/** The checked content of a view, with ids for all that has none. */
export function viewContent(world: World, source: unknown, type: View['type']): Content {
  requireValidView(world, source);
  const given = bag(source);
  if (given.type !== type) throw thirdParty('invalid_arguments', `A ${type} view is needed here.`);
  return {
    callback_id: str(given.callback_id),
    private_metadata: str(given.private_metadata),
    external_id: str(given.external_id),
    title: objectOrNull(given.title),
    submit: objectOrNull(given.submit),
    close: objectOrNull(given.close),
    blocks: withIds(world, given.blocks),
    clear_on_close: given.clear_on_close === true,
    notify_on_close: given.notify_on_close === true,
    submit_disabled: given.submit_disabled === true,
  };
}

function objectOrNull(value: unknown): Bag | null {
  return bags([value])[0] ?? null;
}

/** The view object of Slack's answers and payloads. */
export function viewObject(world: World, view: View): Bag {
  return {
    id: view.id,
    team_id: world.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values: view.values },
    hash: view.hash,
    title: view.title,
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: world.appId,
    external_id: view.external_id,
    app_installed_team_id: world.team.id,
    bot_id: world.botId,
  };
}
