import { desk, env } from '../desk.js';
import { fill, freshId, h } from '../dom.js';
import { avatar } from './avatar.js';

function commandItems(typed) {
  return desk.manifest.commands
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, usage_hint, description }) => ({
      insert: `${command} `,
      row: [
        h('b', null, command),
        usage_hint ? h('span', { class: 'usage-hint' }, usage_hint) : null,
        h('small', null, description),
      ],
    }));
}

function peopleItems(typed) {
  const wanted = typed.toLowerCase();
  return env
    .people()
    .filter(
      ({ displayName, realName, deleted }) =>
        !deleted && `${displayName} ${realName}`.toLowerCase().includes(wanted),
    )
    .slice(0, 8)
    .map((person) => ({
      insert: `@${person.displayName} `,
      row: [
        avatar(person, 'tiny'),
        h('b', null, person.displayName),
        h('small', null, person.title),
      ],
    }));
}

/** The list above the composer: commands after a leading /, people after @. */
export class Completion {
  constructor(control, { commands, onPick }) {
    this.control = control;
    this.withCommands = commands;
    this.onPick = onPick;
    this.items = [];
    this.node = h('div', {
      class: 'completion',
      role: 'listbox',
      id: freshId('completion'),
      hidden: true,
      on: { mousedown: (event) => event.preventDefault() },
    });
    control.setAttribute('aria-controls', this.node.id);
    control.setAttribute('aria-autocomplete', 'list');
  }

  /** What is being typed at the caret, if it can be completed. */
  wanted() {
    const before = this.control.value.slice(0, this.control.selectionStart);
    if (this.withCommands && /^\/\S*$/.test(before))
      return { from: 0, items: commandItems(before), name: env.words('commands') };
    const at = /(?:^|\s)@([^\s@]*)$/.exec(before);
    return at
      ? {
          from: before.length - at[1].length - 1,
          items: peopleItems(at[1]),
          name: env.words('people'),
        }
      : null;
  }

  follow() {
    if (!desk.snapshot || !desk.manifest || document.activeElement !== this.control)
      return this.hide();
    const wanted = this.wanted();
    if (!wanted || wanted.items.length === 0) return this.hide();
    Object.assign(this, { items: wanted.items, from: wanted.from, active: 0 });
    this.node.setAttribute('aria-label', wanted.name);
    this.node.hidden = false;
    this.draw();
  }

  draw() {
    const row = (item, index) =>
      h(
        'div',
        {
          class: `completion-row ${index === this.active ? 'active' : ''}`,
          role: 'option',
          id: `${this.node.id}-${index}`,
          'aria-selected': String(index === this.active),
          on: { click: () => this.pick(index) },
        },
        ...item.row,
      );
    fill(this.node, this.items.map(row));
    this.node.children[this.active]?.scrollIntoView({ block: 'nearest' });
    this.control.setAttribute('aria-activedescendant', `${this.node.id}-${this.active}`);
  }

  hide() {
    this.node.hidden = true;
    this.items = [];
    this.control.removeAttribute('aria-activedescendant');
  }

  pick(index) {
    const { insert } = this.items[index];
    const { value, selectionStart } = this.control;
    this.control.value = value.slice(0, this.from) + insert + value.slice(selectionStart);
    const caret = this.from + insert.length;
    this.control.setSelectionRange(caret, caret);
    this.hide();
    this.onPick();
  }

  /** True when the key was for the list. A command typed out in full is sent by Enter, not completed. */
  key(event) {
    if (this.items.length === 0 || event.isComposing) return false;
    const isWhole = this.items[this.active].insert.trim() === this.control.value.trim();
    if (event.key === 'Enter' && isWhole) return false;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves)
      this.active = (this.active + moves[event.key] + this.items.length) % this.items.length;
    else if (event.key === 'Tab' || event.key === 'Enter') this.pick(this.active);
    else if (event.key === 'Escape') this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    if (event.key in moves) this.draw();
    return true;
  }
}
