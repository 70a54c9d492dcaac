import { describe, expect, test } from 'vitest';
import { client, codeOf, manifest, NINE, plain, practice, textInput } from './support.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('posting', () => {
  const table: [string, string, Record<string, unknown>][] = [
    ['a message to a channel the bot is in', 'ok', { channel: 'C_EAST', text: 'hello' }],
    ['a message to a channel by its name', 'ok', { channel: '#east-team-东区', text: 'hello' }],
    [
      'a message to a channel that does not exist',
      'channel_not_found',
      { channel: 'C_NOWHERE', text: 'hello' },
    ],
    [
      'a message to a channel the bot is not in',
      'not_in_channel',
      { channel: 'C_GENERAL', text: 'hello' },
    ],
    ['a message to nobody', 'invalid_arguments', { text: 'hello' }],
    ['a message without anything in it', 'no_text', { channel: 'C_EAST', text: '' }],
    ['a message of 40,000 characters', 'ok', { channel: 'C_EAST', text: 'x'.repeat(40_000) }],
    [
      'a message of 40,001 characters',
      'msg_too_long',
      { channel: 'C_EAST', text: 'x'.repeat(40_001) },
    ],
    ['50 blocks', 'ok', { channel: 'C_EAST', text: 'x', blocks: Array(50).fill(section('x')) }],
    [
      '51 blocks',
      'invalid_blocks',
      { channel: 'C_EAST', text: 'x', blocks: Array(51).fill(section('x')) },
    ],
    [
      'blocks that are not JSON',
      'invalid_blocks_format',
      { channel: 'C_EAST', text: 'x', blocks: '[' },
    ],
    [
      'metadata without a payload',
      'invalid_metadata_format',
      { channel: 'C_EAST', text: 'x', metadata: { event_type: 'n' } },
    ],
    [
      'a reply to a message that does not exist',
      'thread_not_found',
      { channel: 'C_EAST', text: 'x', thread_ts: '1.000001' },
    ],
    ['a message to a person, which is the DM with them', 'ok', { channel: 'U_LINA', text: 'x' }],
    [
      'a message to somebody who was deactivated',
      'channel_not_found',
      { channel: 'U_GONE', text: 'x' },
    ],
  ];
  test.each(table)('%s: %s', async (_what, code, args) => {
    const slack = practice();
    expect(await codeOf(client(slack).chat.postMessage(args as never))).toBe(code);
  });

  test('nobody can post into an archived channel', async () => {
    const slack = practice();
    const channel = slack.world.channels.get('C_EAST');
    if (channel) channel.isArchived = true;
    expect(await codeOf(client(slack).chat.postMessage({ channel: 'C_EAST', text: 'x' }))).toBe(
      'is_archived',
    );
  });

  test('the DM with somebody takes no more messages once they are deactivated', async () => {
    const slack = practice();
    const { channel } = await client(slack).conversations.open({ users: 'U_LINA' });
    slack.person('U_LINA').deleted = true;
    expect(
      await codeOf(client(slack).chat.postMessage({ channel: channel?.id ?? '', text: 'x' })),
    ).toBe('channel_not_found');
  });

  test('a private channel the bot was taken out of does not exist for it', async () => {
    const slack = practice();
    slack.world.channels.get('C_MGR')?.members.delete('U_GATEHOUSE');
    expect(await codeOf(client(slack).chat.postMessage({ channel: 'C_MGR', text: 'x' }))).toBe(
      'channel_not_found',
    );
  });

  test('the bot cannot write a DM when the manifest switches the Messages tab off', async () => {
    const off = {
      ...manifest,
      features: { ...manifest.features, app_home: { messages_tab_enabled: false } },
    };
    const slack = practice({ manifest: off });
    expect(await codeOf(client(slack).chat.postMessage({ channel: 'U_LINA', text: 'x' }))).toBe(
      'messages_tab_disabled',
    );
  });
});

