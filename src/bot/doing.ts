import type { z } from 'zod';
import type { Action } from '../crm/access/policy.ts';
import type { Directory } from '../crm/access/profile.ts';
import type { Ctx } from '../crm/context.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Messages } from '../i18n/words.ts';
import type { AskModel } from '../lib/model.ts';
import type { HomeView } from './blocks.ts';
import type { Files } from './files.ts';
import type { Option } from './form.ts';
import type { FormValues } from './form-values.ts';
import type { HealthReport } from './health.ts';
import type { Reply } from './reply.ts';

/** Where a doing was asked for. */
export interface Place {
  from: 'command' | 'button' | 'submission' | 'shortcut' | 'message' | 'home';
  /** Channel the person is in; null in modals and on the home tab. */
  channel: string | null;
  /** The modal it was asked from, if any. */
  view: { id: string; hash: string; callbackId: string; values: FormValues } | null;
  /** The message a button or message shortcut belongs to. */
  message: { channel: string; ts: string; text: string } | null;
}

/** Everything a doing may need: the use-case context, the person's words, where they are. */
export interface Scene extends Ctx {
  w: Messages;
  place: Place;
  /** The subcommand a typed word comes near to, where the line began with none: a slip of the finger. */
  slip: string | null;
  /** The office's command prefix: `/customer` may be `/gh-customer`. */
  command(name: string): string;
  /** Every command of the office: help is drawn from it. */
  commands: Command[];
  /** People as Slack knows them. */
  directory: Directory;
  /** Files as Slack has them. */
  files: Files;
  /** The address of a posted message, or null when Slack does not tell it. */
  permalink(channel: string, ts: string): Promise<string | null>;
  /** Does another doing as if it had been asked for here: its permission and its input are checked. */
  ask(doing: string, input: unknown): Promise<Reply>;
  /** The office's language model, where it has one. */
  model?: AskModel | undefined;
  /** How the whole bot is, for administrators. */
  health(): Promise<HealthReport>;
}

/**
 * A doing is a value: something a person can do, reached by command, button, submission or shortcut.
 * `can` is the policy row that gates it coarsely (the use case checks the record); `input` is what it
 * accepts from any of those doors; `run` never sees Slack and never catches.
 */
export interface Doing<I = unknown> {
  id: string;
  can: Action;
  input: z.ZodType<I>;
  run(scene: Scene, input: I): Promise<Reply>;
}

/** Names a doing, keeping its input's type inside and forgetting it outside. */
export function doing<I>(it: Doing<I>): Doing {
  return it as unknown as Doing;
}

/** The choices of a search select. */
export interface Search {
  id: string;
  can: Action;
  find(scene: Scene, query: string): Promise<Option[]>;
}

/** One subcommand: its words in both languages, what its text becomes. */
export interface Subcommand {
  /** First words that ask for it; the first English and the first Chinese one are shown in help. */
  words: string[];
  doing: string;
  /** Turns the text after the word into the doing's input. */
  parse(text: string, scene: Scene): unknown;
}

/** A slash command as a value: help, home tab and manifest are derived from it. */
export interface Command {
  name: string;
  /** For Slack's own completion list, which cannot follow a person's language: both languages. */
  description: string;
  usageHint: string;
  subcommands: Subcommand[];
  /** What bare or unrecognised text does: the text becomes this doing's input. */
  fallback: Pick<Subcommand, 'doing' | 'parse'>;
  /** Which dictionary section help reads its examples from. */
  help: (w: Messages) => { title: string; lines: string[] };
}

/** A global or message shortcut. The name is at most 24 characters, in both languages at once. */
export interface Shortcut {
  id: string;
  type: 'global' | 'message';
  name: string;
  description: string;
  doing: string;
}

/** What becomes of dropped files: the doing that receives one, and who is told that one was deleted. */
export interface Uploads {
  doing: string;
  deleted(at: TransactContext, fileId: string): Promise<void>;
}

/** One area of commands: everything the edge needs to know about it. */
export interface Feature {
  commands?: Command[];
  doings: Doing[];
  searches?: Search[];
  shortcuts?: Shortcut[];
  /** Who receives files that people drop into their conversation with us; one feature of the office does. */
  uploads?: Uploads;
  /** Draws a person's home tab; one feature of the office does. */
  home?: (scene: Scene) => Promise<HomeView>;
}
