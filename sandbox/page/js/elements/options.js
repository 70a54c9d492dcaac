import { wordsOf } from '../render/mrkdwn.js';

/**
 * Where a select's options come from, all brought to one shape:
 * `{ key, label, description, plain, group }`; `plain` is what the control API takes.
 */

function fromOption(option, group) {
  return {
    key: option.value,
    label: wordsOf(option.text),
    description: wordsOf(option.description),
    plain: option.value,
    group,
  };
}

function listed({ options, option_groups: groups }, shape = fromOption) {
  if (groups)
    return groups.flatMap(({ label, options: some }) =>
      some.map((option) => shape(option, wordsOf(label))),
    );
  return (options ?? []).map((option) => shape(option));
}

function matches(option, query) {
  const wanted = query.trim().toLowerCase();
  return `${option.label} ${option.description ?? ''}`.toLowerCase().includes(wanted);
}

function searchable(list) {
  return { minimum: 0, find: async (query) => list().filter((option) => matches(option, query)) };
}

function fromPerson(person) {
  return { key: person.id, label: person.displayName, description: person.title, plain: person.id };
}

function fromChannel(channel, env) {
  const label =
    channel.kind === 'im'
      ? (env.personOf(channel.with)?.displayName ?? channel.name)
      : `#${channel.name}`;
  return { key: channel.id, label, plain: channel.id };
}

function conversations({ element, env }) {
  const include = element.filter?.include;
  const kindOf = (channel) =>
    channel.kind === 'im' ? 'im' : channel.isPrivate ? 'private' : 'public';
  return env
    .channels()
    .filter((channel) => include === undefined || include.includes(kindOf(channel)))
    .map((channel) => fromChannel(channel, env));
}

function external(slot) {
  const shape = (option, group) => ({ ...fromOption(option, group), plain: option });
  const minimum = slot.element.min_query_length ?? 3;
  return { minimum, waits: true, find: async (query) => listed(await slot.suggest(query), shape) };
}

const SOURCES = {
  static: (slot) => searchable(() => listed(slot.element)),
  external,
  users: (slot) =>
    searchable(() =>
      slot.env
        .people()
        .filter(({ deleted }) => !deleted)
        .map(fromPerson),
    ),
  channels: (slot) =>
    searchable(() =>
      slot.env
        .channels()
        .filter(({ kind, isPrivate }) => kind === 'channel' && !isPrivate)
        .map((one) => fromChannel(one, slot.env)),
    ),
  conversations: (slot) => searchable(() => conversations(slot)),
};

/** The source of options of a select element: `find(query)` and the shortest query it takes. */
export function sourceOf(slot) {
  const kind = slot.element.type.replace('multi_', '').replace('_select', '');
  return SOURCES[kind](slot);
}

/** The option that a stored value stands for, so that it can be shown before any list was opened. */
export function optionOf(slot, plain) {
  if (typeof plain === 'object' && plain !== null) return { ...fromOption(plain), plain };
  const known = listed(slot.element).find(({ key }) => key === plain);
  if (known) return known;
  const person = slot.env.personOf(plain);
  if (person) return fromPerson(person);
  const channel = slot.env.channelOf(plain);
  return channel ? fromChannel(channel, slot.env) : { key: plain, label: String(plain), plain };
}
