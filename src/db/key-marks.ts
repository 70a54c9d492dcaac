import { timingSafeEqual } from 'node:crypto';
import type { Handle } from './client.ts';
import { getOfficeKey } from './data-keys.ts';
import { Prisma } from './generated/client.ts';
import { blindIndex, derive, type Keyring } from './sealing.ts';

/**
 * Refuses keys other than those this database was first opened with: with another index key no phone
 * would be found again, with another audit key the chain would break.
 */
export async function requireKnownKeys(handle: Handle, keyring: Keyring): Promise<void> {
  const ours = new Map([
    ['index', blindIndex(keyring, 'mark', 'gatehouse')],
    ['audit', Buffer.from(derive(keyring.audit, 'mark').export())],
    ['backup', Buffer.from(derive(keyring.backup, 'mark').export())],
  ]);
  const rows = [...ours].map(([purpose, mark]) => Prisma.sql`(${purpose}, ${mark}::bytea)`);
  await handle.$executeRaw`INSERT INTO key_marks (purpose, mark) VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING`;
  const stored = await handle.$queryRaw<
    { purpose: string; mark: Uint8Array }[]
  >`SELECT purpose, mark FROM key_marks`;
  const wrong = stored.filter(({ purpose, mark }) => {
    const mine = ours.get(purpose);
    return mine && (mine.length !== mark.length || !timingSafeEqual(mine, mark));
  });
  if (wrong.length > 0) throw new WrongKeysError(wrong.map((row) => row.purpose));
  await getOfficeKey(handle, keyring).catch((cause) => {
    throw new WrongKeysError(['master'], { cause });
  });
}

/** The keys given are not those of this database. */
export class WrongKeysError extends Error {
  override name = 'WrongKeysError';
  readonly purposes: string[];

  constructor(purposes: string[], options?: ErrorOptions) {
    super(
      `The ${purposes.join(' and ')} key given is not the one this database was made with. Put the original keys back; without them its personal data cannot be read.`,
      options,
    );
    this.purposes = purposes;
  }
}
