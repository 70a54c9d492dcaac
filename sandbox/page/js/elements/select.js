import { fill, h, settled } from '../dom.js';
import { wordsOf } from '../render/mrkdwn.js';
import { OptionList } from './option_list.js';
import { optionOf, sourceOf } from './options.js';

const TYPING_PAUSE_MS = 180;

/** Every kind of select, single or multi: an input with a list that narrows while typing. */
class Select {
  constructor(slot) {
    this.slot = slot;
    this.isMulti = slot.element.type.startsWith('multi_');
    this.source = sourceOf(slot);
    this.chosen = this.readChosen();
    this.asked = 0;
    this.list = new OptionList({
      words: slot.words,
      name: slot.attributes['aria-label'],
      onPick: (option) => this.pick(option),
    });
    this.chips = h('span', { class: 'chips' });
    this.input = this.makeInput();
    this.clear = h(
      'button',
      {
        type: 'button',
        class: 'select-clear',
        'aria-label': slot.words('clear'),
        tabindex: -1,
        on: { click: () => this.empty() },
      },
      '×',
    );
    this.node = h(
      'div',
      { class: `select ${this.isMulti ? 'multi' : ''}` },
      h(
        'div',
        { class: 'select-box', on: { click: () => this.input.focus() } },
        this.chips,
        this.input,
        this.clear,
      ),
      this.list.node,
    );
    this.later = settled(TYPING_PAUSE_MS, () => this.look());
    this.showChosen();
  }

  readChosen() {
    const value = this.slot.value();
    if (value === undefined || value === null) return [];
    return (Array.isArray(value) ? value : [value]).map((plain) => optionOf(this.slot, plain));
  }

  makeInput() {
    return h('input', {
      ...this.slot.attributes,
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      'aria-expanded': 'false',
      'aria-controls': this.list.node.id,
      'aria-autocomplete': 'list',
      on: {
        focus: () => this.open(),
        click: () => this.open(),
        input: () => this.typed(),
        keydown: (event) => this.key(event),
        blur: () => this.close(),
      },
    });
  }

  get isOpen() {
    return !this.list.node.hidden;
  }

  open() {
    if (this.isOpen) return;
    this.query = '';
    this.list.node.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.input.select();
    this.look();
  }

  close() {
    this.list.node.hidden = true;
    this.asked += 1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.showChosen();
  }

  typed() {
    this.open();
    this.query = this.input.value;
    if (this.source.waits) this.later(true);
    else this.look();
  }

  /** Asks for options; an answer to an older question than the newest is dropped. */
  async look() {
    this.asked += 1;
    const turn = this.asked;
    const query = this.query ?? '';
    if ([...query].length < this.source.minimum)
      return this.list.say(this.slot.words('typeToSearch', this.source.minimum));
    if (this.source.waits) this.list.say(this.slot.words('loading'));
    const options = await this.source.find(query).catch(() => null);
    if (turn !== this.asked) return;
    if (options === null) return this.list.say(this.slot.words('optionsFailed'));
    this.list.show(options, (option) => this.isChosen(option));
    this.input.setAttribute('aria-activedescendant', this.list.activeId ?? '');
    this.list.node.scrollIntoView({ block: 'nearest' });
  }

  isChosen({ key }) {
    return this.chosen.some((one) => one.key === key);
  }

  pick(option) {
    if (!this.isMulti) this.chosen = [option];
    else if (this.isChosen(option))
      this.chosen = this.chosen.filter(({ key }) => key !== option.key);
    else if (
      this.chosen.length < (this.slot.element.max_selected_items ?? Number.POSITIVE_INFINITY)
    )
      this.chosen = [...this.chosen, option];
    this.store();
    if (!this.isMulti) return this.close();
    this.input.value = '';
    this.query = '';
    this.look();
  }

  drop(option) {
    this.chosen = this.chosen.filter(({ key }) => key !== option.key);
    this.store();
  }

  empty() {
    this.chosen = [];
    this.store();
    this.close();
  }

  store() {
    const plains = this.chosen.map(({ plain }) => plain);
    this.showChosen();
    this.slot.change(this.isMulti ? plains : (plains[0] ?? null));
  }

  showChosen() {
    const placeholder = wordsOf(this.slot.element.placeholder) || this.slot.words('choose');
    this.clear.hidden = this.chosen.length === 0 || this.isMulti || !this.slot.block.optional;
    this.input.placeholder = this.isMulti && this.chosen.length > 0 ? '' : placeholder;
    if (this.isMulti)
      fill(
        this.chips,
        this.chosen.map((option) => this.chip(option)),
      );
    if (!this.isMulti) this.input.value = this.chosen[0]?.label ?? '';
    else if (!this.isOpen) this.input.value = '';
  }

  chip(option) {
    const remove = h(
      'button',
      {
        type: 'button',
        'aria-label': this.slot.words('removeChoice', option.label),
        on: {
          click: (event) => {
            event.stopPropagation();
            this.drop(option);
          },
        },
      },
      '×',
    );
    return h('span', { class: 'chip' }, option.label, remove);
  }

  key(event) {
    if (event.isComposing) return;
    const handler = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      Enter: () => this.enter(),
      Escape: () => this.close(),
    }[event.key];
    if (
      event.key === 'Backspace' &&
      this.isMulti &&
      this.input.value === '' &&
      this.chosen.length > 0
    )
      return this.drop(this.chosen.at(-1));
    if (!handler || (event.key === 'Escape' && !this.isOpen)) return;
    event.preventDefault();
    event.stopPropagation();
    handler();
  }

  step(by) {
    if (!this.isOpen) return this.open();
    this.list.move(by);
    this.input.setAttribute('aria-activedescendant', this.list.activeId ?? '');
  }

  enter() {
    if (!this.isOpen) return this.open();
    const option = this.list.options[this.list.active];
    if (option) this.pick(option);
  }
}

/** A select element of any kind. */
export function select(slot) {
  return new Select(slot).node;
}
