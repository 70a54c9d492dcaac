import { act } from '../api.js';
import { longDay, timeOfDay } from '../dates.js';
import { desk, env } from '../desk.js';
import { h } from '../dom.js';
import { image } from '../elements/pictures.js';
import { showBlocks } from '../render/blocks.js';
import { mrkdwn } from '../render/mrkdwn.js';
import { MessageSurface } from '../surfaces.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { tell } from './toasts.js';

/** Milliseconds of a message's ts. */
export function instantOfTs(ts) {
  return Number(ts) * 1000;
}

function fileNode(file) {
  const address = `/control/file/${encodeURIComponent(file.id)}`;
  if (file.mimetype?.startsWith('image/'))
    return image({ slack_file: { id: file.id }, alt_text: file.title ?? file.name }, env, 'wide');
  return h(
    'a',
    { class: 'file', href: address, download: file.name },
    h('span', { 'aria-hidden': 'true' }, icon('file')),
    h('span', null, file.title || file.name),
  );
}

function attachmentNode(attachment, surface) {
  const inside = h('div', {
    class: 'attachment',
    style: { '--bar': attachment.color ? `#${attachment.color.replace('#', '')}` : null },
  });
  if (attachment.title) inside.append(h('b', null, attachment.title));
  if (attachment.text) inside.append(...mrkdwn(attachment.text, env));
  if (attachment.blocks) {
    const blocks = h('div', { class: 'blocks' });
    showBlocks(blocks, attachment.blocks, surface);
    inside.append(blocks);
  }
  return inside;
}

function bodyOf(message) {
  const surface = new MessageSurface(message);
  const body = h('div', { class: 'message-body' });
  if (message.blocks?.length) {
    const blocks = h('div', { class: 'blocks' });
    showBlocks(blocks, message.blocks, surface);
    body.append(blocks);
  } else if (message.text) {
    body.append(h('div', { class: 'message-text' }, ...mrkdwn(message.text, env)));
  }
  body.append(...(message.attachments ?? []).map((one) => attachmentNode(one, surface)));
  body.append(...(message.files ?? []).map(fileNode));
  if (message.edited) body.append(h('span', { class: 'edited' }, env.words('edited')));
  return body;
}

async function attempt(path, body) {
  await act(path, body).catch((error) => tell(error.message, 'error'));
  await desk.refresh();
}

function actionsOf(message, { inThread }) {
  const { words } = env;
  const { channel, ts } = message;
  const shortcuts = desk.manifest.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callback_id, description }) => ({
      label: name,
      description,
      run: () => attempt('shortcut', { user: desk.user, callback_id, channel, ts }),
    }));
  const reply = {
    label: words('replyInThread'),
    run: () => desk.openThread(message.thread_ts ?? ts),
  };
  const remove = { label: words('deleteMessage'), run: () => attempt('delete', { channel, ts }) };
  if (message.ephemeral) return shortcuts;
  return [
    ...(inThread ? [] : [reply]),
    ...shortcuts,
    ...(message.user === desk.user ? [remove] : []),
  ];
}

function toolsOf(message, place) {
  const { words } = env;
  const items = actionsOf(message, place);
  if (items.length === 0) return null;
  const reply =
    place.inThread || message.ephemeral
      ? null
      : h(
          'button',
          {
            type: 'button',
            class: 'icon-button reply-button',
            'aria-label': words('replyInThread'),
            title: words('replyInThread'),
            on: { click: () => desk.openThread(message.thread_ts ?? message.ts) },
          },
          icon('reply'),
        );
  return h(
    'div',
    { class: 'message-tools' },
    reply,
    menuButton({
      face: icon('dots'),
      name: words('messageActions'),
      items,
      className: 'icon-button',
    }),
  );
}

function headOf(message, person) {
  const { words } = env;
  const at = instantOfTs(message.ts);
  const name = person?.displayName ?? message.username ?? message.user ?? '?';
  return h(
    'div',
    { class: 'message-head' },
    h('b', null, name),
    person?.isBot ? h('span', { class: 'app-mark' }, words('app')) : null,
    h(
      'time',
      { datetime: new Date(at).toISOString(), title: longDay(at, env.view()) },
      timeOfDay(at, env.view()),
    ),
  );
}

function threadLine(message, { inThread }) {
  if (inThread || !message.reply_count || message.thread_ts !== message.ts) return null;
  return h(
    'button',
    { type: 'button', class: 'thread-line', on: { click: () => desk.openThread(message.ts) } },
    env.words('replies', message.reply_count),
  );
}

/** One message as an article: who, when, its blocks, its replies and what can be done with it. */
export function messageNode(message, place) {
  const person = env.personOf(message.user);
  if (message.subtype === 'tombstone')
    return h(
      'article',
      { class: 'message deleted' },
      h('span', { class: 'avatar' }),
      h('div', { class: 'message-main quiet' }, env.words('deletedMessage')),
    );
  const classes = ['message', message.ephemeral ? 'ephemeral' : '', place.follows ? 'follows' : '']
    .join(' ')
    .trim();
  const only = message.ephemeral
    ? h('div', { class: 'only-you' }, icon('eye'), env.words('onlyYou'))
    : null;
  const name = `${person?.displayName ?? message.user} ${timeOfDay(instantOfTs(message.ts), env.view())}`;
  return h(
    'article',
    { class: classes, 'aria-label': name, data: { ts: message.ts } },
    place.follows ? h('span', { class: 'gutter' }) : avatar(person),
    h(
      'div',
      { class: 'message-main' },
      only,
      place.follows ? null : headOf(message, person),
      bodyOf(message),
      threadLine(message, place),
    ),
    toolsOf(message, place),
  );
}
