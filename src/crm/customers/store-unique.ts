import type { Handle } from '../../db/client.ts';
import type { Keyring } from '../../db/sealing.ts';
import { lineIndex, phoneIndex } from './sealed.ts';
import type { CustomerRecord } from './store.ts';

/** The live customer that has any of these phones, other than `exceptId`. */
export async function findByPhones(
  db: Handle,
  keys: Keyring,
  phones: string[],
  exceptId?: string,
): Promise<(CustomerRecord & { e164: string }) | null> {
  if (phones.length === 0) return null;
  const byIndex = new Map(
    phones.map((e164) => [Buffer.from(phoneIndex(keys, e164)).toString('hex'), e164]),
  );
  const row = await db.customerPhone.findFirst({
    where: {
      live: true,
      index: { in: phones.map((e164) => phoneIndex(keys, e164)) },
      ...(exceptId && { customerId: { not: exceptId } }),
    },
    include: { customer: true },
  });
  return row && { ...row.customer, e164: byIndex.get(Buffer.from(row.index).toString('hex'))! };
}

/** The live customer with this national id, other than `exceptId`. */
export async function findByNationalId(
  db: Handle,
  keys: Keyring,
  nationalId: string,
  exceptId?: string,
): Promise<CustomerRecord | null> {
  return db.customer.findFirst({
    where: {
      nationalIdIndex: lineIndex(keys, 'nationalId', nationalId),
      status: { in: ['active', 'invalid'] },
      ...(exceptId && { id: { not: exceptId } }),
    },
  });
}
