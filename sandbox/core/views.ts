import { stateOf } from './elements.ts';
import { documented } from './errors.ts';
import { requireTrigger, useTrigger } from './triggers.ts';
import type { View } from './types.ts';
import { viewContent } from './view-content.ts';
import type { World } from './world.ts';

/** Documented: three views in a stack. */
const STACK_LIMIT = 3;

export function stackOf(world: World, user: string): View[] {
  return world.stacks.get(user) ?? [];
}

export function topView(world: World, user: string): View | null {
  return stackOf(world, user).at(-1) ?? null;
}

/** A view by id, on anybody's stack or home tab. */
export function findView(world: World, id: string): View | null {
  return allViews(world).find((view) => view.id === id) ?? null;
}

function allViews(world: World): View[] {
  return [...[...world.stacks.values()].flat(), ...world.homes.values()];
}

/** Opens a modal. Third-party: what was open for this person is replaced by the new stack. */
export function openView(world: World, triggerId: string, source: unknown): View {
  const trigger = requireTrigger(world, triggerId);
  const view = build(world, trigger.user, source, 'modal');
  useTrigger(world, triggerId);
  world.stacks.set(trigger.user, [view]);
  tell(world, view, 'opened');
  return view;
}

/** Documented: a push needs a trigger from within the stack, and there are at most three views. */
export function pushView(world: World, triggerId: string, source: unknown): View {
  const trigger = requireTrigger(world, triggerId);
  const stack = stackOf(world, trigger.user);
  const from = stack.find((view) => view.id === trigger.viewId);
  if (!from)
    throw documented('not_found', 'views.push needs a trigger from a modal that is still open.');
  const view = stackUp(world, trigger.user, source);
  useTrigger(world, triggerId);
  return view;
}

/** Puts a view on top of what is open; also what `response_action: push` does. */
export function stackUp(world: World, user: string, source: unknown): View {
  const stack = stackOf(world, user);
  if (stack.length >= STACK_LIMIT) throw documented('push_limit_reached');
  const view = build(world, user, source, 'modal');
  view.root_view_id = stack[0]?.id ?? view.id;
  view.previous_view_id = stack.at(-1)?.id ?? null;
  world.stacks.set(user, [...stack, view]);
  tell(world, view, 'pushed');
  return view;
}

/** Replaces the content of a view in place: same id, new hash. */
export function updateView(
  world: World,
  which: { viewId?: string; externalId?: string; hash?: string },
  source: unknown,
): View {
  const view = which.viewId
    ? findView(world, which.viewId)
    : (allViews(world).find((v) => which.externalId && v.external_id === which.externalId) ?? null);
  if (!view) throw documented('not_found');
  requireHash(view, which.hash);
  replaceContent(world, view, source);
  if (view.type === 'home') tellHome(world, view);
  else tell(world, view, 'updated');
  return view;
}

export function publishHome(
  world: World,
  user: string,
  source: unknown,
  hash: string | undefined,
): View {
  if (!world.manifest.homeTab)
    throw documented('not_enabled', 'The Home tab is switched off in the manifest.');
  const old = world.homes.get(user);
  if (old) {
    requireHash(old, hash);
    replaceContent(world, old, source);
    tellHome(world, old);
    return old;
  }
  // Documented only as "a mismatch": a hash where nothing is stored cannot match either.
  if (hash) throw documented('hash_conflict');
  const view = build(world, user, source, 'home');
  world.homes.set(user, view);
  tellHome(world, view);
  return view;
}

/** Takes views off the stack, from the given one upwards. */
export function dropViews(world: World, view: View): void {
  const stack = stackOf(world, view.user);
  const at = stack.indexOf(view);
  if (at < 0) return;
  world.stacks.set(view.user, stack.slice(0, at));
  tell(world, view, 'closed');
}

export function showErrors(world: World, view: View, errors: Record<string, string>): void {
  view.errors = errors;
  tell(world, view, 'errors');
}

function requireHash(view: View, hash: string | undefined): void {
  if (hash && hash !== view.hash) throw documented('hash_conflict');
}

function build(world: World, user: string, source: unknown, type: View['type']): View {
  const id = world.ids.next('V');
  const view: View = {
    id,
    user,
    type,
    hash: '',
    root_view_id: id,
    previous_view_id: null,
    values: {},
    errors: {},
    ...viewContent(world, source, type),
  };
  requireFreeExternalId(world, view);
  view.hash = world.ids.hash(world.clock.seconds());
  view.values = stateOf(view.blocks, {});
  return view;
}

function replaceContent(world: World, view: View, source: unknown): void {
  const fresh = viewContent(world, source, view.type);
  requireFreeExternalId(world, { ...view, ...fresh });
  Object.assign(view, fresh, { hash: world.ids.hash(world.clock.seconds()), errors: {} });
  view.values = stateOf(view.blocks, view.values);
}

function requireFreeExternalId(world: World, view: View): void {
  if (!view.external_id) return;
  const taken = allViews(world).some((v) => v.external_id === view.external_id && v.id !== view.id);
  if (taken) throw documented('duplicate_external_id');
}

function tell(world: World, view: View, change: string): void {
  world.bus.tell({
    event: 'view',
    user: view.user,
    data: { user: view.user, change, view_id: view.id },
  });
}

function tellHome(world: World, view: View): void {
  world.bus.tell({ event: 'home', user: view.user, data: { user: view.user } });
}
