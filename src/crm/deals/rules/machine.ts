import { Refusal } from '../../../lib/refusal.ts';

/** Where a deal stands. `open`: spoken of, no money yet. */
export const STATES = [
  'open',
  'intent',
  'subscribed',
  'signed',
  'delivered',
  'dropped',
  'withdrawn',
  'cancelled',
  'forfeited',
  'returned',
] as const;
export type DealState = (typeof STATES)[number];

/** What moves a deal. */
export type StepKey =
  | 'intent'
  | 'subscribe'
  | 'sign'
  | 'deliver'
  | 'drop'
  | 'withdraw'
  | 'cancel'
  | 'forfeit'
  | 'return';

/** Why a deal goes back, or does not come about. */
export const WAY_REASONS = [
  'price',
  'loan_refused',
  'not_eligible',
  'funds',
  'other_project',
  'family',
  'changed_unit',
  'our_side',
  'mistake',
  'other',
] as const;

interface Step {
  from: readonly DealState[];
  to: DealState;
  /** The kind of dated fact it leaves. */
  fact: FactKind;
  /** A way back: needs a reason. */
  isBack?: true;
}

/** The kinds of dated facts: milestones, marks and ways back. */
export const FACT_KINDS = [
  'intent',
  'subscription',
  'contract',
  'filed',
  'registered',
  'loan_applied',
  'loan_approved',
  'loan_granted',
  'loan_refused',
  'delivered',
  'dropped',
  'withdrawn',
  'cancelled',
  'forfeited',
  'returned',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/**
 * The steps of a deal, read aloud: "认购 from the talk or after 认筹; 退房 after 签约 or 交付". Every other
 * step is refused.
 */
export const STEPS: Record<StepKey, Step> = {
  intent: { from: ['open'], to: 'intent', fact: 'intent' },
  subscribe: { from: ['open', 'intent'], to: 'subscribed', fact: 'subscription' },
  sign: { from: ['open', 'intent', 'subscribed'], to: 'signed', fact: 'contract' },
  deliver: { from: ['signed'], to: 'delivered', fact: 'delivered' },
  drop: { from: ['open'], to: 'dropped', fact: 'dropped', isBack: true },
  withdraw: { from: ['intent'], to: 'withdrawn', fact: 'withdrawn', isBack: true },
  cancel: { from: ['subscribed'], to: 'cancelled', fact: 'cancelled', isBack: true },
  forfeit: { from: ['subscribed'], to: 'forfeited', fact: 'forfeited', isBack: true },
  return: { from: ['signed', 'delivered'], to: 'returned', fact: 'returned', isBack: true },
};

/** The ways back, in the order of the deal. */
export const WAYS_BACK = ['drop', 'withdraw', 'cancel', 'forfeit', 'return'] as const;
export type WayBack = (typeof WAYS_BACK)[number];

/** Those that only who leads the team records: money is kept, or a sold unit comes back. */
export const LEADERS_WAYS: readonly WayBack[] = ['forfeit', 'return'];

/** What is marked once a contract stands, without moving the deal. */
export const MARKS = [
  'filed',
  'registered',
  'loan_applied',
  'loan_approved',
  'loan_granted',
  'loan_refused',
] as const;
export type Mark = (typeof MARKS)[number];

/** How a loan goes on, read aloud: "approved after applied; applied again after refused". */
const LOAN: Record<string, readonly Mark[]> = {
  none: ['loan_applied'],
  applied: ['loan_approved', 'loan_refused'],
  approved: ['loan_granted', 'loan_refused'],
  refused: ['loan_applied'],
  granted: [],
};

/** States from which a deal can still go on or come back. */
const OVER: readonly DealState[] = ['dropped', 'withdrawn', 'cancelled', 'forfeited', 'returned'];

/** Whether a deal is still on its way or stands. */
export const isLive = (state: DealState): boolean => !OVER.includes(state);
/** Whether a deal is on its way to a contract. */
export const isUnderWay = (state: DealState): boolean =>
  state === 'open' || state === 'intent' || state === 'subscribed';
/** Whether a contract stands. */
export const isSigned = (state: DealState): boolean => state === 'signed' || state === 'delivered';
/** Whether a unit is taken by the deal. */
export const holdsUnit = (state: DealState): boolean => state === 'subscribed' || isSigned(state);

/** Whether a deal has come as far as the office counts its customers as closed. */
export const hasComeAsFar = (state: DealState, closedAt: 'contract' | 'subscription'): boolean =>
  closedAt === 'subscription' ? holdsUnit(state) : isSigned(state);

/** A deal as the machine looks at it. */
export interface Standing {
  state: DealState;
  loan: string;
  plan: string | null;
  isFiled: boolean;
  isRegistered: boolean;
}

/** A deal's row as the machine looks at it. */
export const standingOf = (
  deal: Omit<Standing, 'isFiled' | 'isRegistered'> & {
    filedOn: string | null;
    registeredOn: string | null;
  },
): Standing => ({
  state: deal.state,
  loan: deal.loan,
  plan: deal.plan,
  isFiled: deal.filedOn !== null,
  isRegistered: deal.registeredOn !== null,
});

/**
 * The step from a state; throws `dealNotNow` for one that is not open from here, `reasonMissing` (field
 * `reason`) for a way back without one of its reasons.
 */
export function requireStep(state: DealState, key: StepKey, reason: string | null = null): Step {
  const step = STEPS[key];
  if (!step.from.includes(state)) throw new Refusal('dealNotNow');
  if (step.isBack && !(WAY_REASONS as readonly string[]).includes(reason ?? ''))
    throw new Refusal('reasonMissing', {}, 'reason');
  return step;
}

/** The ways back that are open from a state. */
export const listWaysBack = (state: DealState): WayBack[] =>
  WAYS_BACK.filter((way) => STEPS[way].from.includes(state));

/** The marks that are open now, the likely next first. */
export function listMarks(deal: Standing): Mark[] {
  if (!isSigned(deal.state)) return [];
  const loan = deal.plan === 'mortgage' ? (LOAN[deal.loan] ?? []) : [];
  return [
    ...(deal.isFiled ? [] : (['filed'] as const)),
    ...loan,
    ...(deal.isRegistered ? [] : (['registered'] as const)),
  ];
}

/** Throws `dealNotNow` for a mark that is not open. */
export function requireMark(deal: Standing, mark: Mark): void {
  if (!listMarks(deal).includes(mark)) throw new Refusal('dealNotNow');
}

/** What a mark makes of a loan: its state; null for marks that are none of it. */
export const loanOf = (mark: Mark): string | null =>
  mark.startsWith('loan_') ? mark.slice('loan_'.length) : null;

/** The next milestone: what the one primary button offers. `pay`: money is due before anything else is. */
export type Next =
  | 'intent'
  | 'subscribe'
  | 'check'
  | 'sign'
  | 'pay'
  | Exclude<Mark, 'loan_refused'>
  | 'deliver';

/** What comes next for a deal; null where nothing does. `isPaymentDue`: one has come due. */
export function nextOf(
  deal: Standing,
  at: { withIntents: boolean; isEligible: boolean; isPaymentDue: boolean },
): Next | null {
  switch (deal.state) {
    case 'open':
      return at.withIntents ? 'intent' : 'subscribe';
    case 'intent':
      return 'subscribe';
    case 'subscribed':
      return at.isEligible ? 'sign' : 'check';
    case 'signed': {
      if (!deal.isFiled) return 'filed';
      if (at.isPaymentDue) return 'pay';
      const [mark] = listMarks(deal).filter((one) => one !== 'loan_refused');
      return (mark as Next | undefined) ?? 'deliver';
    }
    default:
      return null;
  }
}
