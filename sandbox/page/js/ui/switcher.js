import { timeOfDay } from '../dates.js';
import { desk, env } from '../desk.js';
import { h } from '../dom.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';

let peopleOpen = false;

/** True while the list of people to act as is open. */
export function isSwitcherOpen() {
  return peopleOpen;
}

function rowOfSomeone(person) {
  const view = { locale: person.locale, zone: person.tz, now: desk.now() };
  const isMe = person.id === desk.user;
  return h(
    'button',
    {
      type: 'button',
      class: `someone ${isMe ? 'current' : ''}`,
      role: 'option',
      'aria-selected': String(isMe),
      data: { user: person.id },
      on: { click: () => become(person.id) },
    },
    avatar(person),
    h(
      'span',
      { class: 'someone-words' },
      h('b', null, isMe ? `${person.displayName} ${env.words('you')}` : person.displayName),
      h(
        'small',
        null,
        [
          person.title || person.kind,
          person.locale.startsWith('zh') ? '中文' : 'English',
          timeOfDay(desk.now(), view),
        ].join(' · '),
      ),
    ),
  );
}

function become(user) {
  peopleOpen = false;
  return desk.actAs(user);
}

/** Who acts, and on a press everybody one can become. */
export function switcher() {
  const { me, people } = desk.snapshot;
  const { words } = env;
  const toggle = () => {
    peopleOpen = !peopleOpen;
    desk.changed();
  };
  const face = h(
    'button',
    {
      type: 'button',
      class: 'me',
      'aria-expanded': String(peopleOpen),
      'aria-label': words('actingAs', me.displayName),
      on: { click: toggle },
    },
    avatar(me),
    h(
      'span',
      { class: 'someone-words' },
      h('b', null, me.displayName),
      h('small', null, me.title || me.kind),
    ),
    h('span', { class: 'chevron', 'aria-hidden': 'true' }, icon(peopleOpen ? 'up' : 'down')),
  );
  const list = peopleOpen
    ? h(
        'div',
        { class: 'people', role: 'listbox', 'aria-label': words('actAs') },
        people.filter(({ isBot }) => !isBot).map(rowOfSomeone),
      )
    : null;
  return h(
    'div',
    { class: 'switcher' },
    h('div', { class: 'eyebrow' }, words('actAs')),
    face,
    list,
  );
}
