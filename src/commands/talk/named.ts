import { isCalled, isWholeName, listNames } from '../../crm/conversation/schema/called.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import { findAddressees } from '../../crm/interactions/usecases/index.ts';
import { readLine } from '../../crm/registration/schema/reader.ts';
import { wordsContext } from '../customer/line.ts';
import type { Talk } from './talk.ts';

/** The customers a message speaks of, and what it says of them. */
export interface Named {
  found: CustomerLine[];
  rest: string;
}

const NUMBER = /(?<![\p{L}\d])c[-–—－]?\d{1,9}(?!\d)/iu;
/** What is left around a name in the middle of a sentence: 给…打电话, to call … on. */
const JOINTS =
  /^(?:(?:to|with|for|about|that)\b|[给跟和与对找]|[\s,，:：])+|(?:\b(?:with|for)|[给跟和]|[\s,，:：])+$/giu;

/** Looks for somebody at the beginning of a text, then for a number or a name anywhere in it. */
export async function findNamed(talk: Talk, text: string): Promise<Named | null> {
  return (await namedAtStart(talk, text)) ?? (await namedInside(talk, text));
}

async function namedAtStart({ scene }: Talk, text: string): Promise<Named | null> {
  const line = text.normalize('NFC').trim().replace(/\s+/gu, ' ');
  const { found, rest } = await findAddressees(scene, line);
  const who = line.slice(0, line.length - rest.length);
  const called = found.filter(({ name }) => isCalled(name, who));
  return called.length > 0 ? { found: called, rest } : null;
}

async function namedInside(talk: Talk, text: string): Promise<Named | null> {
  const { scene, settings, now } = talk;
  const number = NUMBER.exec(text)?.[0];
  const { name } = readLine(text, wordsContext(scene, settings, now)).values;
  const sure = [number, name].filter((who): who is string => who !== undefined);
  for (const who of [...sure, ...listNames(text)]) {
    const at = text.indexOf(who);
    const named = at < 0 ? null : await namedAtStart(talk, who);
    if (named?.rest !== '') continue;
    const found = sure.includes(who)
      ? named.found
      : named.found.filter((line) => isWholeName(line.name, who));
    if (found.length === 0) continue;
    const before = text.slice(0, at).replace(JOINTS, '');
    const after = text.slice(at + who.length).replace(JOINTS, '');
    return { found, rest: `${before} ${after}`.trim() };
  }
  return null;
}
