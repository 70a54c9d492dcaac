import { act } from '../api.js';
import { desk, env } from '../desk.js';
import { fill, freshId, h } from '../dom.js';
import { showBlocks } from '../render/blocks.js';
import { plainText, wordsOf } from '../render/mrkdwn.js';
import { forgetOtherViews, surfaceOfView } from '../surfaces.js';
import { openDialog } from './dialog.js';
import { icon } from './icons.js';
import { tell } from './toasts.js';

/** The modal on screen: one dialog for the whole stack, its inside follows the top view. */
class Modal {
  constructor() {
    this.titleId = freshId('modal');
    this.dialog = openDialog({
      className: 'modal',
      labelledby: this.titleId,
      onEscape: () => this.close(false),
    });
    this.body = h('div', { class: 'modal-body' });
    this.head = h('header', { class: 'modal-head' });
    this.note = h('div', { class: 'modal-note', role: 'alert', hidden: true });
    this.foot = h('footer', { class: 'dialog-foot' });
    this.form = h(
      'form',
      { novalidate: true, on: { submit: (event) => this.submit(event) } },
      this.head,
      this.body,
      this.note,
      this.foot,
    );
    this.dialog.panel.append(this.form);
    this.viewId = null;
  }

  show(view, depth) {
    const isOther = view.id !== this.viewId;
    const chrome = JSON.stringify([
      view.title,
      view.submit,
      view.close,
      depth,
      desk.snapshot.me.locale,
      view.submit_disabled,
    ]);
    this.view = view;
    this.viewId = view.id;
    this.surface = surfaceOfView(view);
    if (isOther || chrome !== this.chrome) this.showChrome(view, depth);
    this.chrome = chrome;
    if (isOther) {
      this.body.replaceChildren();
      this.say('');
    }
    showBlocks(this.body, view.blocks, this.surface);
    if (isOther) this.arrive(view);
  }

  showChrome(view, depth) {
    const { words } = env;
    const button = (name, face, run) =>
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': name, on: { click: run } },
        face,
      );
    const back = depth > 1 ? button(words('back'), icon('back'), () => this.close(false)) : null;
    const title = h('h2', { id: this.titleId }, ...plainText(wordsOf(view.title)));
    fill(
      this.head,
      back,
      title,
      button(words('close'), icon('close'), () => this.close(true)),
    );
    const close = h(
      'button',
      { type: 'button', class: 'element-button', on: { click: () => this.close(false) } },
      ...plainText(wordsOf(view.close) || words('close')),
    );
    this.submitButton = view.submit
      ? h(
          'button',
          { type: 'submit', class: 'element-button primary', disabled: view.submit_disabled },
          ...plainText(wordsOf(view.submit)),
        )
      : null;
    fill(this.foot, close, this.submitButton);
  }

  /** A new view starts at its top, with the focus where the bot asked for it. */
  arrive(view) {
    this.body.scrollTop = 0;
    const wanted = view.blocks
      .flatMap((block) => [block.element, block.accessory, ...(block.elements ?? [])])
      .find((element) => element?.focus_on_load);
    const node = wanted
      ? this.body.querySelector(`[data-focus$=" ${CSS.escape(wanted.action_id)}"]`)
      : null;
    (node ?? this.dialog.panel).focus({ preventScroll: true });
  }

  say(words) {
    this.note.textContent = words;
    this.note.hidden = words === '';
  }

  async submit(event) {
    event.preventDefault();
    if (this.submitButton?.getAttribute('aria-busy') === 'true') return;
    const { view, surface, submitButton } = this;
    this.say('');
    submitButton?.setAttribute('aria-busy', 'true');
    const result = await act('submit', {
      user: desk.user,
      view_id: view.id,
      values: surface.typed(),
    }).catch((error) => ({ outcome: 'failed', problem: error.message }));
    submitButton?.removeAttribute('aria-busy');
    await desk.refresh();
    if (result.outcome === 'failed') this.say(result.problem ?? env.words('submitFailed'));
    if (['errors', 'invalid'].includes(result.outcome)) this.showFirstError();
  }

  showFirstError() {
    const problem = this.body.querySelector('.has-error');
    if (!problem) return;
    problem.scrollIntoView({ block: 'center' });
    const control = problem.querySelector('input, textarea');
    // Focusing a select would open its list over the error; typing fields get the focus at once.
    if (control && control.getAttribute('role') !== 'combobox')
      control.focus({ preventScroll: true });
  }

  async close(all) {
    await act('close', { user: desk.user, view_id: this.view.id, all }).catch((error) =>
      tell(error.message, 'error'),
    );
    await desk.refresh();
  }
}

let modal = null;

/** Brings the dialog in line with the person's stack of views. */
export function renderModals() {
  const { modals, home } = desk.snapshot;
  forgetOtherViews(new Set([...modals.map(({ id }) => id), home?.id]));
  const top = modals.at(-1);
  if (!top) {
    modal?.dialog.close();
    modal = null;
    return;
  }
  modal ??= new Modal();
  modal.show(top, modals.length);
}
