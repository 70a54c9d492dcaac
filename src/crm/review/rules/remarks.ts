import { fieldOf, findField } from '../../customers/fields.ts';
import type { CustomerFile } from '../../customers/store.ts';

/** What is checked with somebody (#22, #25, #29): the name, the contact, the need, who they are, whether they may buy. */
export const ITEMS = ['name', 'phone', 'need', 'identity', 'eligibility'] as const;
export type Item = (typeof ITEMS)[number];

/** With whom it was checked (#30). */
export const CHECKED_WITH = ['customer', 'document', 'third_party'] as const;
export type CheckedWith = (typeof CHECKED_WITH)[number];

/** Why a registration is returned. */
export const RETURN_REASONS = [
  'phone',
  'name',
  'need',
  'incomplete',
  'duplicate',
  'consent',
  'eligibility',
  'other',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** What a reviewer should look at before approving. */
export type Remark =
  | 'incomplete'
  | 'noConsent'
  | 'doNotContact'
  | 'returnedBefore'
  | 'asked'
  | 'changed'
  | 'duplicate'
  | 'reported'
  | 'alone';

/** What remarks are read from. */
export interface Remarkable {
  cause: string;
  round: number;
  state: string;
  /** The customer reported something of it. */
  isReported: boolean;
  /** Nobody else of the team may approve it: an administrator is asked, or nobody can be. */
  isAlone: boolean;
  /** Somebody in the register may be the same person. */
  isLikelyTwice: boolean;
}

/** What speaks against approving without a second look; none: it may be approved together with others. */
export function listRemarks(
  file: Pick<CustomerFile, 'missing' | 'consentAt' | 'doNotContact'>,
  review: Remarkable,
): Remark[] {
  const found: [Remark, boolean][] = [
    ['incomplete', file.missing.length > 0],
    ['doNotContact', file.doNotContact],
    ['noConsent', file.consentAt === null && !file.doNotContact],
    ['duplicate', review.isLikelyTwice],
    ['returnedBefore', review.round > 1],
    ['asked', review.state === 'asked'],
    ['changed', review.cause === 'change'],
    ['reported', review.isReported],
    ['alone', review.isAlone],
  ];
  return found.filter(([, holds]) => holds).map(([remark]) => remark);
}

/** What has to be checked again once a field has changed, or null for fields nobody checks. */
export function itemOf(field: string): Item | null {
  if (field === 'name') return 'name';
  if (field === 'phones' || field === 'wechat' || field === 'email') return 'phone';
  if (field === 'nationalId') return 'identity';
  const known = findField(field);
  if (known?.class === 'need') return 'need';
  return known && fieldOf(known.key).class === 'ability' ? 'eligibility' : null;
}
