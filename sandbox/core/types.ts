/** Plain data of the practice workspace. Field names in snake_case are Slack's own, on the wire. */

export type Bag = Record<string, unknown>;

export interface Block extends Bag {
  type: string;
  block_id?: string;
}

export interface Person {
  id: string;
  name: string;
  realName: string;
  displayName: string;
  title: string;
  email: string;
  locale: string;
  /** IANA zone. */
  tz: string;
  teamId: string;
  isAdmin: boolean;
  isOwner: boolean;
  isPrimaryOwner: boolean;
  isRestricted: boolean;
  isUltraRestricted: boolean;
  isBot: boolean;
  deleted: boolean;
}

export interface Message {
  type: 'message';
  channel: string;
  ts: string;
  text: string;
  user?: string;
  bot_id?: string;
  app_id?: string;
  team?: string;
  subtype?: string;
  blocks?: Block[];
  attachments?: unknown[];
  metadata?: Bag;
  files?: Bag[];
  thread_ts?: string;
  reply_count?: number;
  client_msg_id?: string;
  edited?: { user: string; ts: string };
}

export interface Ephemeral extends Message {
  /** The only person who sees it. */
  to: string;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'channel' | 'im';
  isPrivate: boolean;
  isArchived: boolean;
  isGeneral: boolean;
  isExtShared: boolean;
  topic: string;
  /** Unix seconds. */
  created: number;
  members: Set<string>;
  /** In order of ts; thread replies are in here too. */
  messages: Message[];
  /** person → ts up to which they have read. */
  lastRead: Map<string, string>;
  /** The person at the other end of a DM with the bot. */
  with: string | null;
}

export interface Team {
  id: string;
  name: string;
  domain: string;
}

/** Values of stateful elements as Slack sends them: block_id → action_id → value object. */
export type StateValues = Record<string, Record<string, Bag>>;

export interface View {
  id: string;
  user: string;
  type: 'modal' | 'home';
  callback_id: string;
  private_metadata: string;
  external_id: string;
  title: Bag | null;
  submit: Bag | null;
  close: Bag | null;
  blocks: Block[];
  clear_on_close: boolean;
  notify_on_close: boolean;
  submit_disabled: boolean;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  /** What the inputs hold now. */
  values: StateValues;
  /** Shown under the inputs: block_id → sentence. */
  errors: Record<string, string>;
}

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  user: string;
  /** Unix seconds. */
  created: number;
  bytes: Uint8Array;
  channels: string[];
  /** False between getUploadURLExternal and completeUploadExternal. */
  complete: boolean;
  altText: string;
}

export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}

export interface Notice {
  id: number;
  at: string;
  user: string;
  kind: 'command' | 'action' | 'view' | 'suggestion' | 'shortcut' | 'event';
  error: string;
  text: string;
}

export type Evidence = 'documented' | 'measured' | 'third-party';
