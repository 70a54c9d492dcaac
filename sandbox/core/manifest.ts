import { parse } from 'yaml';
import { bag, bags, str, strings } from './bags.ts';
import type { Bag } from './types.ts';

export interface Command {
  command: string;
  description: string;
  usage_hint: string;
  should_escape: boolean;
}

export interface Shortcut {
  name: string;
  type: 'global' | 'message';
  callback_id: string;
  description: string;
}

/** What the workspace needs to know of an app manifest. */
export interface Manifest {
  name: string;
  description: string;
  commands: Command[];
  shortcuts: Shortcut[];
  scopes: string[];
  optionalScopes: string[];
  events: string[];
  homeTab: boolean;
  messagesTab: boolean;
  messagesReadOnly: boolean;
}

/** Reads manifest YAML (JSON is YAML too). Missing parts are simply not there, as for Slack. */
export function parseManifest(text: string): Manifest {
  return readManifest(parse(text));
}

/** Reads a manifest that is already an object. */
export function readManifest(source: unknown): Manifest {
  const root = bag(source);
  const features = bag(root.features);
  const home = bag(features.app_home);
  const scopes = bag(bag(root.oauth_config).scopes);
  const display = bag(root.display_information);
  return {
    name: str(display.name),
    description: str(display.description),
    commands: bags(features.slash_commands).map(readCommand),
    shortcuts: bags(features.shortcuts).map(readShortcut),
    scopes: strings(scopes.bot),
    optionalScopes: strings(scopes.bot_optional),
    events: strings(bag(bag(root.settings).event_subscriptions).bot_events),
    homeTab: home.home_tab_enabled === true,
    messagesTab: home.messages_tab_enabled !== false,
    messagesReadOnly: home.messages_tab_read_only_enabled === true,
  };
}

function readCommand(source: Bag): Command {
  return {
    command: str(source.command),
    description: str(source.description),
    usage_hint: str(source.usage_hint),
    should_escape: source.should_escape === true,
  };
}

function readShortcut(source: Bag): Shortcut {
  return {
    name: str(source.name),
    type: source.type === 'message' ? 'message' : 'global',
    callback_id: str(source.callback_id),
    description: str(source.description),
  };
}
