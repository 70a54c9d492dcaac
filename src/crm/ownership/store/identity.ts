import type { Handle } from '../../../db/client.ts';
import { blindIndex, type Keyring } from '../../../db/sealing.ts';
import type { Stood } from '../../customers/rules-standing.ts';
import { lineIndex, phoneIndex } from '../../customers/sealed.ts';
import type { Identity } from '../rules/identity.ts';

/** A record that may be the person looked for: where it stands, and how it is called. */
export interface Candidate extends Stood {
  id: string;
  number: number;
  name: string;
  gender: string | null;
}

/** A masked phone can fit many; more than this says no more than "possibly". */
const MOST = 5;

/** Ids of the live records with this identity, by its keyed hash. */
export async function findByIdentity(
  db: Handle,
  keys: Keyring,
  { by, value }: Identity,
): Promise<string[]> {
  const live = { status: { in: ['active', 'invalid'] } };
  if (by === 'email' || by === 'wechat' || by === 'nationalId') {
    const rows = await db.customer.findMany({
      where: { ...live, [`${by}Index`]: lineIndex(keys, by, value) },
      select: { id: true },
      orderBy: { number: 'asc' },
      take: MOST,
    });
    return rows.map(({ id }) => id);
  }
  const where =
    by === 'phone'
      ? { index: phoneIndex(keys, value) }
      : { maskedIndex: blindIndex(keys, 'customer_phones.masked', value) };
  const rows = await db.customerPhone.findMany({
    where: { ...where, live: true, customer: live },
    select: { customerId: true },
    orderBy: { customer: { number: 'asc' } },
    distinct: ['customerId'],
    take: MOST,
  });
  return rows.map(({ customerId }) => customerId);
}

/** These records as they stand now. */
export async function listCandidates(db: Handle, ids: string[]): Promise<Candidate[]> {
  return db.customer.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      number: true,
      name: true,
      gender: true,
      repId: true,
      teamId: true,
      status: true,
      protectedUntil: true,
      poolOpenAt: true,
    },
    orderBy: { number: 'asc' },
  });
}
