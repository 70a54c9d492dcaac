import type { Prisma } from '../../db/generated/client.ts';
import type { DataKey, Keyring } from '../../db/sealing.ts';
import { matchKeys } from './match-keys.ts';
import { openFields, openPhone } from './sealed.ts';
import { type CustomerValues, NO_VALUES } from './values.ts';

/** What of a file's row its values are made of. */
type FileRow = Omit<Prisma.CustomerGetPayload<object>, 'searchTokens' | 'matchKeys'> & {
  phones: { id: string; sealed: Uint8Array }[];
};

/** The values of a file's row and its phones, in the clear. */
export function openValues(dataKey: DataKey, row: FileRow): CustomerValues {
  const { areaMin, areaMax, budgetMin, budgetMax } = row;
  return {
    ...NO_VALUES,
    ...openFields(dataKey, row),
    name: row.name,
    phones: row.phones.map((phone) => openPhone(dataKey, phone)),
    gender: row.gender,
    ageBand: row.ageBand,
    language: row.language,
    source: row.source,
    referrerId: row.referrerId,
    partySize: row.partySize,
    layouts: row.layouts,
    area: areaMin === null && areaMax === null ? null : { min: areaMin, max: areaMax },
    budget:
      budgetMin === null && budgetMax === null
        ? null
        : { min: numeric(budgetMin), max: numeric(budgetMax), currency: row.currency },
    districts: row.districts,
    purchaseTime: row.purchaseTime,
    purpose: row.purpose,
    floors: row.floors,
    nearby: row.nearby,
    musts: row.musts,
    payment: row.payment,
    decision: row.decision,
  };
}

const numeric = (amount: bigint | null): number | null => (amount === null ? null : Number(amount));
const whole = (amount: number | null): bigint | null =>
  amount === null ? null : BigInt(Math.round(amount));

/** The plain columns of the values that are present. */
export function plainColumns(values: Partial<CustomerValues>) {
  const { area, budget } = values;
  const columns: Record<string, PlainValue> = {};
  for (const key of PLAIN) {
    const value = values[key];
    if (value !== undefined) columns[key] = value;
  }
  if (area !== undefined) {
    columns.areaMin = area?.min ?? null;
    columns.areaMax = area?.max ?? null;
  }
  if (budget !== undefined) {
    columns.budgetMin = whole(budget?.min ?? null);
    columns.budgetMax = whole(budget?.max ?? null);
    if (budget) columns.currency = budget.currency;
  }
  return columns;
}

type PlainValue = string | number | bigint | string[] | null;

const PLAIN = [
  'name',
  'gender',
  'ageBand',
  'language',
  'source',
  'referrerId',
  'partySize',
  'layouts',
  'districts',
  'purchaseTime',
  'purpose',
  'floors',
  'nearby',
  'musts',
  'payment',
  'decision',
] as const;

/** What near duplicates are found by; made later by the sweep where the whole file is not at hand. */
export function keyColumns(
  { keys, now }: { keys: Keyring; now: Date },
  values: CustomerValues | undefined,
) {
  return values ? { matchKeys: matchKeys(keys, values), keyedAt: now } : { keyedAt: null };
}
