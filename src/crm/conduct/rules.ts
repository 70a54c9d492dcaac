import { civilDay, isoWeek } from '../../lib/calendar/index.ts';

export const SIGNAL_KINDS = ['copied', 'burst', 'perfect'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export const BREACH_KINDS = ['late', 'false', 'concealed'] as const;
export type BreachKind = (typeof BREACH_KINDS)[number];

/** What a manager is asked about: numbers, and the customers concerned. */
export interface SignalFacts {
  n: number;
  /** Minutes (burst) or days (copied, perfect) in which it was seen. */
  span: number;
  /** Of a burst: when it began, as ISO text. */
  at?: string;
  customerIds: string[];
}

/** Something found in the records of one person. */
export interface Found {
  kind: SignalKind;
  memberId: string;
  /** Which occasion: the same is asked about once. */
  slot: string;
  facts: SignalFacts;
}

/** The office's thresholds. */
export interface SignalRules {
  signalDays: number;
  signalCopied: number;
  signalBurst: number;
  signalBurstMinutes: number;
  signalPerfect: number;
}

/** The same words, by their keyed hash, under several customers of one person. */
export interface Copied {
  memberId: string;
  mark: string;
  customerIds: string[];
}

/** A contact of a customer whose protection was to end within the day of its entry. */
export interface LastDayContact {
  memberId: string;
  customerId: string;
  enteredAt: Date;
}

/** How many calls a person logged, and how many reached nobody. */
export interface Calls {
  memberId: string;
  calls: number;
  unanswered: number;
}

const MOST_NAMED = 20;

/** Notes that were written for several customers in the very same words. */
export function copiedNotes(seen: readonly Copied[], rules: SignalRules): Found[] {
  return seen
    .filter(({ customerIds }) => customerIds.length >= rules.signalCopied)
    .map(({ memberId, mark, customerIds }) => ({
      kind: 'copied',
      memberId,
      slot: mark,
      facts: {
        n: customerIds.length,
        span: rules.signalDays,
        customerIds: customerIds.slice(0, MOST_NAMED),
      },
    }));
}

/**
 * Many contacts entered within minutes, all of customers on their last day of protection: the largest
 * such group of a person on a civil day in the zone. Contacts come in the order of their entry.
 */
export function bursts(
  contacts: readonly LastDayContact[],
  rules: SignalRules,
  zone: string,
): Found[] {
  const largest = new Map<string, { slot: string; memberId: string; group: LastDayContact[] }>();
  const spanMs = rules.signalBurstMinutes * 60_000;
  for (const own of byMember(contacts).values()) {
    let from = 0;
    own.forEach((contact, to) => {
      while (contact.enteredAt.getTime() - own[from]!.enteredAt.getTime() > spanMs) from += 1;
      const group = own.slice(from, to + 1);
      const slot = civilDay(group[0]!.enteredAt, zone);
      const key = `${contact.memberId} ${slot}`;
      const isMore = group.length > (largest.get(key)?.group.length ?? 0);
      if (isMore) largest.set(key, { slot, memberId: contact.memberId, group });
    });
  }
  return [...largest.values()]
    .filter(({ group }) => group.length >= rules.signalBurst)
    .map(({ slot, memberId, group }) => ({
      kind: 'burst',
      memberId,
      slot,
      facts: {
        n: group.length,
        span: rules.signalBurstMinutes,
        at: group[0]!.enteredAt.toISOString(),
        customerIds: [...new Set(group.map(({ customerId }) => customerId))].slice(0, MOST_NAMED),
      },
    }));
}

/** Calls of which every single one reached somebody (then the result is probably misused). */
export function perfectCalls(
  counts: readonly Calls[],
  rules: SignalRules,
  { now, zone }: { now: Date; zone: string },
): Found[] {
  return counts
    .filter(({ calls, unanswered }) => unanswered === 0 && calls >= rules.signalPerfect)
    .map(({ memberId, calls }) => ({
      kind: 'perfect',
      memberId,
      slot: isoWeek(now, zone).monday,
      facts: { n: calls, span: rules.signalDays, customerIds: [] },
    }));
}

function byMember(contacts: readonly LastDayContact[]): Map<string, LastDayContact[]> {
  const found = new Map<string, LastDayContact[]>();
  for (const contact of contacts)
    found.set(contact.memberId, [...(found.get(contact.memberId) ?? []), contact]);
  return found;
}

/** States in which a manager can still do something about a signal. */
export const isOpenSignal = (state: string): boolean =>
  state === 'open' || state === 'asked' || state === 'answered';
