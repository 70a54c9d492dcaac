import { bags, copy, isBag, str } from './bags.ts';
import type { Bag, Block } from './types.ts';
import type { World } from './world.ts';

const INTERACTIVE =
  /_select$|_input$|picker$|^button$|^overflow$|^checkboxes$|^radio_buttons$|_button$|^feedback_buttons$/;

/** A copy in which every block and interactive element has an id; Slack makes up the missing ones (documented). */
export function withIds(world: World, source: unknown): Block[] {
  const blocks = copy(bags(source)) as Block[];
  for (const block of blocks) nameBlock(world, block);
  return blocks;
}

function nameBlock(world: World, block: Bag): void {
  if (!str(block.block_id)) block.block_id = world.ids.short();
  for (const key of ['accessory', 'element']) {
    const element = block[key];
    if (isBag(element)) nameElement(world, element);
  }
  for (const element of [...bags(block.elements), ...bags(block.actions)]) {
    if (block.type === 'carousel') nameBlock(world, element);
    else nameElement(world, element);
  }
  for (const child of bags(block.child_blocks)) nameBlock(world, child);
}

function nameElement(world: World, element: Bag): void {
  if (INTERACTIVE.test(str(element.type)) && !str(element.action_id))
    element.action_id = world.ids.short();
}
