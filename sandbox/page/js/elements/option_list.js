import { fill, freshId, h } from '../dom.js';

/** The pop-up list: options with group headings, moved through with the arrow keys. */
export class OptionList {
  constructor({ onPick, words, name }) {
    this.onPick = onPick;
    this.words = words;
    this.options = [];
    this.active = -1;
    this.node = h('div', {
      class: 'select-list',
      role: 'listbox',
      id: freshId('list'),
      hidden: true,
      'aria-label': name,
    });
    // Pressing inside the list must not take the focus from the input, or the list would close.
    this.node.addEventListener('mousedown', (event) => event.preventDefault());
  }

  say(words) {
    this.options = [];
    fill(this.node, h('div', { class: 'select-note' }, words));
  }

  show(options, isChosen) {
    this.options = options;
    this.active = Math.max(0, options.findIndex(isChosen));
    if (options.length === 0) return this.say(this.words('nothingFound'));
    let group;
    const rows = options.flatMap((option, index) => {
      const heading =
        option.group !== undefined && option.group !== group
          ? h('div', { class: 'select-group', role: 'presentation' }, option.group)
          : null;
      group = option.group;
      return [heading, this.row(option, index, isChosen(option))];
    });
    fill(this.node, rows);
    this.mark();
  }

  row(option, index, isChosen) {
    return h(
      'div',
      {
        class: 'select-option',
        role: 'option',
        id: `${this.node.id}-${index}`,
        'aria-selected': String(isChosen),
        on: { click: () => this.onPick(option) },
      },
      h('span', null, option.label),
      option.description ? h('small', null, option.description) : null,
    );
  }

  move(step) {
    if (this.options.length === 0) return;
    this.active = (this.active + step + this.options.length) % this.options.length;
    this.mark();
  }

  mark() {
    for (const row of this.node.querySelectorAll('.select-option')) {
      const isActive = row.id === `${this.node.id}-${this.active}`;
      row.classList.toggle('active', isActive);
      if (isActive && !this.node.hidden) row.scrollIntoView({ block: 'nearest' });
    }
  }

  get activeId() {
    return this.options.length > 0 ? `${this.node.id}-${this.active}` : null;
  }
}
