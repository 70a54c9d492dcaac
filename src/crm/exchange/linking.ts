import type { Handle } from '../../db/client.ts';
import type { Actor } from '../access/actor.ts';
import { MAX_TEXT } from '../customers/schema.ts';
import type { Mapping } from './rules/columns.ts';
import { type Incoming, isRefused } from './rules/row.ts';
import type { Scanned } from './scan.ts';
import { findReferrers } from './store/referrers.ts';

/** Whose file it is, and how it is read. */
export interface Of {
  importId: string;
  actor: Actor;
  mapping: Mapping;
}

/**
 * Who is named as referrer and is a customer of ours becomes one; a name that several have stands in the
 * note, for a person to decide; anybody else stays as written.
 */
export async function linkReferrers(db: Handle, batch: Scanned[], of: Of): Promise<Scanned[]> {
  const named = batch.flatMap(({ read }) =>
    isRefused(read) || !read.values.referrer ? [] : [read.values.referrer],
  );
  if (named.length === 0) return batch;
  const found = await findReferrers(db, named, of);
  const heading = of.mapping.columns.find(({ column }) => column === 'referrer')?.heading;
  return batch.map((one) => {
    const ids = isRefused(one.read) ? [] : (found.get(one.read.values.referrer ?? '') ?? []);
    if (isRefused(one.read) || ids.length === 0) return one;
    return { ...one, read: linked(one.read, ids, heading ?? 'referrer'), prepared: null };
  });
}

function linked(read: Incoming, ids: readonly string[], heading: string): Incoming {
  const { values } = read;
  const [id = null] = ids;
  if (ids.length === 1) return { ...read, values: { ...values, referrer: null, referrerId: id } };
  const note = [values.note, `${heading}: ${values.referrer}`].filter(Boolean).join('\n');
  return note.length > MAX_TEXT ? read : { ...read, values: { ...values, referrer: null, note } };
}
