import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { createPoster } from '../../src/bot/poster.ts';
import { audit } from '../../src/crm/audit/audit.ts';
import type { Db } from '../../src/db/client.ts';
import { transact } from '../../src/db/transact.ts';
import { holdsLease } from '../../src/ledger/claim.ts';
import type { Steps } from '../../src/ledger/engine.ts';
import { type NudgePlan, planNudges } from '../../src/ledger/plan.ts';
import type { Poster } from '../../src/ledger/port.ts';
import {
  addCustomer,
  addDue,
  type DeliveryOffice,
  deliveryOffice,
  passTime,
  settleAll,
  timesTold,
} from '../support/delivery.ts';

// Each safeguard is proved twice: with it the witness counts one, without it the same accident counts
// two. The second half shows that the first can see.

const DUE = '2026-03-05T09:00:00+08:00';
const post = { method: 'chat.postMessage' };

describe('the unique key of a nudge', () => {
  /** Two processes found the same matter; the second plans after the first has sent. */
  async function planTwice(office: DeliveryOffice) {
    const { id, number } = await addCustomer(office.db);
    const plan: NudgePlan = {
      rule: 'confirm',
      subjectId: id,
      slot: '2025-01-01T00:00:00.000Z',
      rung: 0,
      aboutId: id,
      memberId: PEOPLE.lina.id,
      dueAt: new Date('2025-04-01T00:00:00Z'),
      envelope: {
        kind: 'nudge',
        recipient: `member:${PEOPLE.lina.id}`,
        memberId: PEOPLE.lina.id,
        target: 'rep',
        at: new Date(DUE),
      },
    };
    await office.db.$executeRaw`UPDATE customers SET confirmed_at = '2024-12-01'`;
    for (let process = 0; process < 2; process++) {
      await office.db.$transaction((tx) => planNudges(tx, [plan]));
      await settleAll(office, office.bot());
    }
    return timesTold(office.slack, number);
  }

  it('keeps two processes from planning the same nudge twice', async () => {
    expect(await planTwice(await deliveryOffice({ now: DUE }))).toBe(1);
  });

  it('without it Li Na is told twice', async () => {
    const office = await deliveryOffice({ now: DUE });
    await office.t.owner.query('DROP INDEX nudges_rule_subject_id_slot_rung_key');
    expect(await planTwice(office)).toBe(2);
  });
});

/** A promise with its handle outside. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A way out whose first post waits until it is let go. */
function heldPoster(poster: Poster) {
  const reached = deferred();
  const gate = deferred();
  let first = true;
  const held: Poster = {
    ...poster,
    async post(...letter) {
      if (first) {
        first = false;
        reached.resolve();
        await gate.promise;
      }
      return poster.post(...letter);
    },
  };
  return { held, reached: reached.promise, letGo: gate.resolve };
}

describe('the lease', () => {
  /** One process is slow to post while another looks for work. */
  async function twoProcesses(leaseMs: number) {
    const office = await deliveryOffice({ now: DUE });
    const { number } = await addDue(office.db, DUE);
    const { botToken: token, apiUrl, fetch } = office.slack;
    const way = createPoster({ token, apiUrl, fetch });
    const { held, reached, letGo } = heldPoster(way);
    const steps: Partial<Steps> = { holdsLease: () => true };
    const slow = office.bot({ poster: held, engine: { leaseMs, steps, inFlight: 1 } }).run();
    await reached;
    await office.bot({ engine: { steps } }).run();
    letGo();
    await slow;
    return timesTold(office.slack, number);
  }

  it('keeps a second process away from a message that is on its way', async () => {
    expect(await twoProcesses(60_000)).toBe(1);
  });

  it('without it both post', async () => {
    expect(await twoProcesses(-1)).toBe(2);
  });
});

describe('looking back before posting again', () => {
  async function storedButUnanswered(steps: Partial<Steps>) {
    const office = await deliveryOffice({ now: DUE });
    const { number } = await addDue(office.db, DUE);
    office.slack.faults.add({ ...post, kind: 'hang_after', next: 1 });
    await settleAll(office, office.bot({ engine: { steps } }));
    return timesTold(office.slack, number);
  }

  it('finds the message that Slack stored without answering', async () => {
    expect(await storedButUnanswered({})).toBe(1);
  });

  it('without it Li Na is told twice', async () => {
    expect(await storedButUnanswered({ reconcile: async () => new Map() })).toBe(2);
  });
});