describe('tokens and scopes', () => {
  test('an unknown token is invalid_auth, none is not_authed, the app token is the wrong kind', async () => {
    const slack = practice();
    const post = { channel: 'C_EAST', text: 'x' };
    expect(await codeOf(client(slack, 'xoxb-else').chat.postMessage(post))).toBe('invalid_auth');
    expect(await codeOf(client(slack, '').chat.postMessage(post))).toBe('not_authed');
    expect(await codeOf(client(slack, slack.appToken).chat.postMessage(post))).toBe(
      'not_allowed_token_type',
    );
    expect(await codeOf(client(slack).apps.connections.open())).toBe('not_allowed_token_type');
    expect(await codeOf(client(slack, slack.appToken).apps.connections.open())).toBe('ok');
  });

  test('auth.test tells the scopes of the manifest in a header', async () => {
    const slack = practice();
    const answer = await client(slack).auth.test();
    expect(answer).toMatchObject({
      user_id: 'U_GATEHOUSE',
      team_id: 'T_RIVERSIDE',
      bot_id: 'B_GATEHOUSE',
    });
    expect(answer.response_metadata?.scopes).toEqual(slack.world.scopes);
  });

  test('a method without its scope says which one is missing', async () => {
    const slack = practice({ manifest: { oauth_config: { scopes: { bot: ['chat:write'] } } } });
    const error = await client(slack)
      .users.info({ user: 'U_LINA' })
      .catch((e) => e.data);
    expect(error).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
    expect(await codeOf(client(slack).conversations.history({ channel: 'C_MGR' }))).toBe(
      'missing_scope',
    );
  });

  test('an unknown method is unknown_method, and a test behind it hears of it', async () => {
    const slack = practice();
    expect(await codeOf(client(slack).apiCall('chat.scheduleMessage', {}))).toBe('unknown_method');
    await expect(slack.as('U_LINA').say('C_EAST', 'hi')).rejects.toThrow('chat.scheduleMessage');
  });
});

describe('editing and deleting', () => {
  test('the bot edits and deletes its own message only', async () => {
    const slack = practice();
    const web = client(slack);
    const { ts } = await web.chat.postMessage({
      channel: 'C_EAST',
      text: 'one',
      blocks: [{ type: 'divider' }],
    });
    await web.chat.update({ channel: 'C_EAST', ts: ts ?? '', text: 'two' });
    expect(slack.messages('C_EAST')[0]).toMatchObject({
      text: 'two',
      edited: { user: 'U_GATEHOUSE' },
      blocks: [{ type: 'divider' }],
    });

    const hers = await slack.as('U_LINA').say('C_EAST', 'mine');
    expect(await codeOf(web.chat.update({ channel: 'C_EAST', ts: hers.ts, text: 'x' }))).toBe(
      'cant_update_message',
    );
    expect(await codeOf(web.chat.delete({ channel: 'C_EAST', ts: hers.ts }))).toBe(
      'cant_delete_message',
    );
    expect(await codeOf(web.chat.update({ channel: 'C_EAST', ts: '1.000001', text: 'x' }))).toBe(
      'message_not_found',
    );
    expect(
      await codeOf(web.chat.update({ channel: 'C_EAST', ts: ts ?? '', text: 'x'.repeat(4001) })),
    ).toBe('msg_too_long');

    await web.chat.delete({ channel: 'C_EAST', ts: ts ?? '' });
    expect(slack.messages('C_EAST').map((m) => m.text)).toEqual(['mine']);
  });

  test('an ephemeral reaches only people of the channel', async () => {
    const slack = practice();
    const post = { channel: 'C_EAST', text: 'psst' };
    expect(await codeOf(client(slack).chat.postEphemeral({ ...post, user: 'U_EMMA' }))).toBe(
      'user_not_in_channel',
    );
    await client(slack).chat.postEphemeral({ ...post, user: 'U_LINA' });
    expect(slack.ephemerals('U_LINA').map((m) => m.text)).toEqual(['psst']);
    expect(slack.messages('C_EAST')).toEqual([]);
    expect(slack.stored.all).toEqual([]);
  });
});

describe('the same client_msg_id again', () => {
  const post = { channel: 'C_EAST', text: 'nudge', client_msg_id: 'a-1' };

  test('is the same message when Slack honours it', async () => {
    const slack = practice();
    const first = await client(slack).chat.postMessage(post as never);
    const second = await client(slack).chat.postMessage(post as never);
    expect(second.ts).toBe(first.ts);
    expect(slack.stored.count('a-1')).toBe(1);
  });

  test('is a second message when Slack ignores it', async () => {
    const slack = practice({ clientMsgIds: 'ignored' });
    await client(slack).chat.postMessage(post as never);
    await client(slack).chat.postMessage(post as never);
    expect(slack.stored.count('a-1')).toBe(2);
  });

  test('is refused when the first was deleted or stands in another channel', async () => {
    const slack = practice();
    const { ts } = await client(slack).chat.postMessage(post as never);
    expect(
      await codeOf(client(slack).chat.postMessage({ ...post, channel: 'C_WEST' } as never)),
    ).toBe('duplicate_channel_not_found');
    await client(slack).chat.delete({ channel: 'C_EAST', ts: ts ?? '' });
    expect(await codeOf(client(slack).chat.postMessage(post as never))).toBe(
      'duplicate_message_not_found',
    );
    expect(slack.stored.of('a-1')).toMatchObject([{ deleted: true }]);
  });
});

