import { z } from 'zod';
import type { Feature } from './doing.ts';

/** What we ask Slack for, and why; doctor compares the token with it. Required ones first. */
export const SCOPES = [
  { name: 'commands', optional: false, why: 'slash commands and shortcuts' },
  {
    name: 'chat:write',
    optional: false,
    why: 'nudges, digests and private answers, only where the bot was invited',
  },
  {
    name: 'im:write',
    optional: false,
    why: 'opens the direct message for briefs, notices and digests',
  },
  {
    name: 'users:read',
    optional: false,
    why: 'language, zone, guest and deactivated status of members; no e-mail addresses',
  },
  {
    name: 'im:history',
    optional: false,
    why: 'hears what people write in the direct message with the bot; after an unclear answer of Slack, looks there for the own message',
  },
  {
    name: 'app_mentions:read',
    optional: false,
    why: 'hears messages in team channels that mention the bot, and no others',
  },
  {
    name: 'channels:history',
    optional: true,
    why: 'after an unclear answer of Slack, looks whether the own message is already there (public channels)',
  },
  { name: 'groups:history', optional: true, why: 'the same in private channels' },
  {
    name: 'usergroups:read',
    optional: true,
    why: 'members by Slack user groups, if the office maps any',
  },
  {
    name: 'files:read',
    optional: true,
    why: 'reads a CSV or XLSX file of old records that somebody drops into the direct message',
  },
] as const;

/** What happens in Slack that we must hear of. */
const EVENTS = [
  'app_home_opened', // draws the home tab
  'message.im', // what people write in the bot's own direct message
  'app_mention', // what people write in a channel and address to the bot
  'file_shared', // a file of old records in the direct message
  'file_deleted', // the bot stops asking for its deletion
  'user_change', // language, zone, guest or deactivated: access follows at once
];

const entry = (max: number) => z.string().min(1).max(max);
const url = z.url({ protocol: /^https?$/ }).max(3000);

/** Slack's own limits for what we use of a manifest; generation fails where it would refuse. */
const manifestSchema = z.strictObject({
  display_information: z.strictObject({
    name: entry(35),
    description: entry(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: entry(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: entry(24),
          type: z.enum(['global', 'message']),
          callback_id: entry(255),
          description: entry(150),
        }),
      )
      .min(1)
      .max(10)
      .optional(),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          url: url.optional(),
          description: entry(2000),
          usage_hint: entry(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({
      bot: z.array(entry(50)).max(255),
      bot_optional: z.array(entry(50)).max(255),
    }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(entry(50)).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;

/**
 * What Slack must know of the app, made of the lists of commands and shortcuts. `prefix` stands before
 * every command's name; `requestUrl` (HTTP instead of Socket Mode) is where Slack sends everything.
 */
export function buildManifest(
  features: Feature[],
  options: { prefix?: string; requestUrl?: string } = {},
): Manifest {
  const { prefix = '', requestUrl } = options;
  const at = requestUrl ? { request_url: requestUrl } : {};
  const shortcuts = features.flatMap((feature) => feature.shortcuts ?? []);
  return manifestSchema.parse({
    display_information: DISPLAY,
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        // People write to the bot there.
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Gatehouse', always_online: true },
      ...(shortcuts.length > 0 && {
        shortcuts: shortcuts.map(({ id, type, name, description }) => ({
          name,
          type,
          callback_id: id,
          description,
        })),
      }),
      slash_commands: features
        .flatMap((feature) => feature.commands ?? [])
        .map(({ name, description, usageHint }) => ({
          command: `/${prefix}${name}`,
          ...(requestUrl && { url: requestUrl }),
          description,
          usage_hint: usageHint,
          // Escaping would turn a typed @name into an id; off, text comes as the person wrote it.
          should_escape: false,
        })),
    },
    oauth_config: {
      scopes: {
        bot: SCOPES.filter((scope) => !scope.optional).map(({ name }) => name),
        bot_optional: SCOPES.filter((scope) => scope.optional).map(({ name }) => name),
      },
    },
    settings: {
      event_subscriptions: { ...at, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...at },
      org_deploy_enabled: false,
      socket_mode_enabled: !requestUrl,
      token_rotation_enabled: false,
    },
  });
}

const DISPLAY = {
  name: 'Gatehouse',
  description:
    'The customer register of a sales office: register, follow up, digest. 案场客户登记、跟进提醒、周报。',
  long_description:
    'Gatehouse keeps the customer register of a real-estate sales office where the team already talks. Reps register and update customers, log contacts and plan follow-ups; nudges come once and at the right minute; managers read the digest of the week. 案场登记：置业顾问登记客户、记录跟进、安排回访，系统准时提醒一次，经理查看周报。',
  background_color: '#1f4d3a',
};