/** A database whose answer to the last question before posting arrives only when it is let through. */
function pausedBeforePosting(db: Db) {
  const gate = deferred();
  const reached = deferred();
  const slow = new Proxy(db, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (key !== '$queryRaw') return typeof value === 'function' ? value.bind(target) : value;
      return async (sql: TemplateStringsArray, ...values: unknown[]) => {
        const rows = await target.$queryRaw(sql, ...values);
        if (!sql.join('').includes('slack_channel = f.channel')) return rows;
        reached.resolve();
        await gate.promise;
        return rows;
      };
    },
  });
  return { slow, reached: reached.promise, letGo: gate.resolve };
}

describe('the look at the lease right before posting', () => {
  /** A process is paused between claiming and posting until its lease is over and another has sent. */
  async function paused(check: Steps['holdsLease']) {
    const office = await deliveryOffice({ now: DUE });
    const { number } = await addDue(office.db, DUE);
    let clock = 0;
    const { slow, reached, letGo } = pausedBeforePosting(office.db);
    const sleeper = office.bot({
      db: slow,
      engine: { monotonic: () => clock, steps: { holdsLease: check } },
    });
    const running = sleeper.run();
    await reached;
    clock += 120_000;
    await passTime(office.t);
    const other = office.bot();
    await other.run();
    letGo();
    await running;
    await settleAll(office, other);
    return timesTold(office.slack, number);
  }

  it('makes a process that slept through its lease leave the message to the other', async () => {
    expect(await paused(holdsLease)).toBe(1);
  });

  it('without it both post', async () => {
    expect(await paused(() => true)).toBe(2);
  });
});

describe('one try per call', () => {
  async function withRetries(retries: number) {
    const office = await deliveryOffice({ now: DUE });
    const { number } = await addDue(office.db, DUE);
    office.slack.faults.add({ ...post, kind: 'store_500', next: 1 });
    await settleAll(office, office.bot({}, { retries, timeoutMs: 5_000 }));
    return timesTold(office.slack, number);
  }

  it('leaves a stored message with a failed answer to the ledger', async () => {
    expect(await withRetries(0)).toBe(1);
  });

  it("with the client's own retries Li Na is told twice", async () => {
    expect(await withRetries(2)).toBe(2);
  });
});

describe('the inbox key', () => {
  /** Slack delivers a press of the button several times, to several processes at once. */
  async function pressed(delivery: string | undefined) {
    const office = await deliveryOffice({ now: DUE });
    const { id } = await addCustomer(office.db);
    // Each delivery has a context of its own, as at the edge.
    const press = () =>
      transact(
        { db: office.db, keys: office.t.keyring, ...(delivery && { delivery }) },
        async (work) => {
          await work.tx
            .$executeRaw`UPDATE customers SET visit_count = visit_count + 1 WHERE id = ${id}::uuid`;
          audit(work, { actor: 'system', action: 'test.visit', subject: { kind: 'customer', id } });
          return { told: 'once' };
        },
      );
    const answers = await Promise.all([press(), press(), press(), press()]);
    expect(answers).toEqual(answers.map(() => ({ told: 'once' })));
    const { visitCount } = await office.db.customer.findUniqueOrThrow({ where: { id } });
    return visitCount;
  }

  it('makes four deliveries of one press one effect with one answer', async () => {
    expect(await pressed('action:1.2:contact.reached')).toBe(1);
  });

  it('without it each delivery has its effect', async () => {
    expect(await pressed(undefined)).toBe(4);
  });

  it('a delivery whose first attempt failed midway is not lost: the second one does it', async () => {
    const office = await deliveryOffice({ now: DUE });
    const { id } = await addCustomer(office.db);
    let isFirst = true;
    const attempt = () =>
      transact({ db: office.db, keys: office.t.keyring, delivery: 'Ev1' }, async (work) => {
        await work.tx
          .$executeRaw`UPDATE customers SET visit_count = visit_count + 1 WHERE id = ${id}::uuid`;
        audit(work, { actor: 'system', action: 'test.visit', subject: { kind: 'customer', id } });
        if (isFirst) {
          isFirst = false;
          throw new Error('the process failed here');
        }
        return { done: true };
      });
    await expect(attempt()).rejects.toThrow('failed here');
    expect(await attempt()).toEqual({ done: true });
    expect(await attempt()).toEqual({ done: true });
    expect(
      await office.db.customer.findUnique({ where: { id }, select: { visitCount: true } }),
    ).toEqual({ visitCount: 1 });
  });
});
