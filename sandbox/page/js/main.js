import { desk, env } from './desk.js';
import { fill, h } from './dom.js';
import { buildChannel, renderChannel } from './ui/channel.js';
import { faultNodes, renderFaults } from './ui/faults.js';
import { icon } from './ui/icons.js';
import { inspectorNodes, renderInspector } from './ui/inspector.js';
import { renderModals } from './ui/modals.js';
import { renderSidebar } from './ui/sidebar.js';
import { buildThread, renderThread } from './ui/thread.js';
import { tell } from './ui/toasts.js';
import { renderTopbar } from './ui/topbar.js';

const topbar = h('header', { class: 'topbar' });
const sidebar = h('nav', { class: 'sidebar', id: 'sidebar' });
const shade = h('div', { class: 'shade', on: { click: () => desk.set({ drawer: false }) } });
const channel = h('main', { class: 'channel' });
const thread = h('aside', { class: 'pane thread', hidden: true });
const toolHead = h('header', { class: 'pane-head' });
const toolBody = h('div', { class: 'pane-body' });
const tools = h('aside', { class: 'pane tools-pane', hidden: true }, toolHead, toolBody);
const app = document.getElementById('app');

const TOOLS = {
  inspector: { nodes: inspectorNodes, render: renderInspector },
  faults: { nodes: faultNodes, render: renderFaults },
};

function renderTools() {
  const tool = TOOLS[desk.tool];
  tools.hidden = tool === undefined;
  if (!tool) return;
  const shown = `${desk.tool} ${env.view().locale}`;
  if (tools.dataset.shown !== shown) {
    tools.dataset.shown = shown;
    const close = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': env.words('close'),
        on: { click: () => desk.set({ tool: null }) },
      },
      icon('close'),
    );
    fill(toolHead, h('h2', null, env.words(desk.tool)), close);
    fill(toolBody, ...tool.nodes());
    tools.setAttribute('aria-label', env.words(desk.tool));
  }
  tool.render();
}

function render() {
  if (!desk.snapshot || !desk.manifest) return;
  const { me, team } = desk.snapshot;
  document.documentElement.lang = me.locale;
  document.title = `${team.name} · ${env.words('practice')}`;
  app.classList.toggle('drawer-open', desk.drawer);
  app.classList.toggle('has-thread', desk.thread !== null);
  app.classList.toggle('has-tool', desk.tool !== null);
  renderTopbar(topbar);
  renderSidebar(sidebar);
  renderChannel();
  renderThread(thread);
  renderTools();
  renderModals();
}

const NOTICE_WORDS = { operation_timeout: 'timedOut', dispatch_failed: 'dispatchFailed' };

/** What Slack's client says when an app did not answer: whose fault, and Slack's code beside it. */
function sayNotice({ kind, error, text }) {
  const known = NOTICE_WORDS[error];
  if (!known) return tell(`${text} (${error})`, 'error');
  const name = kind === 'command' ? text.split(' ')[0] : env.words('thisAction');
  return tell(`${env.words(known, name)} (${error})`, 'error');
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && desk.drawer) desk.set({ drawer: false });
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && desk.snapshot) desk.refresh();
});

fill(app, topbar, h('div', { class: 'body' }, sidebar, shade, channel, thread, tools));
buildChannel(channel);
buildThread(thread);
desk.onChange(render);
desk.onNotice(sayNotice);
desk.start().then(
  () => document.body.classList.add('ready'),
  (error) => tell(error.message, 'error'),
);
