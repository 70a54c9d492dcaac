import { Refusal } from '../../../lib/refusal.ts';

/** What is checked of a buyer: may they buy here, have they the money, would a bank lend. */
export const CHECK_KINDS = ['purchase', 'funds', 'loan'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export const CHECK_RESULTS = ['passed', 'failed', 'pending', 'not_needed'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** The newest check of each kind. */
export type Checked = Partial<Record<CheckKind, CheckResult>>;

/** The checks that count for a deal: those of the office; a loan's only where one is to be taken. */
export function checksFor(kinds: readonly CheckKind[], plan: string | null): CheckKind[] {
  return kinds.filter((kind) => kind !== 'loan' || plan === 'mortgage');
}

/** What is still missing, each with how it stands; `none`: nobody looked. */
export function listUnmet(
  checked: Checked,
  kinds: readonly CheckKind[],
): { kind: CheckKind; stands: CheckResult | 'none' }[] {
  return kinds.flatMap((kind) => {
    const stands = checked[kind] ?? 'none';
    return stands === 'passed' || stands === 'not_needed' ? [] : [{ kind, stands }];
  });
}

/**
 * Before 签约 (#31): throws `dealNotEligible`, which names the first that is missing and offers the form for
 * it; `dealIneligible` where the answer is no.
 */
export function requireEligible(
  checked: Checked,
  kinds: readonly CheckKind[],
  offer: { customerId: string },
): void {
  const unmet = listUnmet(checked, kinds);
  const [first] = unmet.some(({ stands }) => stands === 'failed')
    ? unmet.filter(({ stands }) => stands === 'failed')
    : unmet;
  if (!first) return;
  const code = first.stands === 'failed' ? 'dealIneligible' : 'dealNotEligible';
  throw new Refusal(code, { check: first.kind }, undefined, {
    doing: 'deal.check',
    input: { customerId: offer.customerId, kind: first.kind },
  });
}
