import { z } from 'zod';
import { customerKeyOf } from '../../db/data-keys.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { DataKey, Keyring } from '../../db/sealing.ts';
import type { Actor } from '../access/actor.ts';
import type { Settings } from '../settings/rules.ts';
import type { CustomerFile } from './store.ts';
import { openValues } from './store-columns.ts';

/** For whom a card is read, and the file it is read beside. */
export interface CardReading {
  actor: Actor;
  file: CustomerFile;
  settings: Settings;
  now: Date;
}

/**
 * What an area adds to a customer's card: one JSON value that the card's statement reads along, and what becomes
 * of it. Within `select` the customer's row is `c` and the moment is `t.now`.
 */
export interface CardPart<T> {
  select: Prisma.Sql;
  read(value: unknown, at: CardReading): T;
}

/** Names a part by the shape of its JSON: `null` where the sub-select found nothing. */
export function cardPart<S extends z.ZodType, T>(part: {
  select: Prisma.Sql;
  shape: S;
  read: (value: z.infer<S>, at: CardReading) => T;
}): CardPart<T> {
  const { select, shape, read } = part;
  return { select, read: (value, at) => read(shape.parse(value), at) };
}

/** A `timestamptz` in JSON. */
export const jsonDate = z.string().transform((text) => new Date(text));

/** A `bytea` in JSON. */
export const jsonBytes = z.string().transform((text) => Buffer.from(text.slice(2), 'hex'));

type Columns = Prisma.CustomerGetPayload<object>;
/** The row of a file with its phones and its wrapped key, read in one statement. */
export interface FileRow extends Omit<Columns, 'searchTokens' | 'matchKeys'> {
  phones: unknown;
  wrapped: Uint8Array | null;
}

const UNREAD: readonly string[] = ['searchTokens', 'matchKeys'];
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of `FileRow` of the customer `c`. */
export const FILE_COLUMNS = Prisma.raw(
  [
    ...Object.keys(Prisma.CustomerScalarFieldEnum)
      .filter((name) => !UNREAD.includes(name))
      .map((name) => `c.${snake(name)} AS "${name}"`),
    `(SELECT json_agg(json_build_object('id', p.id, 'sealed', p.sealed) ORDER BY p.position)
      FROM customer_phones p WHERE p.customer_id = c.id AND p.live) AS phones`,
    '(SELECT k.wrapped FROM customer_keys k WHERE k.customer_id = c.id) AS wrapped',
  ].join(', '),
);

const phones = z.array(z.object({ id: z.uuid(), sealed: jsonBytes })).nullable();

/** Opens a file of its row; null where its key was destroyed. */
export function openFileRow(keys: Keyring, row: FileRow): CustomerFile | null {
  const dataKey: DataKey | null = customerKeyOf(keys, row);
  if (!dataKey) return null;
  const opened = { ...row, phones: phones.parse(row.phones) ?? [] };
  return { ...opened, dataKey, values: openValues(dataKey, opened) };
}
