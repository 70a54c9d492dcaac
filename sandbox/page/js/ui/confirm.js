import { env } from '../desk.js';
import { fill, freshId, h } from '../dom.js';
import { plainText, textNodes, wordsOf } from '../render/mrkdwn.js';
import { openDialog } from './dialog.js';

/** Slack's confirm dialog. Resolves to true when the person says yes. */
export function confirmed({ title, text, confirm, deny, style }) {
  const titleId = freshId('confirm');
  return new Promise((resolve) => {
    const answer = (isSure) => {
      dialog.close();
      resolve(isSure);
    };
    const dialog = openDialog({
      role: 'alertdialog',
      className: 'confirm',
      labelledby: titleId,
      onEscape: () => answer(false),
    });
    const no = h(
      'button',
      { type: 'button', class: 'element-button', on: { click: () => answer(false) } },
      ...plainText(wordsOf(deny) || env.words('cancel')),
    );
    const yes = h(
      'button',
      {
        type: 'button',
        class: `element-button ${style ?? 'primary'}`,
        on: { click: () => answer(true) },
      },
      ...plainText(wordsOf(confirm) || env.words('yes')),
    );
    fill(
      dialog.panel,
      h('h2', { id: titleId }, ...plainText(wordsOf(title))),
      h('div', { class: 'confirm-text' }, ...textNodes(text, env)),
      h('div', { class: 'dialog-foot' }, no, yes),
    );
    yes.focus();
  });
}
