import { classify } from './classify.ts';
import type { Poster } from './port.ts';
import type { Message } from './rows.ts';

/**
 * What looking for a doubtful message found: `posted` (it is there), `absent` (it is not: it may be
 * posted), `unreadable` (nobody may look: it may be posted only under the same id), `wait` (no answer now).
 */
export type Finding =
  | { is: 'posted'; ts: string }
  | { is: 'absent' }
  | { is: 'unreadable' }
  | { is: 'wait'; afterMs: number; why: string };

/** Clocks of this machine, the database and the other side may differ by this much, and a day's mistake. */
const MARGIN_MS = 26 * 60 * 60_000;
const WAIT_MS = 5_000;

/** Looks for messages that may have been posted: one reading per channel. Answers by message id. */
export async function reconcile(
  poster: Pick<Poster, 'find'>,
  doubtful: Message[],
): Promise<Map<string, Finding>> {
  const findings = new Map<string, Finding>();
  for (const [channel, messages] of groupByChannel(doubtful)) {
    const since = Math.min(...messages.map(({ firstTryAt }) => firstTryAt?.getTime() ?? 0));
    const found = await poster.find(
      channel,
      messages.map(({ id }) => id),
      new Date(since - MARGIN_MS),
    );
    for (const { id } of messages) findings.set(id, findingOf(found, id));
  }
  return findings;
}

function findingOf(found: Awaited<ReturnType<Poster['find']>>, id: string): Finding {
  if (found.kind === 'read') {
    const ts = found.posted.get(id);
    return ts === undefined ? { is: 'absent' } : { is: 'posted', ts };
  }
  if (found.kind === 'unreadable') return { is: 'unreadable' };
  const verdict = classify(found);
  // A channel that is gone or closed to us can neither be read nor posted to.
  if (verdict.is === 'no-way') return { is: 'unreadable' };
  if (verdict.is === 'limited') return { is: 'wait', afterMs: verdict.afterMs, why: 'limited' };
  return { is: 'wait', afterMs: WAIT_MS, why: 'why' in verdict ? verdict.why : verdict.is };
}

function groupByChannel(messages: Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    if (!message.slackChannel) continue;
    groups.set(message.slackChannel, [...(groups.get(message.slackChannel) ?? []), message]);
  }
  return groups;
}
