import type { WebClient } from '@slack/web-api';
import type { Directory } from '../crm/access/profile.ts';
import type { Db } from '../db/client.ts';
import type { Keyring } from '../db/sealing.ts';
import type { Log } from '../lib/log.ts';
import type { AskModel } from '../lib/model.ts';
import type { HomeView } from './blocks.ts';
import { createDirectory } from './directory.ts';
import type { Command, Doing, Feature, Scene, Search, Shortcut, Uploads } from './doing.ts';
import type { Files } from './files.ts';
import type { HealthReport } from './health.ts';

/** What main hands to the edge. */
export interface EdgeParts {
  db: Db;
  keys: Keyring;
  features: Feature[];
  prefix: string;
  /** Draws a person's home tab. */
  home: (scene: Scene) => Promise<HomeView>;
  /** Wakes the delivery of messages that leave: called after every doing, so that due ones go at once. */
  wake: () => void;
  log: Log;
  /** The workspace the app is installed in; null where Slack was not asked. */
  teamId: string | null;
  /** Slack ids the operator named as administrators (GATEHOUSE_ADMINS). */
  admins: readonly string[];
  health: () => Promise<HealthReport>;
  /** The office's language model, where it has one. */
  model?: AskModel | undefined;
}

/** The edge: the lists of features, indexed by what Slack sends. */
export interface Edge extends EdgeParts {
  client: WebClient;
  directory: Directory;
  files: Files;
  uploads: Uploads | undefined;
  doings: Map<string, Doing>;
  searches: Map<string, Search>;
  commands: Map<string, Command>;
  shortcuts: Map<string, Shortcut>;
}

/** Indexes the features; two of one id are a defect found at start. */
export function createEdge(parts: EdgeParts, client: WebClient, files: Files): Edge {
  const { features, prefix } = parts;
  return {
    ...parts,
    client,
    directory: createDirectory(client),
    files,
    uploads: features.find(({ uploads }) => uploads)?.uploads,
    doings: index(
      features.flatMap((f) => f.doings),
      (one) => one.id,
    ),
    searches: index(
      features.flatMap((f) => f.searches ?? []),
      (one) => one.id,
    ),
    commands: index(
      features.flatMap((f) => f.commands ?? []),
      (one) => `/${prefix}${one.name}`,
    ),
    shortcuts: index(
      features.flatMap((f) => f.shortcuts ?? []),
      (one) => one.id,
    ),
  };
}

function index<T>(list: T[], key: (one: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const one of list) {
    if (found.has(key(one))) throw new Error(`two features are called ${key(one)}`);
    found.set(key(one), one);
  }
  return found;
}
