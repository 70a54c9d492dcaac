import { act } from '../api.js';
import { desk, env, isWithBot } from '../desk.js';
import { h, refill } from '../dom.js';
import { avatar, gate } from './avatar.js';
import { icon } from './icons.js';
import { isSwitcherOpen, switcher } from './switcher.js';

const ZONES = [
  'Asia/Shanghai',
  'Asia/Singapore',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Sydney',
  'UTC',
];
const LOCALES = { 'zh-CN': 'chinese', 'en-GB': 'english' };

function unreadMark({ unread, mentions }) {
  if (mentions > 0)
    return h(
      'span',
      { class: 'badge', 'aria-label': env.words('unread', mentions) },
      String(mentions),
    );
  return unread > 0
    ? h('span', { class: 'unread-dot', 'aria-label': env.words('unread', unread) })
    : null;
}

function channelRow(channel) {
  const isCurrent = desk.channel === channel.id;
  const classes = [
    'row',
    isCurrent ? 'current' : '',
    channel.unread > 0 ? 'unread' : '',
    channel.isMember ? '' : 'outside',
  ];
  return h(
    'button',
    {
      type: 'button',
      class: classes.join(' '),
      'aria-current': isCurrent ? 'page' : null,
      on: { click: () => desk.open(channel.id) },
    },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, icon(channel.isPrivate ? 'lock' : 'hash')),
    h('span', { class: 'name' }, channel.name),
    unreadMark(channel),
  );
}

function personRow(channel) {
  const other = env.personOf(isWithBot(channel) ? desk.snapshot.app.botUser : channel.with);
  const isCurrent = desk.channel === channel.id;
  const run = other?.isBot ? openBot : () => desk.open(channel.id);
  return h(
    'button',
    {
      type: 'button',
      class: `row ${isCurrent ? 'current' : ''} ${channel.unread > 0 ? 'unread' : ''}`,
      'aria-current': isCurrent ? 'page' : null,
      on: { click: run },
    },
    avatar(other, 'tiny'),
    h('span', { class: 'name' }, other?.displayName ?? channel.name),
    unreadMark(channel),
  );
}

/** Opening the app shows its home tab first and tells the bot, as Slack's clients do. */
async function openBot() {
  const { homeTab } = desk.snapshot.app;
  const channel = desk.botChannel?.id ?? 'DM';
  Object.assign(desk, { channel, thread: null, drawer: false, tab: homeTab ? 'home' : 'messages' });
  desk.changed();
  await act('home/open', { user: desk.user, tab: desk.tab }).catch(() => null);
  await desk.refresh();
  desk.channel = desk.botChannel?.id ?? channel;
  await desk.refresh();
}

function botRow() {
  const { app, people } = desk.snapshot;
  const known = desk.botChannel;
  if (known) return personRow(known);
  const bot = people.find(({ id }) => id === app.botUser);
  return h(
    'button',
    { type: 'button', class: 'row', on: { click: openBot } },
    avatar(bot, 'tiny'),
    h('span', { class: 'name' }, bot?.displayName ?? app.name),
  );
}

function group(title, rows) {
  return rows.length === 0 ? null : h('section', { class: 'group' }, h('h2', null, title), rows);
}

function chooser({ name, value, options, change }) {
  const choices = options.map(([key, label]) =>
    h('option', { value: key, selected: key === value }, label),
  );
  return h(
    'label',
    { class: 'chooser' },
    h('span', null, name),
    h(
      'select',
      { 'aria-label': name, on: { change: (event) => change(event.target.value) } },
      choices,
    ),
  );
}

async function changeLocale(change) {
  await act('locale', { user: desk.user, ...change });
  await desk.refresh();
}

function foot() {
  const { me } = desk.snapshot;
  const { words } = env;
  const locale = me.locale.startsWith('zh') ? 'zh-CN' : 'en-GB';
  const zones = [...new Set([me.tz, ...ZONES])].map((zone) => [zone, zone.replace('_', ' ')]);
  const locales = Object.entries(LOCALES).map(([key, name]) => [key, words(name)]);
  return h(
    'div',
    { class: 'sidebar-foot' },
    chooser({
      name: words('language'),
      value: locale,
      options: locales,
      change: (value) => changeLocale({ locale: value }),
    }),
    chooser({
      name: words('zone'),
      value: me.tz,
      options: zones,
      change: (value) => changeLocale({ tz: value }),
    }),
  );
}

/** Channels, direct messages, the app, and who acts. */
export function renderSidebar(node) {
  const { channels, team } = desk.snapshot;
  const signature = JSON.stringify([
    channels,
    desk.snapshot.people,
    team,
    desk.channel,
    desk.user,
    isSwitcherOpen(),
    Math.floor(desk.now() / 60_000),
  ]);
  if (node.dataset.signature === signature) return;
  node.dataset.signature = signature;
  const { words } = env;
  const dms = channels.filter((channel) => channel.kind === 'im' && !isWithBot(channel));
  const scroll = node.querySelector('.sidebar-lists')?.scrollTop ?? 0;
  const lists = h(
    'div',
    { class: 'sidebar-lists' },
    group(words('apps'), [botRow()]),
    group(words('channels'), channels.filter(({ kind }) => kind === 'channel').map(channelRow)),
    group(words('directMessages'), dms.map(personRow)),
  );
  refill(
    node,
    h('div', { class: 'team' }, gate(), h('b', null, team.name)),
    switcher(),
    lists,
    foot(),
  );
  lists.scrollTop = scroll;
}