describe('reading', () => {
  test('history comes newest first, without replies, and shows metadata when asked', async () => {
    const slack = practice();
    const web = client(slack);
    const metadata = { event_type: 'nudge', event_payload: { id: 'n-7' } };
    const { ts } = await web.chat.postMessage({ channel: 'C_EAST', text: 'one', metadata });
    await web.chat.postMessage({ channel: 'C_EAST', text: 'reply', thread_ts: ts });
    await web.chat.postMessage({ channel: 'C_EAST', text: 'two' });

    const bare = await web.conversations.history({ channel: 'C_EAST' });
    expect(bare.messages?.map((m) => [m.text, m.metadata])).toEqual([
      ['two', undefined],
      ['one', undefined],
    ]);
    const full = await web.conversations.history({
      channel: 'C_EAST',
      include_all_metadata: true,
      oldest: '1',
    });
    expect(full.messages?.[1]?.metadata).toEqual(metadata);
    const replies = await web.conversations.replies({ channel: 'C_EAST', ts: ts ?? '' });
    expect(replies.messages?.map((m) => m.text)).toEqual(['one', 'reply']);
    expect(slack.stored.countsBy('id')).toEqual(new Map([['n-7', 1]]));
  });

  test('history is paged by cursor and bounded by time', async () => {
    const slack = practice();
    const web = client(slack);
    for (const text of ['a', 'b', 'c']) await web.chat.postMessage({ channel: 'C_EAST', text });
    const first = await web.conversations.history({ channel: 'C_EAST', limit: 2 });
    expect(first.has_more).toBe(true);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await web.conversations.history({ channel: 'C_EAST', limit: 2, cursor });
    expect([...(first.messages ?? []), ...(rest.messages ?? [])].map((m) => m.text)).toEqual([
      'c',
      'b',
      'a',
    ]);
    const second = slack.messages('C_EAST')[1]?.ts ?? '';
    const between = await web.conversations.history({ channel: 'C_EAST', oldest: second });
    expect(between.messages?.map((m) => m.text)).toEqual(['c']);
  });

  test('the bot reads no channel it is not in', async () => {
    expect(await codeOf(client(practice()).conversations.history({ channel: 'C_GENERAL' }))).toBe(
      'not_in_channel',
    );
  });

  test('everybody in the office looks as Slack would show them', async () => {
    const web = client(practice());
    const user = async (id: string) =>
      (await web.users.info({ user: id, include_locale: true })).user;
    expect(await user('U_LINA')).toMatchObject({
      locale: 'zh-CN',
      tz: 'Asia/Shanghai',
      tz_offset: 28_800,
      is_admin: false,
    });
    expect(await user('U_TOM')).toMatchObject({ tz: 'America/New_York', tz_offset: -18_000 });
    expect(await user('U_ADMIN')).toMatchObject({
      is_admin: true,
      is_owner: true,
      is_primary_owner: true,
    });
    expect(await user('U_GUEST')).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: false,
    });
    expect(await user('U_CONNECT')).toMatchObject({ is_stranger: true, team_id: 'T_PARTNER' });
    expect(await user('U_GONE')).toMatchObject({ deleted: true });
    expect(await user('U_GATEHOUSE')).toMatchObject({ is_bot: true });
    expect((await user('U_LINA'))?.profile?.email).toBeUndefined();
    expect(await codeOf(web.users.info({ user: 'U_NOBODY' }))).toBe('user_not_found');
    expect(await codeOf(web.users.lookupByEmail({ email: 'lina@riverside.example' }))).toBe(
      'missing_scope',
    );
  });

  test('a DM opens with people, not with bots or the deactivated', async () => {
    const web = client(practice());
    const { channel } = await web.conversations.open({ users: 'U_LINA' });
    expect(channel?.id).toBe('D_LINA');
    expect(await codeOf(web.conversations.open({ users: 'U_GATEHOUSE' }))).toBe('cannot_dm_bot');
    expect(await codeOf(web.conversations.open({ users: 'U_NOBODY' }))).toBe('user_not_found');
    expect(await codeOf(web.conversations.open({ users: 'U_GONE' }))).toBe('user_disabled');
  });

  test('user groups list their people', async () => {
    const web = client(practice());
    expect((await web.usergroups.list()).usergroups?.map((g) => g.handle)).toEqual([
      'east',
      'west',
      'managers',
    ]);
    expect((await web.usergroups.users.list({ usergroup: 'S_EAST' })).users).toEqual([
      'U_LINA',
      'U_ZHANG',
    ]);
    expect(await codeOf(web.usergroups.users.list({ usergroup: 'S_NONE' }))).toBe(
      'no_such_subteam',
    );
  });

  test('the bot joins public channels with the scope for it, and lists channels', async () => {
    const scopes = { bot: ['channels:join', 'channels:read', 'chat:write'] };
    const slack = practice({ manifest: { ...manifest, oauth_config: { scopes } } });
    await client(slack).conversations.join({ channel: 'C_GENERAL' });
    expect(await codeOf(client(slack).chat.postMessage({ channel: 'C_GENERAL', text: 'x' }))).toBe(
      'ok',
    );
    const { channels } = await client(slack).conversations.list();
    expect(channels?.map((c) => c.id)).toEqual(['C_EAST', 'C_WEST', 'C_RECEPTION', 'C_GENERAL']);
    expect((await client(slack).conversations.members({ channel: 'C_GENERAL' })).members).toContain(
      'U_GATEHOUSE',
    );
    expect(await codeOf(client(slack).conversations.list({ types: 'private_channel' }))).toBe(
      'missing_scope',
    );
  });

  test('a permalink leads to a message that exists', async () => {
    const slack = practice();
    const { ts } = await client(slack).chat.postMessage({ channel: 'C_EAST', text: 'x' });
    const { permalink } = await client(slack).chat.getPermalink({
      channel: 'C_EAST',
      message_ts: ts ?? '',
    });
    expect(permalink).toBe(
      `https://riverside-garden.slack.com/archives/C_EAST/p${ts?.replace('.', '')}`,
    );
    expect(
      await codeOf(client(slack).chat.getPermalink({ channel: 'C_EAST', message_ts: '1.1' })),
    ).toBe('message_not_found');
  });
});

