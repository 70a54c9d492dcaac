import { act, upload } from './api.js';
import { desk, env } from './desk.js';
import { settled } from './dom.js';
import { confirmed } from './ui/confirm.js';
import { tell } from './ui/toasts.js';
import { inputErrorFor } from './words.js';

const KEEP_PAUSE_MS = 400;

function elementsOf(block) {
  const inside = (block.child_blocks ?? []).flatMap(elementsOf);
  const own = [block.element, block.accessory, ...(block.elements ?? []), ...(block.actions ?? [])];
  return [
    ...own.filter((one) => one?.action_id).map(({ action_id }) => [block.block_id, action_id]),
    ...inside,
  ];
}

/** Where blocks live and where what is done to them goes: a message, a modal or the home tab. */
class Surface {
  constructor(place) {
    this.place = place;
    this.env = env;
    this.touched = new Map();
    this.upload = async (file) => (await upload(file, { user: desk.user })).file;
  }

  get stamp() {
    const { locale, tz } = desk.snapshot.me;
    return `${locale} ${tz}`;
  }

  errorOf() {
    return undefined;
  }

  serverValues() {
    return {};
  }

  read(blockId, actionId) {
    const key = `${blockId} ${actionId}`;
    if (this.touched.has(key)) return this.touched.get(key).plain;
    return this.serverValues()[blockId]?.[actionId];
  }

  write(blockId, actionId, plain) {
    this.touched.set(`${blockId} ${actionId}`, { blockId, actionId, plain });
  }

  typed() {
    return undefined;
  }

  async act(block, element, plain) {
    const body = {
      user: desk.user,
      in: this.place,
      block_id: block.block_id,
      action_id: element.action_id,
      value: plain ?? null,
      values: this.typed(),
    };
    const result = await this.send(body);
    if (result?.open_url) window.open(result.open_url, '_blank', 'noopener');
    await desk.refresh();
  }

  /** A refused call says so; one that wants a confirmation is asked again after the person's yes. */
  async send(body) {
    try {
      return await act('action', body);
    } catch (error) {
      if (error.code !== 'confirm_needed') return tell(error.message, 'error');
      const isSure = await confirmed(error.body.confirm);
      return isSure ? this.send({ ...body, confirmed: true }) : null;
    }
  }

  suggest(block, element, query) {
    return act('suggest', {
      user: desk.user,
      in: this.place,
      block_id: block.block_id,
      action_id: element.action_id,
      query,
      values: this.typed(),
    });
  }
}

/** A message's blocks; what was picked in its selects comes back with the message. */
export class MessageSurface extends Surface {
  constructor(message) {
    super({ channel: message.channel, ts: message.ts });
    this.values = message.values ?? {};
  }

  serverValues() {
    return this.values;
  }
}

/** A modal or the home tab: typed values are kept here and, after a pause, in the workspace. */
export class ViewSurface extends Surface {
  constructor(view) {
    super({ view_id: view.id });
    this.view = view;
    this.keep = settled(KEEP_PAUSE_MS, () => this.store());
  }

  serverValues() {
    return this.view.values ?? {};
  }

  errorOf(blockId) {
    return inputErrorFor(desk.snapshot.me.locale, this.view.errors?.[blockId]);
  }

  write(blockId, actionId, plain) {
    super.write(blockId, actionId, plain);
    this.keep(true);
  }

  /** What was typed in inputs that the view still has. */
  typed() {
    const present = new Set(this.view.blocks.flatMap(elementsOf).map((pair) => pair.join(' ')));
    const values = {};
    for (const [key, { blockId, actionId, plain }] of this.touched) {
      if (present.has(key)) values[blockId] = { ...values[blockId], [actionId]: plain };
      else this.touched.delete(key);
    }
    return values;
  }

  async store() {
    const values = this.typed();
    if (Object.keys(values).length === 0) return;
    // A view that was closed meanwhile has nothing left to keep.
    await act('input', { user: desk.user, view_id: this.view.id, values }).catch(() => null);
  }
}

const views = new Map();

/** The surface of a view; the same one for as long as the view lives, so that typed values stay. */
export function surfaceOfView(view) {
  const known = views.get(view.id);
  if (known) {
    known.view = view;
    return known;
  }
  const fresh = new ViewSurface(view);
  views.set(view.id, fresh);
  return fresh;
}

/** Forgets the surfaces of views that are gone. */
export function forgetOtherViews(ids) {
  for (const id of views.keys()) if (!ids.has(id)) views.delete(id);
}
