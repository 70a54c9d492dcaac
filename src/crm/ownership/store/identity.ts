import type { Handle } from '../../../db/client.ts';
import { blindIndex, type Keyring } from '../../../db/sealing.ts';
import { maskPhone } from '../../../lib/phone.ts';
import { hiddenPhoneKey } from '../../customers/match-keys.ts';
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

const live = { status: { in: ['active', 'invalid'] } };

/** Live records with an identity; `isExact` false: only a part of the phone is known, of one side or the other. */
interface Found {
  ids: string[];
  isExact: boolean;
}

/** By what something was found: a part of a phone is never more than that, whoever typed the whole one. */
export const sureBy = ({ by }: Identity, { isExact }: Found): Identity['by'] =>
  isExact ? by : 'masked';

/** The live records with this identity, by its keyed hash. */
export async function findByIdentity(
  db: Handle,
  keys: Keyring,
  identity: Identity,
): Promise<Found> {
  const { by, value } = identity;
  if (by === 'masked') {
    const ids = [...(await findExact(db, keys, identity)), ...(await findHidden(db, keys, value))];
    return { ids: [...new Set(ids)].slice(0, MOST), isExact: false };
  }
  const ids = await findExact(db, keys, identity);
  if (ids.length > 0 || by !== 'phone') return { ids, isExact: true };
  const hidden = await findHidden(db, keys, maskPhone(value));
  return { ids: hidden, isExact: hidden.length === 0 };
}

/** Records that know no more of a phone than this; those with a whole one like it have another one. */
async function findHidden(db: Handle, keys: Keyring, masked: string): Promise<string[]> {
  const maskedIndex = blindIndex(keys, 'customer_phones.masked', masked);
  const rows = await db.customer.findMany({
    where: {
      ...live,
      matchKeys: { has: hiddenPhoneKey(keys, masked) },
      phones: { none: { maskedIndex, live: true } },
    },
    select: { id: true },
    orderBy: { number: 'asc' },
    take: MOST,
  });
  return rows.map(({ id }) => id);
}

async function findExact(db: Handle, keys: Keyring, { by, value }: Identity): Promise<string[]> {
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
