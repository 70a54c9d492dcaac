import { act, upload } from '../api.js';
import { desk, env } from '../desk.js';
import { fill, h } from '../dom.js';
import { Completion } from './completion.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { tell } from './toasts.js';

/** From here on the person is told that the app has not answered yet. */
const SLOW_MS = 400;

function splitCommand(text) {
  const found = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(text);
  return found ? { command: found[1], text: found[2] ?? '' } : null;
}

function globalShortcuts() {
  const run = async (callback_id) => {
    await act('shortcut', { user: desk.user, callback_id }).catch((error) =>
      tell(error.message, 'error'),
    );
    await desk.refresh();
  };
  const items = desk.manifest.shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, description, callback_id }) => ({
      label: name,
      description,
      run: () => run(callback_id),
    }));
  return items.length > 0 ? items : [{ label: env.words('noShortcuts'), run: () => undefined }];
}

/** Where people type: messages, slash commands with completion, files, shortcuts. */
export class Composer {
  constructor({ inThread = false } = {}) {
    this.inThread = inThread;
    this.drafts = new Map();
    this.control = h('textarea', {
      rows: 1,
      autocomplete: 'off',
      on: {
        input: () => this.typed(),
        keydown: (event) => this.key(event),
        blur: () => this.completion.hide(),
      },
    });
    this.completion = new Completion(this.control, {
      commands: !inThread,
      onPick: () => this.typed(),
    });
    this.usage = h('div', { class: 'usage', hidden: true });
    this.tools = h('div', { class: 'composer-tools' });
    this.node = h(
      'form',
      { class: 'composer', on: { submit: (event) => this.submit(event) } },
      this.completion.node,
      this.usage,
      h('div', { class: 'composer-box' }, this.control, this.tools),
    );
  }

  show(name) {
    const place = `${desk.user} ${desk.channel} ${this.inThread ? desk.thread : ''}`;
    if (place !== this.place) this.arrive(place);
    const placeholder = this.inThread ? env.words('reply') : env.words('messageTo', name);
    this.control.placeholder = placeholder;
    this.control.setAttribute('aria-label', placeholder);
    this.showTools();
  }

  /** Each place keeps its own half-typed message. */
  arrive(place) {
    if (this.place) this.drafts.set(this.place, this.control.value);
    this.place = place;
    this.control.value = this.drafts.get(place) ?? '';
    this.typed();
  }

  showTools() {
    const { locale } = env.view();
    if (this.toolsLocale === locale) return;
    this.toolsLocale = locale;
    const { words } = env;
    const picker = h('input', {
      type: 'file',
      hidden: true,
      tabindex: -1,
      on: { change: () => this.attach(picker) },
    });
    const clip = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': words('attach'),
        title: words('attach'),
        on: { click: () => picker.click() },
      },
      icon('clip'),
    );
    const bolt = menuButton({
      face: icon('bolt'),
      name: words('shortcuts'),
      items: globalShortcuts,
      className: 'icon-button',
    });
    const send = h(
      'button',
      { type: 'submit', class: 'send', 'aria-label': words('send') },
      icon('send'),
    );
    fill(
      this.tools,
      this.inThread ? null : bolt,
      this.inThread ? null : clip,
      picker,
      h('span', { class: 'spread' }),
      send,
    );
  }

  insert(text) {
    this.control.value = text;
    this.control.focus();
    this.typed();
  }

  typed() {
    this.control.style.height = 'auto';
    this.control.style.height = `${Math.min(180, this.control.scrollHeight)}px`;
    this.completion.follow();
    this.showUsage();
  }

  showUsage() {
    const typed = splitCommand(this.control.value);
    const known = desk.manifest?.commands.find(({ command }) => command === typed?.command);
    const isTyping =
      !this.inThread && known !== undefined && this.control.value.length > known.command.length;
    this.usage.hidden = !isTyping;
    if (isTyping)
      fill(
        this.usage,
        h('b', null, known.command),
        ` ${known.usage_hint ?? ''}`,
        h('span', { class: 'quiet' }, ` · ${known.description}`),
      );
  }

  key(event) {
    if (this.completion.key(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit(event);
  }

  async submit(event) {
    event.preventDefault();
    const typed = this.control.value.trim();
    if (typed === '') return;
    this.control.value = '';
    this.completion.hide();
    this.typed();
    const isSent = await this.whileWaiting(this.send(typed));
    if (!isSent && this.control.value === '') this.insert(typed);
    await desk.refresh();
  }

  /** A slow answer is said to be awaited; a quick one leaves no flicker. */
  async whileWaiting(sending) {
    const note = setTimeout(() => {
      this.usage.hidden = false;
      fill(this.usage, h('span', { class: 'quiet' }, env.words('waiting')));
    }, SLOW_MS);
    const result = await sending;
    clearTimeout(note);
    this.showUsage();
    return result;
  }

  async send(typed) {
    const place = {
      user: desk.user,
      channel: desk.channel,
      thread_ts: this.inThread ? desk.thread : undefined,
    };
    const command = typed.startsWith('/') && !this.inThread ? splitCommand(typed) : null;
    try {
      if (command) await act('command', { ...place, ...command });
      else await act('message', { ...place, text: typed });
      return true;
    } catch (error) {
      tell(
        error.code === 'unknown_command'
          ? env.words('unknownCommand', command.command)
          : error.message,
        'error',
      );
      return false;
    }
  }

  async attach(picker) {
    const [file] = picker.files;
    picker.value = '';
    if (!file) return;
    const comment = this.control.value.trim();
    this.control.value = '';
    this.typed();
    await upload(file, { user: desk.user, channel: desk.channel, comment }).catch((error) =>
      tell(error.message, 'error'),
    );
    await desk.refresh();
  }
}
