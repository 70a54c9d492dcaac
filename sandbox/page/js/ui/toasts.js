import { h } from '../dom.js';

const SHOWN_MS = 9000;
const region = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
document.body.append(region);

/** Says something in the corner for a few seconds; `kind` is `error` or `info`. */
export function tell(words, kind = 'info') {
  const close = h('button', { type: 'button', class: 'plain', 'aria-label': '×' }, '×');
  const toast = h(
    'div',
    { class: `toast ${kind}`, role: kind === 'error' ? 'alert' : null },
    h('span', null, words),
    close,
  );
  const gone = setTimeout(() => toast.remove(), SHOWN_MS);
  close.addEventListener('click', () => {
    clearTimeout(gone);
    toast.remove();
  });
  // An open modal makes the page behind it inert; a message about it must still be reachable.
  region.append(toast);
  return null;
}
