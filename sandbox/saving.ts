import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Channel, Person, StoredFile, View } from './core/types.ts';
import type { World } from './core/world.ts';

/**
 * Keeps what was posted across restarts (PRACTICE_STATE). Open modals, ephemerals, triggers and response_urls end with the process,
 * as they end with a Slack client.
 */

const SAVE_AFTER_MS = 250;

interface Saved {
  version: 1;
  shiftMs: number;
  people: Person[];
  channels: (Omit<Channel, 'members' | 'lastRead'> & {
    members: string[];
    lastRead: [string, string][];
  })[];
  homes: [string, View][];
  files: (Omit<StoredFile, 'bytes'> & { bytes: string })[];
}

/** Restores from the file if there is one, then saves there shortly after each change. Returns the last save. */
export function keepState(world: World, path: string): () => void {
  restore(world, path);
  let pending: NodeJS.Timeout | null = null;
  const save = () => {
    if (pending) clearTimeout(pending);
    pending = null;
    write(world, path);
  };
  world.bus.listen(({ event }) => {
    if (event === 'traffic' || event === 'notice' || event === 'view' || pending) return;
    pending = setTimeout(save, SAVE_AFTER_MS).unref();
  });
  return save;
}

/** Whole or not at all: a half-written file is never seen. */
function write(world: World, path: string): void {
  const saved: Saved = {
    version: 1,
    shiftMs: world.clock.shiftMs,
    people: [...world.people.values()],
    channels: [...world.channels.values()].map((channel) => ({
      ...channel,
      members: [...channel.members],
      lastRead: [...channel.lastRead],
    })),
    homes: [...world.homes],
    files: [...world.files.values()].map((file) => ({
      ...file,
      bytes: Buffer.from(file.bytes).toString('base64'),
    })),
  };
  writeFileSync(`${path}.new`, JSON.stringify(saved), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function restore(world: World, path: string): void {
  const saved = load(path);
  if (!saved) return;
  world.clock.restore(saved.shiftMs);
  for (const person of saved.people) world.people.set(person.id, person);
  for (const channel of saved.channels) {
    world.channels.set(channel.id, {
      ...channel,
      members: new Set(channel.members),
      lastRead: new Map(channel.lastRead),
    });
    for (const message of channel.messages) {
      world.clock.startAfter(message.ts);
      world.stored.record({
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        user: message.user ?? '',
        clientMsgId: message.client_msg_id,
        metadata: message.metadata,
        deleted: false,
      });
    }
  }
  for (const [user, home] of saved.homes) world.homes.set(user, home);
  for (const file of saved.files)
    world.files.set(file.id, { ...file, bytes: Buffer.from(file.bytes, 'base64') });
}

function load(path: string): Saved | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const saved = JSON.parse(text) as Saved;
  if (saved.version !== 1)
    throw new Error(`${path} was written by another version; remove it to start afresh.`);
  return saved;
}
