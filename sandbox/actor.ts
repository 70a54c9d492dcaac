import { bag, str, textOf } from './core/bags.ts';
import { openDm } from './core/channels.ts';
import type { Delivery } from './core/delivery.ts';
import { findElement, listElements, optionsOf, type Placed } from './core/elements.ts';
import type { PlainValues } from './core/entering.ts';
import { ActError } from './core/errors.ts';
import { type Acted, act } from './core/interactions/actions.ts';
import { sendCommand } from './core/interactions/commands.ts';
import { openHome, say, upload } from './core/interactions/events.ts';
import type { Place } from './core/interactions/places.ts';
import { sendShortcut } from './core/interactions/shortcuts.ts';
import {
  close,
  enter,
  requireModal,
  type Submitted,
  submit,
} from './core/interactions/submissions.ts';
import { type Suggested, suggest } from './core/interactions/suggestions.ts';
import type { Block, Message, StoredFile, View } from './core/types.ts';
import { topView } from './core/views.ts';
import type { World } from './core/world.ts';

/** An element: its action_id, the beginning of its text, or exactly. */
export type Wanted = string | RegExp | { action: string; block?: string; value?: string };
/** Where: a message, ephemeral or view; default: the open modal, else the newest message that has it, else the home tab. */
export type Where = Message | View | 'home';

/** Somebody who acts in the workspace, as tests write it: `await slack.as('U_LINA').command('/customer', 'new')`. */
export class Actor {
  readonly id: string;
  readonly #world: World;

  constructor(world: World, id: string) {
    if (!world.people.has(id))
      throw new ActError('unknown_user', `There is nobody with the id ${id}.`);
    this.#world = world;
    this.id = id;
  }

  /** Sends a slash command; from the first channel this person is in, unless told otherwise. */
  async command(command: string, text = '', options: { channel?: string } = {}): Promise<Delivery> {
    const channel = options.channel ?? this.#anyChannel();
    return this.#done(sendCommand(this.#world, { user: this.id, channel, command, text }));
  }

  async shortcut(callbackId: string): Promise<Delivery> {
    return this.#done(sendShortcut(this.#world, { user: this.id, callbackId }));
  }

  async messageShortcut(callbackId: string, message: Message): Promise<Delivery> {
    return this.#done(sendShortcut(this.#world, { user: this.id, callbackId, message }));
  }

  /** Presses a button; a confirmation dialog is confirmed. */
  async click(what: Wanted, where?: Where): Promise<Acted> {
    const { place, placed } = this.#find(what, where);
    return this.#act({ place, placed });
  }

