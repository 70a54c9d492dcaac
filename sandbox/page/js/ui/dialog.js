import { h } from '../dom.js';

const FOCUSABLE =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, [tabindex="0"]';
const stack = [];

function visible(node) {
  return node.offsetParent !== null;
}

function loop(event, panel) {
  const inside = [...panel.querySelectorAll(FOCUSABLE)].filter(visible);
  if (inside.length === 0) return;
  const [first, last] = [inside[0], inside.at(-1)];
  const active = document.activeElement;
  const leaving = event.shiftKey ? active === first || active === panel : active === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

function background() {
  return [document.getElementById('app'), ...stack.map(({ layer }) => layer)];
}

function settleInert() {
  const layers = background();
  for (const [index, layer] of layers.entries()) layer.inert = index < layers.length - 1;
}

/**
 * Opens a dialog over everything: the page behind is inert, Tab stays inside, Escape calls `onEscape`,
 * and the focus returns where it was. Answers `{ panel, close }`.
 */
export function openDialog({ role = 'dialog', className = '', labelledby, onEscape }) {
  const opener = document.activeElement;
  const panel = h('div', {
    class: `dialog ${className}`,
    role,
    'aria-modal': 'true',
    'aria-labelledby': labelledby,
    tabindex: -1,
  });
  const layer = h('div', { class: 'dialog-layer' }, panel);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') loop(event, panel);
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onEscape();
  });
  document.body.append(layer);
  stack.push({ layer });
  settleInert();
  panel.focus({ preventScroll: true });
  const close = () => {
    const place = stack.findIndex((one) => one.layer === layer);
    if (place >= 0) stack.splice(place, 1);
    layer.remove();
    settleInert();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  };
  return { panel, close };
}
