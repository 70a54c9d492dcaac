import { bag, bags, str } from '../bags.ts';
import { listBlockProblems } from '../blocks/validate.ts';
import { type Delivery, deliver, NOT_SENT } from '../delivery.ts';
import { enterValues, offeredKey, type PlainValues } from '../entering.ts';
import { ActError } from '../errors.ts';
import { requirePerson } from '../people.ts';
import type { Bag } from '../types.ts';
import type { World } from '../world.ts';
import { requireElement } from './actions.ts';
import { commonPart } from './payloads.ts';
import { type Place, spotOf } from './places.ts';

export interface Suggested {
  delivery: Delivery;
  options?: Bag[];
  option_groups?: Bag[];
}

/** Standard of `min_query_length`; documented. */
const MIN_QUERY = 3;

/** A person types into an external select. */
export async function suggest(
  world: World,
  asking: {
    user: string;
    in: Place;
    blockId: string;
    actionId: string;
    query: string;
    values?: PlainValues;
  },
): Promise<Suggested> {
  const person = requirePerson(world, asking.user);
  const spot = spotOf(world, asking.user, asking.in);
  const placed = requireElement(spot, asking.blockId, asking.actionId);
  if (!str(placed.element.type).includes('external_select')) {
    throw new ActError('bad_request', `${asking.actionId} is not an external select.`);
  }
  enterValues(world, spot.blocks, { values: spot.values, place: spot.key }, asking.values ?? {});
  const least =
    typeof placed.element.min_query_length === 'number'
      ? placed.element.min_query_length
      : MIN_QUERY;
  if ([...asking.query].length < least) return { delivery: NOT_SENT, options: [] };
  const payload: Bag = {
    ...commonPart(world, person),
    type: 'block_suggestion',
    action_id: placed.actionId,
    block_id: placed.blockId,
    value: asking.query,
    ...spot.part(),
  };
  const name = `block_suggestion ${placed.actionId}`;
  const delivery = await deliver(world, {
    type: 'interactive',
    payload,
    name,
    user: person.id,
    kind: 'suggestion',
  });
  const key = offeredKey(spot.key, placed.blockId, placed.actionId);
  return { delivery, ...offered(world, person.id, key, bag(delivery.response)) };
}

/** Documented: suggestions obey the limits of a static select. What is offered may be picked. */
function offered(
  world: World,
  user: string,
  key: string,
  response: Bag,
): Omit<Suggested, 'delivery'> {
  const options = bags(response.options);
  const groups = bags(response.option_groups);
  const problem = firstProblem(options, groups);
  if (problem) {
    world.traffic.add({
      kind: 'rule',
      name: 'block_suggestion',
      ok: false,
      error: 'invalid_options',
      rule: problem,
      evidence: 'documented',
    });
    world.notify({ user, kind: 'suggestion', error: 'invalid_options', text: problem });
    return { options: [] };
  }
  const all = [...options, ...groups.flatMap((group) => bags(group.options))];
  const known = world.offered.get(key) ?? new Map<string, Bag>();
  for (const option of all) known.set(str(option.value), option);
  world.offered.set(key, known);
  return groups.length > 0 ? { option_groups: groups } : { options };
}

function firstProblem(options: Bag[], groups: Bag[]): string | null {
  if (options.length === 0 && groups.length === 0) return null;
  const choice = groups.length > 0 ? { option_groups: groups } : { options };
  const probe = {
    type: 'actions',
    elements: [{ type: 'static_select', action_id: 'probe', ...choice }],
  };
  const [first] = listBlockProblems([probe], 'message', '');
  return first ? `${first.message} [json-pointer:${first.pointer}]` : null;
}
