import { findActor } from '../../src/crm/access/store.ts';
import { listFollowUps } from '../../src/crm/followups/usecases/list.ts';
import { measure, ms, p50, p99, ratio } from '../measure.ts';
import { NOW } from '../office.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';

const RUNS = 2_000;
const DUE = `SELECT f.id, f.due_at, c.number, c.name FROM follow_ups f JOIN customers c ON c.id = f.customer_id
  WHERE f.member_id = $1 AND f.state = 'open' ORDER BY f.due_at LIMIT 8`;

/** A rep's open follow-ups: the page, how many there are of each sort. */
export async function dueRow(place: Place): Promise<Row> {
  const { reps } = place.office;
  const db = place.database.prisma;
  const actors = await Promise.all(reps.slice(0, 50).map((rep) => findActor(db, rep.slackUserId)));
  const memberId = (nth: number) => reps[nth % reps.length]!.id;
  const raw = await measure(
    RUNS,
    1,
    async (nth) =>
      void (await place.raw.query({ name: 'due', text: DUE, values: [memberId(nth)] })),
  );
  const prisma = await measure(RUNS, 1, async (nth) => {
    await db.followUp.findMany({
      where: { memberId: memberId(nth), state: 'open', dueAt: { gte: NOW } },
      orderBy: { dueAt: 'asc' },
      take: 8,
      include: { customer: { select: { number: true, name: true } } },
    });
  });
  const ours = await measure(RUNS, 1, async (nth) => {
    await listFollowUps(
      { db, keys: place.keys, actor: actors[nth % actors.length]! },
      { bucket: null, page: 0 },
    );
  });
  return {
    what: 'My due list',
    floor: `raw pg ${ms(p50(raw))}, Prisma ${ms(p50(prisma))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}`,
    ratio: `${ratio(p50(ours), p50(prisma))} Prisma`,
    budget: 'p50 ≤ 2 ms',
  };
}
