import { describe, expect, it } from 'vitest';
import { seedOffice } from '../../prisma/seed/office.ts';
import { testDatabase } from '../support/database.ts';
import type { SenderOrder } from './sender.child.ts';
import { addDueReps, allSent, servedSlack, startSender, tally, until } from './support.ts';

const DUE = '2026-03-05T09:00:00+08:00';

// Real processes with a real client over HTTP and a real database; the witness is what the workspace stored.
const t = await testDatabase({ now: DUE });
await seedOffice(t.db);
const { slack, apiUrl } = await servedSlack(DUE);
const order = { databaseUrl: t.appUrl, apiUrl, token: slack.botToken };
let total = 0;

/** A few more customers who are due. */
async function due(count: number): Promise<number[]> {
  total += count;
  return addDueReps(t.db, count, new Date(DUE));
}

describe('the process is killed at one step', () => {
  const places: NonNullable<SenderOrder['dieAt']>[] = [
    // planned, but not yet in a message
    { when: 'after', words: 'INSERT INTO nudges' },
    // in a message, but not committed
    { when: 'after', words: 'UPDATE follow_ups' },
    // committed
    { when: 'before', words: 'WITH due AS' },
    // claimed
    { when: 'after', words: 'WITH due AS' },
    // noted where it goes
    { when: 'after', words: 'slack_channel = f.channel' },
    { when: 'before', words: 'POST' },
    // stored by Slack, not noted as sent
    { when: 'after', words: 'POST' },
    // noted as sent
    { when: 'after', words: 'slack_ts = coalesce' },
  ];

  it(`at each of ${places.length} places every nudge is delivered exactly once by whoever comes next`, async () => {
    const numbers: number[] = [];
    // The next ones get warm while one is at work.
    const warm = (dieAt?: SenderOrder['dieAt']) =>
      startSender({ ...order, waits: true, ...(dieAt && { dieAt }) });
    const ahead = places.slice(0, 2).map(warm);
    for (let n = 0; n < places.length; n++) {
      numbers.push(...(await due(2)));
      const victim = ahead.shift();
      ahead.push(warm(places[n + 2]));
      victim?.go();
      await victim?.ended;
      expect(victim?.process.signalCode).toBe('SIGKILL');
    }
    const [survivor, other] = ahead;
    survivor?.go();
    await until(() => allSent(t.db, total));
    survivor?.kill('SIGTERM');
    await survivor?.ended;
    expect(survivor?.process.exitCode).toBe(0);
    other?.kill();
    expect(tally(slack, numbers)).toEqual({ 1: numbers.length });
  }, 150_000);
});

describe('two processes on one database', () => {
  it('are killed again and again while Slack fails one call in seven: each nudge is delivered exactly once', async () => {
    const numbers = await due(80);
    const post = { method: 'chat.postMessage' };
    slack.faults.add({ ...post, kind: 'rate_limited', retryAfter: 1, probability: 0.02 });
    slack.faults.add({ ...post, kind: 'refuse_500', probability: 0.03 });
    slack.faults.add({ ...post, kind: 'store_500', probability: 0.03 });
    slack.faults.add({ ...post, kind: 'reset_before', probability: 0.02 });
    slack.faults.add({ ...post, kind: 'reset_after', probability: 0.03 });
    slack.faults.add({ ...post, kind: 'hang_after', probability: 0.02 });
    slack.faults.add({ ...post, kind: 'html', probability: 0.02 });
    slack.faults.add({ ...post, kind: 'slow', delayMs: 60 });
    const senders = [startSender(order), startSender(order)];
    let sent = slack.stored.all.length;
    for (let kills = 0; kills < 3; kills++) {
      await until(() => slack.stored.all.length >= sent + 6);
      sent = slack.stored.all.length;
      senders.shift()?.kill();
      senders.push(startSender(order));
    }
    await until(() => allSent(t.db, total));
    expect(tally(slack, numbers)).toEqual({ 1: numbers.length });
    const calls = slack.traffic.calls('chat.postMessage').length;
    expect(calls).toBeLessThan(1.5 * slack.stored.all.length);
    for (const sender of senders) sender.kill();
  }, 150_000);

  it('one is stopped in the middle of a post and wakes after its lease: nothing is doubled', async () => {
    slack.faults.clear();
    const numbers = await due(10);
    slack.faults.add({ method: 'chat.postMessage', kind: 'slow', delayMs: 200 });
    const calls = () => slack.traffic.calls('chat.postMessage').length;
    const before = calls();
    // Longer than a busy machine takes to read what has left: Slack is not slower than a lease either.
    const careful = { ...order, leaseMs: 5_000, timeoutMs: 1_000 };
    const sleeper = startSender(careful);
    await until(() => calls() > before);
    sleeper.kill('SIGSTOP');
    const other = startSender(careful);
    await until(() => allSent(t.db, total));
    sleeper.kill('SIGCONT');
    await until(async () => (await t.db.message.count({ where: { state: 'sending' } })) === 0);
    sleeper.kill('SIGTERM');
    await sleeper.ended;
    other.kill();
    expect(tally(slack, numbers)).toEqual({ 1: numbers.length });
  }, 150_000);
});
