import { act } from '../api.js';
import { desk, env, isWithBot } from '../desk.js';
import { fill, h } from '../dom.js';
import { showBlocks } from '../render/blocks.js';
import { surfaceOfView } from '../surfaces.js';
import { Composer } from './composer.js';
import { MessageList } from './message_list.js';

const list = new MessageList({ inThread: false, name: 'messages' });
const composer = new Composer();
const head = h('header', { class: 'channel-head' });
const banner = h('div', { class: 'banner', role: 'status', hidden: true });
const homeBody = h('div', { class: 'blocks home-blocks' });
const home = h('div', { class: 'home', role: 'tabpanel', tabindex: 0 }, homeBody);
const barrier = h('div', { class: 'barrier', hidden: true });

/** Puts the nodes of the middle pane into `node`, once. */
export function buildChannel(node) {
  fill(node, head, banner, home, list.node, barrier, composer.node);
}

function nameOf(channel) {
  if (!channel) return desk.snapshot.app.name;
  if (channel.kind === 'channel') return `#${channel.name}`;
  if (isWithBot(channel)) return desk.snapshot.app.name;
  return env.personOf(channel.with)?.displayName ?? channel.name;
}

function isBotPlace(channel) {
  return desk.channel === 'DM' || isWithBot(channel);
}

async function openTab(tab) {
  desk.set({ tab });
  await act('home/open', { user: desk.user, tab }).catch(() => null);
  await desk.refresh();
}

function tab(name) {
  const isCurrent = desk.tab === name;
  return h(
    'button',
    {
      type: 'button',
      role: 'tab',
      class: `tab ${isCurrent ? 'current' : ''}`,
      'aria-selected': String(isCurrent),
      on: { click: () => openTab(name) },
    },
    env.words(name),
  );
}

function renderHead(channel) {
  const { app } = desk.snapshot;
  const hasTabs = isBotPlace(channel) && app.homeTab && app.messagesTab;
  const signature = JSON.stringify([
    channel?.name,
    channel?.topic,
    hasTabs,
    desk.tab,
    env.view().locale,
    desk.channel,
  ]);
  if (head.dataset.signature === signature) return;
  head.dataset.signature = signature;
  fill(
    head,
    h('h1', null, nameOf(channel)),
    channel?.topic ? h('span', { class: 'topic' }, channel.topic) : null,
    hasTabs ? h('div', { class: 'tabs', role: 'tablist' }, tab('home'), tab('messages')) : null,
  );
}

/** The first thing a newcomer sees in a channel: what this is, and commands to try. */
function renderWelcome(channel) {
  const { words } = env;
  const signature = JSON.stringify([channel?.id, env.view().locale]);
  if (list.top.dataset.signature === signature) return;
  list.top.dataset.signature = signature;
  const tries = desk.manifest.commands.map(({ command, description }) =>
    h(
      'button',
      { type: 'button', class: 'try', on: { click: () => composer.insert(`${command} `) } },
      h('b', null, command),
      h('span', null, description),
    ),
  );
  fill(
    list.top,
    h(
      'div',
      { class: 'welcome' },
      h('h2', null, words('welcomeTitle', nameOf(channel))),
      h('p', null, words('welcomeText')),
      h('div', { class: 'tries' }, tries),
    ),
  );
}

function renderBanner() {
  const { words } = env;
  const text = desk.lost
    ? words('unreachable')
    : desk.snapshot.app.connections === 0
      ? words('botAway')
      : '';
  banner.hidden = text === '';
  banner.textContent = text;
}

function renderHome(isShown) {
  home.hidden = !isShown;
  if (!isShown) return;
  const view = desk.snapshot.home;
  if (!view) {
    fill(homeBody, h('p', { class: 'quiet empty' }, env.words('emptyHome')));
    return;
  }
  if (home.dataset.view !== view.id) homeBody.replaceChildren();
  home.dataset.view = view.id;
  showBlocks(homeBody, view.blocks, surfaceOfView(view));
}

/** Who is not a member reads but cannot write; what they can do about it stands where they would write. */
function renderBarrier(channel, isHome) {
  const { words } = env;
  const isOutside = channel?.kind === 'channel' && !channel.isMember;
  const isClosed = isOutside || channel?.isArchived === true;
  barrier.hidden = isHome || !isClosed;
  composer.node.hidden = isHome || isClosed;
  if (barrier.hidden) return;
  const join = async () => {
    await act('member', { channel: channel.id, user: desk.user, member: true });
    await desk.refresh();
  };
  const button =
    isOutside && !channel.isArchived
      ? h(
          'button',
          { type: 'button', class: 'element-button primary', on: { click: join } },
          words('join'),
        )
      : null;
  fill(barrier, h('span', null, words(channel.isArchived ? 'archived' : 'notMember')), button);
}

function markRead(channel) {
  if (!channel || channel.unread === 0 || document.hidden) return;
  act('read', { user: desk.user, channel: channel.id }).then(
    () => desk.refresh(),
    () => null,
  );
}

function topLevel({ thread_ts, ts, subtype }) {
  return !thread_ts || thread_ts === ts || subtype === 'thread_broadcast';
}

/** The middle pane: a channel's messages and composer, or the app's home tab. */
export function renderChannel() {
  const channel = desk.current;
  const isHome = isBotPlace(channel) && desk.tab === 'home';
  renderHead(channel);
  renderBanner();
  renderHome(isHome);
  list.node.hidden = isHome;
  renderBarrier(channel, isHome);
  if (isHome) return;
  renderWelcome(channel);
  list.show(desk.snapshot.messages.filter(topLevel), `${desk.user} ${desk.channel}`);
  composer.show(nameOf(channel));
  markRead(channel);
}
