import type { Reading } from '../../db/transact.ts';
import { fold, splitName } from '../../lib/names.ts';
import type { Actor } from '../access/actor.ts';
import { type CustomerLine, listCustomers } from '../customers/store-search.ts';
import { splitAddressee } from './schema.ts';

/** Whom a typed line names, and what it says of them. */
export interface Addressees {
  found: CustomerLine[];
  /** The text without the customer; the whole text where nobody was found. */
  rest: string;
}

/**
 * Tries the beginnings of a line, the longest first, as a number, a phone or a name of a customer the
 * person may see. `王女士` also finds 王晓芳 when she is a woman: that is how people are spoken of.
 */
export async function listAddressees(at: Reading, actor: Actor, text: string): Promise<Addressees> {
  for (const { who, rest } of splitAddressee(text)) {
    const found = await listNamed(at, actor, who);
    if (found.length > 0) return { found, rest };
  }
  return { found: [], rest: text.trim() };
}

async function listNamed(at: Reading, actor: Actor, who: string): Promise<CustomerLine[]> {
  const { lines } = await listCustomers(at, actor, { text: who });
  if (lines.length > 0) return lines;
  const { surname, title, gender } = splitName(who);
  if (!title || !surname) return [];
  const family = await listCustomers(at, actor, { text: surname });
  return family.lines.filter(
    (line) =>
      fold(splitName(line.name).surname) === fold(surname) &&
      (!line.gender || !gender || line.gender === gender),
  );
}
