import { bag, isBag, str } from '../bags.ts';
import { type Delivery, deliver } from '../delivery.ts';
import { findElement, isStateful, optionsOf, type Placed, stateKey } from '../elements.ts';
import { enterValues, type PlainValues } from '../entering.ts';
import { ActError } from '../errors.ts';
import { requirePerson } from '../people.ts';
import type { Bag } from '../types.ts';
import type { World } from '../world.ts';
import { actionTs, commonPart } from './payloads.ts';
import { type Place, type Spot, spotOf } from './places.ts';

export interface Acting {
  user: string;
  in: Place;
  blockId: string;
  actionId: string;
  value?: unknown;
  values?: PlainValues;
  confirmed?: boolean;
}

export interface Acted {
  delivery: Delivery;
  openUrl?: string;
}

/** A person clicks a button, picks from a select or menu, or enters into an input that dispatches. */
export async function act(world: World, acting: Acting): Promise<Acted> {
  const person = requirePerson(world, acting.user);
  const spot = spotOf(world, acting.user, acting.in);
  const placed = requireElement(spot, acting.blockId, acting.actionId);
  requireConfirmation(placed.element, acting.confirmed ?? false);
  enterValues(world, spot.blocks, { values: spot.values, place: spot.key }, acting.values ?? {});
  const chosen = choose(world, spot, placed, acting.value);
  const payload: Bag = {
    ...commonPart(world, person),
    type: 'block_actions',
    trigger_id: spot.trigger(),
    ...spot.part(),
    ...spot.responsePart(),
    actions: [{ ...actionOf(placed, chosen), action_ts: actionTs(world) }],
  };
  const delivery = await deliver(world, {
    type: 'interactive',
    payload,
    name: `block_actions ${placed.actionId}`,
    user: person.id,
    kind: 'action',
  });
  const url = str(placed.element.url) || str(chosen.url);
  return { delivery, ...(url && { openUrl: url }) };
}

export function requireElement(spot: Spot, blockId: string, actionId: string): Placed {
  const placed = findElement(spot.blocks, blockId, actionId);
  if (!placed)
    throw new ActError('no_such_element', `There is no element ${blockId} / ${actionId} here.`);
  return placed;
}

function requireConfirmation(element: Bag, confirmed: boolean): void {
  if (confirmed || !isBag(element.confirm)) return;
  throw new ActError('confirm_needed', 'Slack asks for confirmation first.', {
    confirm: element.confirm,
  });
}

/** Enters the value of a stateful element; for menus and buttons finds what was chosen. */
function choose(world: World, spot: Spot, placed: Placed, value: unknown): Bag {
  if (isStateful(placed.element)) {
    const { blockId, actionId } = placed;
    if (value !== undefined) {
      enterValues(
        world,
        spot.blocks,
        { values: spot.values, place: spot.key },
        { [blockId]: { [actionId]: value } },
      );
    }
    return bag(spot.values[blockId]?.[actionId]);
  }
  if (placed.element.type !== 'overflow') return {};
  const option = optionsOf(placed.element).find((one) => one.value === value);
  if (!option) throw new ActError('no_such_option', `"${String(value)}" is not in the menu.`);
  return option;
}

/** The entry of `actions`; shapes documented per element. */
function actionOf(placed: Placed, chosen: Bag): Bag {
  const { element, blockId, actionId } = placed;
  const type = str(element.type);
  const base = { type, action_id: actionId, block_id: blockId };
  if (type === 'overflow') return { ...base, selected_option: chosen };
  if (isStateful(element)) {
    const key = stateKey(type);
    return {
      ...base,
      [key]: chosen[key],
      ...kept(element, ['placeholder', 'initial_option', 'initial_options']),
    };
  }
  return { ...base, ...kept(element, ['text', 'value', 'style', 'url', 'confirm']) };
}

function kept(element: Bag, keys: string[]): Bag {
  return Object.fromEntries(
    keys.filter((key) => element[key] !== undefined).map((key) => [key, element[key]]),
  );
}
