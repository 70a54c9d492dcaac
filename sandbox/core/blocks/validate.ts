import { bag, bags, isBag, str } from '../bags.ts';
import { listElements } from '../elements.ts';
import type { Block } from '../types.ts';
import {
  type At,
  boolean,
  down,
  fail,
  listOf,
  object,
  oneOf,
  type Problem,
  type Shape,
  type Surface,
  string,
} from './check.ts';
import { plainText } from './composition.ts';
import { anyBlock } from './kinds.ts';

/** Documented: 50 blocks in a message, 100 in a modal or home tab. */
const MOST: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const MARKDOWN_TOTAL = 12_000;
/** Third-party: at most two charts in a message. */
const CHARTS = 2;

/** All problems of blocks on a surface; pointers start with `pointer`. Pure. */
export function listBlockProblems(
  blocks: unknown,
  surface: Surface,
  pointer = '/blocks',
): Problem[] {
  const at: At = { pointer, problems: [], surface };
  listOf(anyBlock, { max: MOST[surface] })(blocks, at);
  const list = bags(blocks) as Block[];
  uniqueBlockIds(list, at);
  uniqueActionIds(list, at);
  oneFocus(list, at);
  totals(list, at);
  return at.problems;
}

/** Documented: a block_id is unique in its message or view. */
function uniqueBlockIds(blocks: Block[], at: At): void {
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const id = str(block.block_id);
    if (id && seen.has(id)) {
      fail(down(at, index), 'duplicate', `block_id ${id} already exists`, {
        type: 'unique',
        expected: 'unique',
        got: id,
      });
    }
    seen.add(id);
  }
}

/** Documented: an action_id is unique within its block. */
function uniqueActionIds(blocks: Block[], at: At): void {
  for (const [index, block] of blocks.entries()) {
    const ids = listElements([block]).map((placed) => placed.actionId);
    const twice = ids.find((id, position) => ids.indexOf(id) !== position);
    if (twice === undefined) continue;
    fail(down(at, index), 'duplicate', `action_id ${twice} already exists`, {
      type: 'unique',
      expected: 'unique',
      got: twice,
    });
  }
}

/** Documented: only one element may take the focus. */
function oneFocus(blocks: Block[], at: At): void {
  const focused = listElements(blocks).filter(
    (placed) => placed.element.focus_on_load === true,
  ).length;
  if (focused <= 1) return;
  fail(at, 'too_many', 'only one element can have focus_on_load', {
    type: 'max_items',
    expected: 1,
    got: focused,
  });
}

function totals(blocks: Block[], at: At): void {
  const markdown = blocks
    .filter((b) => b.type === 'markdown')
    .reduce((sum, b) => sum + str(b.text).length, 0);
  if (markdown > MARKDOWN_TOTAL) {
    fail(at, 'too_long', 'markdown blocks are too long together', {
      type: 'max_length',
      expected: MARKDOWN_TOTAL,
      got: markdown,
    });
  }
  for (const [type, most] of [
    ['table', 1],
    ['data_visualization', CHARTS],
  ] as const) {
    const count = blocks.filter((b) => b.type === type).length;
    if (count > most)
      fail(at, 'too_many', `only ${most} ${type} allowed`, {
        type: 'max_items',
        expected: most,
        got: count,
      });
  }
}

const COMMON: Shape = {
  blocks: () => undefined,
  'private_metadata?': string({ max: 3000 }),
  'callback_id?': string({ max: 255 }),
  'external_id?': string({ max: 255 }),
};

const MODAL = object({
  type: oneOf('modal'),
  title: plainText(24),
  'submit?': plainText(24),
  'close?': plainText(24),
  'clear_on_close?': boolean,
  'notify_on_close?': boolean,
  ...COMMON,
});

const HOME = object({ type: oneOf('home'), ...COMMON });

/** All problems of a view. Pure. */
export function listViewProblems(view: unknown, pointer = '/view'): Problem[] {
  const surface: Surface = bag(view).type === 'home' ? 'home' : 'modal';
  const at: At = { pointer, problems: [], surface };
  (surface === 'home' ? HOME : MODAL)(view, at);
  if (!isBag(view)) return at.problems;
  at.problems.push(...listBlockProblems(view.blocks, surface, `${pointer}/blocks`));
  // Documented: a modal with an input needs a submit button.
  if (
    surface === 'modal' &&
    !view.submit &&
    bags(view.blocks).some((block) => block.type === 'input')
  ) {
    fail(at, 'missing', 'missing required field: submit', {
      type: 'required',
      expected: 'submit',
      got: null,
    });
  }
  return at.problems;
}
