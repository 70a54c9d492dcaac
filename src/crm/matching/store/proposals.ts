import type { Handle } from '../../../db/client.ts';
import type { Work } from '../../../db/transact.ts';
import type { Locale } from '../../../lib/locale.ts';

/** A home of a proposal, at the price it was given with. */
export interface ProposedUnit {
  unitId: string;
  /** Whole units of `currency`. */
  listPrice: number;
  currency: string;
}

/** A proposal as it was given. */
export interface Proposal {
  id: string;
  customerId: string;
  memberId: string;
  at: Date;
  locale: Locale;
  withdrawnAt: Date | null;
  /** In the order of the sheet. */
  units: ProposedUnit[];
}

const withUnits = { units: { orderBy: { position: 'asc' } } } as const;

interface Row extends Omit<Proposal, 'locale' | 'units'> {
  locale: string;
  units: { unitId: string; listPrice: bigint; currency: string }[];
}

const proposalOf = ({ locale, units, ...row }: Row): Proposal => ({
  ...row,
  locale: locale as Locale,
  units: units.map(({ unitId, listPrice, currency }) => ({
    unitId,
    listPrice: Number(listPrice),
    currency,
  })),
});

/** The proposal of an id, or null. */
export async function findProposal(db: Handle, id: string): Promise<Proposal | null> {
  const row = await db.proposal.findUnique({ where: { id }, include: withUnits });
  return row && proposalOf(row);
}

/** What was given to a customer (#64), the newest first; what was not given after all is left out. */
export async function listGiven(db: Handle, customerId: string, limit = 20): Promise<Proposal[]> {
  const rows = await db.proposal.findMany({
    where: { customerId, withdrawnAt: null },
    include: withUnits,
    orderBy: { at: 'desc' },
    take: limit,
  });
  return rows.map(proposalOf);
}

/** Writes a proposal as given now. */
export async function insertProposal(
  { tx, now }: Work,
  { units, ...columns }: Omit<Proposal, 'at' | 'withdrawnAt'>,
): Promise<void> {
  await tx.proposal.create({
    data: {
      ...columns,
      at: now,
      units: {
        create: units.map(({ unitId, listPrice, currency }, position) => ({
          ...{ unitId, position, currency },
          listPrice: BigInt(listPrice),
        })),
      },
    },
  });
}

/** Notes that it was not given after all. Answers whether it was given until now. */
export async function withdrawProposal({ tx, now }: Work, id: string): Promise<boolean> {
  const { count } = await tx.proposal.updateMany({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: now },
  });
  return count === 1;
}
