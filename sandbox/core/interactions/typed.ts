import type { Channel, Person } from '../types.ts';

/** Who and what a text may mention. */
export interface Mentionable {
  people: Iterable<Person>;
  channels: Iterable<Channel>;
}

/**
 * Phone numbers as Slack's client makes links of them (third-party: nobody documents the detection): with a country code,
 * Chinese mobile and landline numbers, and the American grouping. Never part of a longer run of digits.
 */
const PHONE =
  /(?<![\w.+-])(?:\+\d{1,3}[ -]?\d(?:[ -]?\d){6,12}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-\d{7,8}|\(?[2-9]\d{2}\)?[ -]\d{3}-\d{4})(?![\w-])/g;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const URL = /https?:\/\/[^\s<>]+/g;

/**
 * A text the way Slack hands it on: & < > escaped (documented), links, e-mail addresses and phone numbers in angle brackets
 * (documented form), and, with `mentions`, people and channels as ids (documented, should_escape).
 */
export function asSent(text: string, known: Mentionable, options: { mentions: boolean }): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const kept: string[] = [];
  const keep = (link: string) => `\u0000${kept.push(link) - 1}\u0000`;
  const linked = escaped
    .replace(URL, (url) => keep(`<${url}>`))
    .replace(EMAIL, (email) => keep(`<mailto:${email}|${email}>`))
    .replace(PHONE, (phone) => keep(`<tel:${phone.replace(/[^\d+]/g, '')}|${phone}>`));
  const mentioned = options.mentions ? withMentions(linked, known, keep) : linked;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark cannot occur in what a person types
  return mentioned.replace(/\u0000(\d+)\u0000/g, (_mark, index) => kept[Number(index)] ?? '');
}

function withMentions(text: string, known: Mentionable, keep: (link: string) => string): string {
  let result = text;
  for (const person of longestFirst([...known.people], (p) => p.name)) {
    result = replaceName(result, `@${person.name}`, () => keep(`<@${person.id}>`));
    if (person.displayName)
      result = replaceName(result, `@${person.displayName}`, () => keep(`<@${person.id}>`));
  }
  for (const channel of longestFirst([...known.channels], (c) => c.name)) {
    if (channel.name)
      result = replaceName(result, `#${channel.name}`, () =>
        keep(`<#${channel.id}|${channel.name}>`),
      );
  }
  return result;
}

function longestFirst<T>(items: T[], nameOf: (item: T) => string): T[] {
  return items.sort((a, b) => nameOf(b).length - nameOf(a).length);
}

function replaceName(text: string, name: string, link: () => string): string {
  return text
    .split(name)
    .reduce((left, right) => (/^[\w-]/.test(right) ? left + name + right : left + link() + right));
}
