import { desk, env } from '../desk.js';
import { fill, h } from '../dom.js';
import { Composer } from './composer.js';
import { icon } from './icons.js';
import { MessageList } from './message_list.js';

const list = new MessageList({ inThread: true, name: 'thread' });
const composer = new Composer({ inThread: true });
const head = h('header', { class: 'pane-head' });

/** Puts the nodes of the thread pane into `node`, once. */
export function buildThread(node) {
  fill(node, head, list.node, composer.node);
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) desk.openThread(null);
  });
}

/** The thread beside the channel; hidden when none is open. */
export function renderThread(node) {
  node.hidden = desk.thread === null;
  if (node.hidden) return;
  const close = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': env.words('close'),
      on: { click: () => desk.openThread(null) },
    },
    icon('close'),
  );
  if (head.dataset.locale !== env.view().locale)
    fill(head, h('h2', null, env.words('thread')), close);
  head.dataset.locale = env.view().locale;
  list.show(desk.snapshot.thread, `${desk.user} ${desk.thread}`);
  composer.show('');
}
