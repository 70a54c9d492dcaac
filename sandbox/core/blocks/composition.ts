import { isDeepStrictEqual } from 'node:util';
import { bags, isBag } from '../bags.ts';
import type { Bag } from '../types.ts';
import {
  type At,
  boolean,
  byType,
  type Check,
  down,
  fail,
  listOf,
  object,
  oneOf,
  string,
} from './check.ts';

/** Composition objects. All limits documented, unless a comment says otherwise. */

export function plainText(max: number): Check {
  return object({ type: oneOf('plain_text'), text: string({ min: 1, max }), 'emoji?': boolean });
}

function mrkdwn(max: number): Check {
  return object({ type: oneOf('mrkdwn'), text: string({ min: 1, max }), 'verbatim?': boolean });
}

export function anyText(max: number): Check {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) }, 'text object');
}

export function mrkdwnText(max: number): Check {
  return byType({ mrkdwn: mrkdwn(max) }, 'text object');
}

export const actionId = string({ min: 1, max: 255 });
export const placeholder = plainText(150);

const url = string({ min: 1, max: 3000 });

export const confirm = object({
  'title?': plainText(100),
  text: anyText(300),
  'confirm?': plainText(30),
  'deny?': plainText(30),
  'style?': oneOf('primary', 'danger'),
});

/** Third-party sources differ on the value (75 or 150 characters): the stricter. */
const OPTION = { value: string({ max: 75 }), 'description?': plainText(75) };

export const plainOption = object({ text: plainText(75), ...OPTION });
export const overflowOption = object({ text: plainText(75), ...OPTION, 'url?': url });
export const markedOption = object({ text: anyText(75), ...OPTION, 'description?': anyText(75) });

export const optionGroup = object({
  label: plainText(75),
  options: listOf(plainOption, { min: 1, max: 100 }),
});

/** Options or groups, not both and not neither. */
export function eitherOptions(value: Bag, at: At): void {
  const given = ['options', 'option_groups'].filter((key) => value[key] !== undefined);
  if (given.length === 1) return;
  fail(at, 'options', 'must define either `options` or `option_groups`, not both', {
    type: 'exclusive',
    expected: 1,
    got: given.length,
  });
}

/** Documented: initial options must equal options exactly. */
export function initialAmongOptions(value: Bag, at: At): void {
  const known = [
    ...bags(value.options),
    ...bags(value.option_groups).flatMap((group) => bags(group.options)),
  ];
  const wanted: [string, Bag[]][] = [
    ['initial_option', isBag(value.initial_option) ? [value.initial_option] : []],
    ['initial_options', bags(value.initial_options)],
  ];
  for (const [key, initial] of wanted) {
    for (const option of initial) {
      if (known.some((other) => isDeepStrictEqual(other, option))) continue;
      fail(down(at, key), 'not_an_option', 'initial option must exactly match one of the options', {
        type: 'initial_option',
        expected: known.map((other) => other.value),
        got: option.value,
      });
    }
  }
}

export const dispatchConfig = object({
  'trigger_actions_on?': listOf(oneOf('on_enter_pressed', 'on_character_entered'), {
    min: 1,
    max: 2,
  }),
});

export const conversationFilter = object({
  'include?': listOf(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
  'exclude_external_shared_channels?': boolean,
  'exclude_bot_users?': boolean,
});

const slackFile = object({ 'id?': string({ min: 1 }), 'url?': string({ min: 1 }) }, (value, at) => {
  const given = ['id', 'url'].filter((key) => value[key] !== undefined).length;
  if (given !== 1)
    fail(at, 'slack_file', 'must define either `id` or `url`', {
      type: 'exclusive',
      expected: 1,
      got: given,
    });
});

export const IMAGE_SOURCE = { 'image_url?': url, 'slack_file?': slackFile };

export function oneImageSource(value: Bag, at: At): void {
  const given = ['image_url', 'slack_file'].filter((key) => value[key] !== undefined).length;
  if (given === 1) return;
  fail(at, 'image_source', 'must define either `slack_file` or `image_url`', {
    type: 'exclusive',
    expected: 1,
    got: given,
  });
}

export { url };
