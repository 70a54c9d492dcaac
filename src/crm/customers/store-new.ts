import type { Handle } from '../../db/client.ts';
import type { NewCustomerKey } from '../../db/data-keys.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { DataKey, Keyring } from '../../db/sealing.ts';
import type { Writing } from '../../db/transact.ts';
import { addColumns } from '../../lib/columns.ts';
import { searchTokens } from '../../lib/search-tokens.ts';
import { sealFields, sealPhone } from './sealed.ts';
import { keyColumns, plainColumns } from './store-columns.ts';
import type { CustomerValues } from './values.ts';

/** Everything about a new customer besides the values of the form. */
export interface NewCustomer {
  id: string;
  teamId: string;
  /** null: nobody's yet; then there is no protection either. */
  repId: string | null;
  registeredById: string;
  /** Now, unless it was registered elsewhere before. */
  registeredAt?: Date;
  arrivalKind: string;
  arrivedAt: Date;
  grade: string | null;
  consentAt: Date | null;
  completeness: number;
  missing: string[];
  lastEffectiveAt: Date | null;
  effectiveCount: number;
  visitCount: number;
  protectedUntil: Date | null;
  protectionBecause: string | null;
  values: CustomerValues;
  dataKey: DataKey;
}

/** The row of a new customer, sealed, and the rows of its phones. */
function newRows(at: { keys: Keyring; now: Date }, fresh: NewCustomer) {
  const { values: _, dataKey: __, ...record } = fresh;
  const { columns, phones } = sealValues(at, fresh);
  return {
    customer: addColumns(
      {
        ...record,
        registeredAt: fresh.registeredAt ?? at.now,
        confirmedAt: at.now,
        updatedAt: at.now,
      },
      columns,
    ),
    phones,
  };
}

/** The columns and phones that a new customer's values become: sealed, hashed, findable. It asks nobody. */
export function sealValues(
  at: { keys: Keyring; now: Date },
  { id, values, dataKey }: Pick<NewCustomer, 'id' | 'values' | 'dataKey'>,
) {
  return {
    columns: addColumns(
      addColumns(plainColumns(values), sealFields(at.keys, dataKey, id, values)),
      {
        ...keyColumns(at, values),
        name: values.name,
        searchTokens: searchTokens({ names: [values.name] }),
      },
    ),
    phones: values.phones.map((e164, position) =>
      sealPhone(at.keys, dataKey, { customerId: id, e164, position }),
    ),
  };
}

/** A customer that is put: its number was taken, and its columns know what is put along with it. */
export type PutCustomer = Omit<NewCustomer, 'dataKey'> & {
  number: number;
  key: NewCustomerKey;
  reviewState: string | null;
  hasPlan: boolean;
};

/** Puts a new customer with its phones and its key. */
export function putCustomer(work: Writing, { key, ...fresh }: PutCustomer): void {
  const { customer, phones } = newRows(work, { ...fresh, dataKey: key.key });
  work.puts.add('customer_keys', { customerId: fresh.id, kid: key.kid, wrapped: key.wrapped });
  work.puts.add('customers', customer);
  work.puts.add('customer_phones', ...phones);
}

/** SQL that takes the next number. One that is taken and not used is nobody's for ever. */
export const NEXT_NUMBER = Prisma.sql`nextval('customers_number_seq')::int`;

/** Takes the next number. */
export async function takeNumber(db: Handle): Promise<number> {
  const [row] = await db.$queryRaw<{ number: number }[]>`SELECT ${NEXT_NUMBER} AS number`;
  return row!.number;
}
