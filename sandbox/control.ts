import { type Act, acting } from './control/acting.ts';
import { arranging } from './control/arranging.ts';
import { pictureOf } from './control/picture.ts';
import { ActError } from './core/errors.ts';
import { fileObject } from './core/files.ts';
import { upload } from './core/interactions/events.ts';
import type { Bag } from './core/types.ts';
import type { World } from './core/world.ts';

/** The control API without its transport; sandbox/README.md is its contract. */

export interface ControlAnswer {
  status: number;
  body: Bag;
}

const ACTS: Record<string, Act> = { ...acting, ...arranging };

/** GET /control/<path>. */
export function look(world: World, path: string, query: URLSearchParams): ControlAnswer {
  return guardSync(() => {
    const ask = LOOKS[path];
    if (!ask) throw new ActError('not_found', `There is no /control/${path} to look at.`);
    return ask(world, query);
  });
}

/** POST /control/<path> with a JSON body. */
export async function control(world: World, path: string, body: unknown): Promise<ControlAnswer> {
  try {
    const act = ACTS[path];
    if (!act) throw new ActError('not_found', `There is no /control/${path} to act on.`);
    return { status: 200, body: { ok: true, ...(await act(world, body)) } };
  } catch (error) {
    return refusal(error);
  }
}

/** POST /control/file: the body is the file. */
export async function controlUpload(
  world: World,
  query: URLSearchParams,
  bytes: Uint8Array,
): Promise<ControlAnswer> {
  try {
    const channel = query.get('channel');
    const comment = query.get('comment');
    const name = query.get('name');
    if (!name || bytes.length === 0)
      throw new ActError('bad_request', 'A file needs a name and contents.');
    const uploading = {
      user: query.get('user') ?? '',
      name,
      bytes,
      ...(channel && { channel }),
      ...(comment && { comment }),
    };
    const { file, message, delivery } = await upload(world, uploading);
    const body = {
      ok: true,
      file: fileObject(world, file),
      delivery,
      ...(message && { ts: message.ts }),
    };
    return { status: 200, body };
  } catch (error) {
    return refusal(error);
  }
}

const LOOKS: Record<string, (world: World, query: URLSearchParams) => Bag> = {
  state(world, query) {
    const channel = query.get('channel');
    const thread = query.get('thread');
    return pictureOf(world, {
      user: query.get('user') ?? '',
      ...(channel && { channel }),
      ...(thread && { thread }),
    });
  },

  manifest: ({ manifest }) => ({
    name: manifest.name,
    description: manifest.description,
    commands: manifest.commands,
    shortcuts: manifest.shortcuts,
    scopes: manifest.scopes,
    optionalScopes: manifest.optionalScopes,
    events: manifest.events,
  }),

  traffic(world, query) {
    const since = Number(query.get('since') ?? 0) || 0;
    const entries = world.traffic.since(since, Number(query.get('limit') ?? 200) || 200);
    return { entries, next: entries.at(-1)?.n ?? since };
  },

  stored(world, query) {
    const id = query.get('client_msg_id') ?? query.get('metadata');
    const found = id ? world.stored.of(id) : world.stored.all;
    return {
      count: found.length,
      messages: found.map(({ channel, ts, deleted }) => ({ channel, ts, deleted })),
    };
  },

  faults: (world) => ({ faults: world.faults.list }),
};

function guardSync(run: () => Bag): ControlAnswer {
  try {
    return { status: 200, body: { ok: true, ...run() } };
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): ControlAnswer {
  if (!(error instanceof ActError)) throw error;
  return {
    status: 400,
    body: { ok: false, error: error.error, message: error.message, ...error.extra },
  };
}
