import { Delivery } from '../../src/jobs/deliver.ts';
import type { MessageKind } from '../../src/jobs/kinds/kind.ts';
import { Pace } from '../../src/ledger/pace.ts';
import type { Poster } from '../../src/ledger/port.ts';
import { createLog } from '../../src/lib/log.ts';
import { measure, ms, p50, rate } from '../measure.ts';
import { NOW } from '../office.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';

/** Slack that takes a message at once. */
class InstantPoster implements Poster {
  posted = 0;
  async openDm(person: string) {
    return { kind: 'posted' as const, ts: `D${person}` };
  }
  async post() {
    this.posted += 1;
    return { kind: 'posted' as const, ts: `${this.posted}.0` };
  }
  async edit() {
    return { kind: 'posted' as const, ts: '1.0' };
  }
  async find() {
    return { kind: 'unreadable' as const };
  }
}

/** A message that says one word: the ledger's own work is what is measured. */
const plainKind: MessageKind = {
  id: 'bench',
  async compose(_, messages) {
    return new Map(
      messages.map(({ id, target }) => [
        id,
        { go: 'post' as const, channel: target.slice(8), letter: { text: 'x', body: [] } },
      ]),
    );
  },
};

function deliveryOf(place: Place, poster: Poster, kinds?: MessageKind[]): Delivery {
  const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: Number.MAX_SAFE_INTEGER };
  return new Delivery({
    ...{ db: place.background.prisma, keys: place.keys, poster },
    ...(kinds && { kinds }),
    log: createLog({ level: 'error', write: (line) => process.stderr.write(line) }),
    engine: { pace: new Pace({ channel: unlimited, workspace: unlimited }) },
  });
}

/** Messages claimed, posted to a Slack that answers at once, and settled. */
export async function deliveryRow(place: Place): Promise<Row> {
  const count = 20_000;
  const poster = new InstantPoster();
  const delivery = deliveryOf(place, poster, [plainKind]);
  await delivery.run();
  const floor = await bareUpdates(place, count);
  await plan(place, count, '-1 minute');
  const began = performance.now();
  while (poster.posted < count) await delivery.run();
  const perSecond = count / ((performance.now() - began) / 1000);
  return {
    what: 'Delivery: messages claimed, posted to an instant Slack, settled',
    floor: `the same rows claimed and settled by raw pg, 64 at a time: ${rate(floor)}`,
    ours: rate(perSecond),
    ratio: `${(perSecond / floor).toFixed(2)} of the floor`,
    budget: '≥ 3,000/s',
  };
}

/** The two writes of a message in the fewest statements there can be. */
async function bareUpdates(place: Place, count: number): Promise<number> {
  await plan(place, count, '-1 minute');
  const began = performance.now();
  for (;;) {
    const { rows } = await place.raw.query<{ id: string }>(
      `UPDATE messages SET state = 'sending', lease_until = clock_timestamp() + interval '1 minute'
       WHERE id IN (SELECT id FROM messages WHERE state = 'planned' AND due_at <= app_now() ORDER BY due_at LIMIT 64 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
    );
    if (rows.length === 0) break;
    await place.raw.query(
      `UPDATE messages SET state = 'sent', sent_at = app_now(), slack_ts = '1.0' WHERE id = ANY($1::uuid[])`,
      [rows.map(({ id }) => id)],
    );
  }
  const perSecond = count / ((performance.now() - began) / 1000);
  await place.owner.query('TRUNCATE messages CASCADE');
  return perSecond;
}

async function plan(place: Place, count: number, when: string): Promise<void> {
  await place.owner.query(
    `INSERT INTO messages (id, kind, recipient, slot, target, due_at)
     SELECT gen_random_uuid(), 'bench', 'bench:' || n, $2::text, 'channel:C' || n % 1000, $3::timestamptz + $2::text::interval
     FROM generate_series(1, $1) n`,
    [count, when, NOW],
  );
}

/** A look for due matters when nothing is due and a million messages wait for later days. */
export async function idleRow(place: Place): Promise<Row> {
  const delivery = deliveryOf(place, new InstantPoster());
  await place.owner.query('TRUNCATE messages CASCADE');
  await plan(place, 1_000_000, '30 days');
  await place.owner.query('ANALYZE messages');
  await delivery.run();
  const raw = await measure(500, 1, async () => {
    await place.raw.query(
      `SELECT id FROM messages WHERE state = 'planned' AND due_at <= app_now() LIMIT 1`,
    );
  });
  const ours = await measure(500, 1, async () => void (await delivery.run()));
  await place.owner.query('TRUNCATE messages CASCADE');
  return {
    what: 'Idle tick with 1,000,000 messages of later days (nudge rules, claims, cards)',
    floor: `one raw query ${ms(p50(raw))}`,
    ours: `p50 ${ms(p50(ours))}`,
    ratio: `${(p50(ours) / p50(raw)).toFixed(1)} ×`,
    budget: '≤ 1 ms',
  };
}

/** Ten thousand follow-ups of all reps fall due at one moment: planned, bundled, sent. */
export async function nineOClockRow(place: Place): Promise<Row> {
  const { reps, teams } = place.office;
  const poster = new InstantPoster();
  const delivery = deliveryOf(place, poster);
  await delivery.run();
  const before = poster.posted;
  await place.owner.query(
    `INSERT INTO follow_ups (id, customer_id, member_id, due_at, first_due_at, zone, created_by_id, created_at)
     SELECT gen_random_uuid(), c.id, c.rep_id, $1, $1, 'Asia/Shanghai', c.rep_id, $1
     FROM (SELECT id, rep_id, row_number() OVER (PARTITION BY rep_id ORDER BY number DESC) AS nth FROM customers WHERE status = 'active') c
     WHERE nth <= $2`,
    [NOW, Math.ceil(10_000 / reps.length)],
  );
  const began = performance.now();
  await delivery.run();
  const took = performance.now() - began;
  const messages = poster.posted - before;
  const slackMs = (messages / teams.length) * 1_000;
  return {
    what: `10,000 follow-ups of ${reps.length} reps due at one moment, ${teams.length} team channels`,
    floor: `Slack takes one message a second and channel: ${ms(slackMs)}`,
    ours: `${ms(took)} of our own work, ${messages} messages`,
    ratio: `${((took / slackMs) * 100).toFixed(1)} % of Slack's time`,
    budget: 'one message per rep, < 5 %',
  };
}
