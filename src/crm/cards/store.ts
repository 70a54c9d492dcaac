import type { Db } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Keyring } from '../../db/sealing.ts';
import { away } from '../absence/store-card.ts';
import type { Actor } from '../access/actor.ts';
import { cases } from '../cases/store/card.ts';
import type { CustomerFile } from '../customers/store.ts';
import { former, referrer, repName } from '../customers/store-card.ts';
import { type CardPart, FILE_COLUMNS, type FileRow, openFileRow } from '../customers/store-part.ts';
import { deal } from '../deals/store-card.ts';
import { nextDueAt } from '../followups/store-card.ts';
import { family } from '../households/store-card.ts';
import { contacts } from '../interactions/store-card.ts';
import { plan } from '../playbooks/store/card.ts';
import { units } from '../properties/store-card.ts';
import type { Settings } from '../settings/rules.ts';
import { rulesInForce, settingsOf } from '../settings/store.ts';
import { viewing } from '../viewings/store-card.ts';
import { why } from '../why/store-card.ts';

/** What each area adds to the card, under the name the card knows it by. */
const PARTS = {
  repName,
  referrer,
  former,
  contacts,
  nextDueAt,
  family,
  away,
  cases,
  plan,
  units,
  deal,
  why,
  viewing,
};

type Parts = typeof PARTS;
/** A part as it was read. */
type Part<K extends keyof Parts> = ReturnType<Parts[K]['read']>;

/** A customer with what is around the file. */
export type Card = { file: CustomerFile; settings: Settings; now: Date } & {
  [K in keyof Parts]: Part<K>;
};

type Row = FileRow & { now: Date; rules: unknown } & Record<keyof Parts, unknown>;

const parts = Prisma.join(
  Object.entries(PARTS).map(
    ([name, { select }]) => Prisma.sql`${select} AS ${Prisma.raw(`"${name}"`)}`,
  ),
);

/**
 * Reads a customer with all that its card shows in one statement, for a person whose permission is still to be
 * checked; null where there is no file: unknown, merged, or its key was destroyed.
 */
export async function findCard(
  at: { db: Db; keys: Keyring; actor: Actor },
  id: string,
): Promise<Card | null> {
  const [row] = await at.db.$queryRaw<Row[]>`
    SELECT t.now, ${FILE_COLUMNS}, ${rulesInForce(Prisma.sql`c.team_id`, Prisma.sql`t.now`)} AS rules, ${parts}
    FROM customers c, (SELECT app_now() AS now OFFSET 0) t
    WHERE c.id = ${id}::uuid AND c.status IN ('active', 'invalid')`;
  const file = row ? openFileRow(at.keys, row) : null;
  if (!row || !file) return null;
  const settings = settingsOf(row.rules);
  const reading = { actor: at.actor, file, settings, now: row.now };
  const read = Object.entries(PARTS as Record<string, CardPart<unknown>>).map(([name, part]) => [
    name,
    part.read(row[name as keyof Parts], reading),
  ]);
  return { file, settings, now: row.now, ...Object.fromEntries(read) } as Card;
}
