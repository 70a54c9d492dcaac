import { h } from '../dom.js';

let openMenu = null;

function closeMenu({ refocus } = {}) {
  if (openMenu === null) return;
  const { list, opener } = openMenu;
  openMenu = null;
  list.remove();
  opener.setAttribute('aria-expanded', 'false');
  if (refocus) opener.focus();
}

document.addEventListener('pointerdown', (event) => {
  if (openMenu && !openMenu.list.contains(event.target) && !openMenu.opener.contains(event.target))
    closeMenu();
});
window.addEventListener('resize', () => closeMenu());
document.addEventListener(
  'scroll',
  (event) => {
    if (openMenu && !openMenu.list.contains(event.target)) closeMenu();
  },
  true,
);

/** Under the opener, or above it when there is no room, and always inside the window. */
function place(list, opener) {
  const at = opener.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, window.innerWidth - width - 8));
  const below = at.bottom + 4;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, at.top - height - 4) : below;
  list.style.left = `${left}px`;
  list.style.top = `${top}px`;
}

function moveFocus(list, step) {
  const items = [...list.querySelectorAll('[role=menuitem]')];
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length]?.focus();
}

function keys(event, list) {
  if (event.key === 'ArrowDown') moveFocus(list, 1);
  else if (event.key === 'ArrowUp') moveFocus(list, -1);
  else if (event.key === 'Escape') closeMenu({ refocus: true });
  else if (event.key === 'Tab') return closeMenu();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function itemRow({ label, description, run }) {
  const choose = () => {
    closeMenu({ refocus: true });
    run();
  };
  return h(
    'button',
    { type: 'button', role: 'menuitem', class: 'menu-item', on: { click: choose } },
    h('span', null, label),
    description ? h('small', null, description) : null,
  );
}

/** Opens a menu of `{ label, description?, run }` at the opener; a second press closes it. */
export function toggleMenu(opener, items, name) {
  const wasOpen = openMenu?.opener === opener;
  closeMenu();
  if (wasOpen) return;
  const list = h('div', { class: 'menu', role: 'menu', 'aria-label': name }, items.map(itemRow));
  list.addEventListener('keydown', (event) => keys(event, list));
  // A menu opened inside a modal must stay inside it: the page behind is inert.
  (opener.closest('[role=dialog]') ?? document.body).append(list);
  openMenu = { list, opener };
  opener.setAttribute('aria-expanded', 'true');
  place(list, opener);
  list.querySelector('[role=menuitem]')?.focus({ preventScroll: true });
}

/** A button that opens a menu. */
export function menuButton({ face, name, items, className = '' }) {
  const opener = h(
    'button',
    {
      type: 'button',
      class: className,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': name,
      title: name,
    },
    face,
  );
  opener.addEventListener('click', () =>
    toggleMenu(opener, typeof items === 'function' ? items() : items, name),
  );
  return opener;
}