  /** Picks in a select, menu or picker, or enters into an input that dispatches. Options by value or by text. */
  async select(what: Wanted, value: unknown, where?: Where): Promise<Acted> {
    const { place, placed } = this.#find(what, where);
    const options = optionsOf(placed.element);
    const byText = (one: unknown) =>
      str(options.find((option) => textOf(option.text) === one)?.value) || one;
    return this.#act({
      place,
      placed,
      value: Array.isArray(value) ? value.map(byText) : byText(value),
    });
  }

  /** Types into inputs of the open modal: block_id or action_id → plain value, or block_id → action_id → value. */
  fill(values: Record<string, unknown>): void {
    const view = requireModal(this.#world, this.id);
    enter(this.#world, view, this.#byBlock(view, values));
  }

  /** Fills and submits the open modal. */
  async submit(values: Record<string, unknown> = {}): Promise<Submitted> {
    const view = requireModal(this.#world, this.id);
    return this.#done(submit(this.#world, { user: this.id, values: this.#byBlock(view, values) }));
  }

  async close(options: { all?: boolean } = {}): Promise<Delivery> {
    return this.#done(close(this.#world, { user: this.id, ...options }));
  }

  /** Types into an external select. */
  async suggest(what: Wanted, query: string, where?: Where): Promise<Suggested> {
    const { place, placed } = this.#find(what, where);
    const { blockId, actionId } = placed;
    return this.#done(suggest(this.#world, { user: this.id, in: place, blockId, actionId, query }));
  }

  async openHome(tab: 'home' | 'messages' = 'home'): Promise<Delivery> {
    return this.#done(openHome(this.#world, this.id, tab));
  }

  /** Writes to the bot. */
  async dm(text: string): Promise<Message> {
    return this.say('DM', text);
  }

  async say(channel: string, text: string, threadTs?: string): Promise<Message> {
    const saying = { user: this.id, channel, text, ...(threadTs && { threadTs }) };
    return (await this.#done(say(this.#world, saying))).message;
  }

  /** Uploads a file; without a channel it is for a file_input. */
  async upload(name: string, content: string | Uint8Array, channel?: string): Promise<StoredFile> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return (
      await this.#done(
        upload(this.#world, { user: this.id, name, bytes, ...(channel && { channel }) }),
      )
    ).file;
  }

  #act({
    place,
    placed,
    value,
  }: {
    place: Place;
    placed: Placed;
    value?: unknown;
  }): Promise<Acted> {
    const { blockId, actionId } = placed;
    return this.#done(
      act(this.#world, { user: this.id, in: place, blockId, actionId, value, confirmed: true }),
    );
  }

  /** Reports what went wrong on the way and could not be thrown there. */
  async #done<T>(acting: Promise<T>): Promise<T> {
    const result = await acting;
    if (this.#world.failures.length > 0) throw this.#world.failures.shift();
    return result;
  }

  #anyChannel(): string {
    const mine = [...this.#world.channels.values()].find(
      (c) => c.kind === 'channel' && c.members.has(this.id),
    );
    return (mine ?? openDm(this.#world, this.id)).id;
  }

  #byBlock(view: View, values: Record<string, unknown>): PlainValues {
    const plain: PlainValues = {};
    for (const [key, value] of Object.entries(values)) {
      const elements = listElements(view.blocks);
      const block = elements.find((placed) => placed.blockId === key);
      const placed = block ?? elements.find((one) => one.actionId === key);
      if (!placed) throw new ActError('no_such_element', `The open modal has no input ${key}.`);
      const nested =
        block &&
        typeof value === 'object' &&
        value !== null &&
        Object.keys(value).every((k) =>
          elements.some((e) => e.blockId === key && e.actionId === k),
        );
      const isNested = nested && !Array.isArray(value) && Object.keys(value).length > 0;
      plain[placed.blockId] = {
        ...plain[placed.blockId],
        ...(isNested ? bag(value) : { [placed.actionId]: value }),
      };
    }
    return plain;
  }

  #find(what: Wanted, where: Where | undefined): { place: Place; placed: Placed } {
    for (const { place, blocks } of this.#places(where)) {
      const placed = pick(blocks, what);
      if (placed) return { place, placed };
    }
    throw new ActError('no_such_element', `${this.id} sees no ${JSON.stringify(what)}.`);
  }

  #places(where: Where | undefined): { place: Place; blocks: Block[] }[] {
    const world = this.#world;
    if (where !== undefined && where !== 'home') return [placeOf(where)];
    const home = world.homes.get(this.id);
    const homes = home ? [placeOf(home)] : [];
    if (where === 'home') return homes;
    const modal = topView(world, this.id);
    const seen = [...world.channels.values()]
      .filter((c) => c.members.has(this.id))
      .flatMap((c) => c.messages);
    const newest = [...seen, ...(world.ephemerals.get(this.id) ?? [])].sort(
      (a, b) => Number(b.ts) - Number(a.ts),
    );
    return [...(modal ? [placeOf(modal)] : []), ...newest.map(placeOf), ...homes];
  }
}

function placeOf(where: Message | View): { place: Place; blocks: Block[] } {
  const place = 'hash' in where ? { viewId: where.id } : { channel: where.channel, ts: where.ts };
  return { place, blocks: where.blocks ?? [] };
}

function pick(blocks: Block[], what: Wanted): Placed | null {
  if (what instanceof RegExp) {
    return (
      listElements(blocks).find(
        (p) => what.test(p.actionId) || what.test(textOf(p.element.text)),
      ) ?? null
    );
  }
  if (typeof what === 'object') {
    const found = listElements(blocks).filter(
      (p) => p.actionId === what.action && (!what.block || p.blockId === what.block),
    );
    return found.find((p) => what.value === undefined || p.element.value === what.value) ?? null;
  }
  return (
    findElement(blocks, '', what) ??
    listElements(blocks).find((p) => textOf(p.element.text).startsWith(what)) ??
    null
  );
}