describe('files', () => {
  const scopes = { bot: ['files:write', 'files:read', 'chat:write'] };

  test('the bot uploads a file in three steps, reads it back with its token and deletes it', async () => {
    const slack = practice({ manifest: { ...manifest, oauth_config: { scopes } } });
    const web = client(slack);
    const upload = {
      channel_id: 'C_EAST',
      filename: 'week.csv',
      title: 'Week',
      initial_comment: '周报',
      file: Buffer.from('a,b\n1,2\n'),
    };
    await web.filesUploadV2(upload);
    const message = slack.messages('C_EAST')[0];
    expect(message).toMatchObject({
      text: '周报',
      files: [{ name: 'week.csv', title: 'Week', size: 8 }],
    });
    const id = String(message?.files?.[0]?.id);
    const url = (await web.files.info({ file: id })).file?.url_private ?? '';
    const withToken = await slack.fetch(url, {
      headers: { authorization: `Bearer ${slack.botToken}` },
    });
    expect(await withToken.text()).toBe('a,b\n1,2\n');
    expect((await slack.fetch(url)).headers.get('content-type')).toBe('text/html');
    await web.files.delete({ file: id });
    expect(await codeOf(web.files.info({ file: id }))).toBe('file_not_found');
  });

  test('completing an upload that never came is refused', async () => {
    const slack = practice({ manifest: { ...manifest, oauth_config: { scopes } } });
    const { file_id } = await client(slack).files.getUploadURLExternal({
      filename: 'a.csv',
      length: 3,
    });
    const files = [{ id: file_id ?? '' }] as never;
    expect(await codeOf(client(slack).files.completeUploadExternal({ files }))).toBe(
      'file_not_found',
    );
  });
});

describe('blocks.validate', () => {
  test('names each problem with its place, as Slack does', async () => {
    const web = client(practice());
    const view = {
      type: 'modal',
      title: plain('x'.repeat(25)),
      blocks: [{ type: 'input', label: plain('L'), element: textInput('a') }],
    };
    const error = await web.apiCall('blocks.validate', { view }).catch((e) => e.data);
    expect(error.error).toBe('invalid_view');
    expect(error.errors.map((p: { pointer: string }) => p.pointer)).toEqual(['/title/text', '/']);
    expect(error.errors[0].constraint).toEqual({ type: 'max_length', expected: 24, got: 25 });
    expect(await codeOf(web.apiCall('blocks.validate', { blocks: [{ type: 'divider' }] }))).toBe(
      'ok',
    );
    expect(
      await codeOf(web.apiCall('blocks.validate', { message: { blocks: [{ type: 'alert' }] } })),
    ).toBe('invalid_message');
  });
});

test('timestamps rise even when many messages are posted in one millisecond', async () => {
  const slack = practice({ now: () => NINE });
  for (let i = 0; i < 50; i++)
    await client(slack).chat.postMessage({ channel: 'C_EAST', text: String(i) });
  const times = slack.messages('C_EAST').map((m) => Number(m.ts));
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});
