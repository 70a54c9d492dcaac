import { beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { PAGE_KEYS, periodOf, readWish } from '../../src/crm/figures/rules.ts';
import { listSteps, readCareFigures } from '../../src/crm/figures/store/care.ts';
import { listCompetitors } from '../../src/crm/figures/store/competitors.ts';
import { listConversions, listLosses, listStays } from '../../src/crm/figures/store/conversion.ts';
import { createCustomerKey, findCustomerKeys } from '../../src/db/data-keys.ts';
import { seal } from '../../src/db/sealing.ts';
import { newId } from '../../src/lib/id.ts';
import { addContact, addCustomer, addMove } from '../digests/rows.ts';
import { testOffice } from '../support/office.ts';

const NOW = '2026-03-05T12:00:00+08:00';
const { slack, t, screen } = await testOffice({ features, now: NOW });
const { db } = t;
const period = periodOf('quarter', new Date(NOW), TEAMS.east.zone);
const scope = { teamIds: [TEAMS.east.id], period };

/** What was written, to be counted a second time and slowly. */
interface Told {
  id: string;
  rep: 'lina' | 'zhang';
  source: string | null;
  status: string;
  registered: Date;
  referred: boolean;
  moves: { from: string | null; to: string; at: Date; reason: string | null }[];
  visits: Date[];
}
const told: Told[] = [];

/** Always the same numbers. */
function dice(seed: number): (sides: number) => number {
  let at = seed;
  return (sides) => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((at / 2_147_483_648) * sides);
  };
}

beforeAll(async () => {
  const roll = dice(7);
  const start = new Date('2025-11-10T10:00:00+08:00').getTime();
  for (let nth = 0; nth < 60; nth++) {
    const registered = new Date(start + roll(115) * 86_400_000 + roll(600) * 60_000);
    const one: Told = {
      id: '',
      rep: roll(3) === 0 ? 'zhang' : 'lina',
      source: [null, 'douyin', 'walk_in', 'referral'][roll(4)] ?? null,
      status: roll(12) === 0 ? 'invalid' : 'active',
      registered,
      referred: nth > 0 && roll(4) === 0,
      moves: [{ from: null, to: 'potential', at: registered, reason: null }],
      visits: [],
    };
    let stage = 'potential';
    let at = registered.getTime();
    for (let step = roll(5); step > 0; step--) {
      at += (1 + roll(20)) * 86_400_000;
      if (at > new Date(NOW).getTime()) break;
      const to = ['interested', 'negotiating', 'closed', 'lost', 'potential'][roll(5)]!;
      if (to === stage) continue;
      const reason = to === 'lost' ? ['price', 'location', 'funds'][roll(3)]! : null;
      one.moves.push({ from: stage, to, at: new Date(at), reason });
      stage = to;
    }
    for (let visit = roll(4); visit > 0; visit--) {
      const when = registered.getTime() + roll(30) * 86_400_000 + visit;
      if (when < new Date(NOW).getTime()) one.visits.push(new Date(when));
    }
    one.id = await addCustomer(db, {
      rep: one.rep,
      registered: registered.toISOString(),
      stage,
      status: one.status,
      source: one.source,
    });
    for (const { from, to, at: moved, reason } of one.moves) {
      await addMove(db, one.id, { from, to, at: moved.toISOString() });
      if (reason)
        await db.stageMove.updateMany({
          where: { customerId: one.id, at: moved },
          data: { reason },
        });
    }
    for (const visit of one.visits)
      await addContact(db, one.id, { kind: 'visit', at: visit.toISOString() });
    await db.customer.update({
      where: { id: one.id },
      data: {
        visitCount: one.visits.length,
        ...(one.referred && { referrerId: told[0]!.id, referralStep: 3 }),
      },
    });
    told.push(one);
  }
  // Another team's customer is in no figure.
  const west = await addCustomer(db, { team: 'west', registered: '2026-02-01T10:00:00+08:00' });
  await addMove(db, west, { from: null, to: 'closed', at: '2026-02-02T10:00:00+08:00' });
});

const within = (at: Date) => at >= period.from && at < period.to;
const counted = () => told.filter(({ status }) => status === 'active');
const median = (all: number[]): number | null => {
  const sorted = [...all].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
const DAY = 86_400_000;
const STEPS = ['potential', 'interested', 'negotiating', 'closed'];

describe('the statements count what a second, slow look counts', () => {
  it.each(['rep', 'source'] as const)('conversion by %s', async (by) => {
    const keyOf = (one: Told) => (by === 'rep' ? PEOPLE[one.rep].id : (one.source ?? 'none'));
    const keys = new Set(counted().map(keyOf));
    const slow = [...keys].map((key) => {
      const mine = counted().filter((one) => keyOf(one) === key);
      const cohort = mine.filter(({ registered }) => within(registered));
      const reached = (step: string) =>
        cohort.filter(({ moves }) =>
          moves.some(({ to }) => STEPS.indexOf(to) >= STEPS.indexOf(step)),
        ).length;
      const deals = cohort.flatMap(({ registered, moves }) => {
        const deal = moves.find(({ to }) => to === 'closed');
        return deal ? [(deal.at.getTime() - registered.getTime()) / DAY] : [];
      });
      const closedIn = mine.filter(({ moves }) =>
        moves.some(({ to, at }) => to === 'closed' && within(at)),
      );
      return {
        key,
        cohort: cohort.length,
        interested: reached('interested'),
        negotiating: reached('negotiating'),
        closedOf: reached('closed'),
        lostOf: cohort.filter(({ moves }) => moves.at(-1)?.to === 'lost').length,
        daysToClose: median(deals),
        closedIn: closedIn.length,
        referredIn: closedIn.filter(({ referred }) => referred).length,
      };
    });
    const quick = await listConversions(db, scope, by);
    const sorted = (rows: { key: string }[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
    const rounded = (rows: typeof slow) =>
      sorted(
        rows
          .filter((one) => one.cohort + one.closedIn > 0)
          .map((one) => ({ ...one, daysToClose: one.daysToClose?.toFixed(6) ?? null })),
      );
    expect(rounded(quick)).toEqual(rounded(slow));
    expect(slow.some(({ daysToClose }) => daysToClose !== null)).toBe(true);
  });

  it('stays in stages', async () => {
    const stays = counted().flatMap(({ moves }) =>
      moves.map((move, nth) => ({ stage: move.to, began: move.at, next: moves[nth + 1] })),
    );
    const slow = [...STEPS, 'lost'].flatMap((stage) => {
      const mine = stays.filter((one) => one.stage === stage);
      const ended = mine.filter(({ next }) => next && within(next.at));
      const entered = mine.filter(({ began }) => within(began)).length;
      const ways = ended.map(({ next }) =>
        next!.to === 'lost'
          ? 'lost'
          : stage !== 'lost' && STEPS.indexOf(next!.to) > STEPS.indexOf(stage)
            ? 'onward'
            : 'back',
      );
      if (entered + ended.length === 0) return [];
      return [
        {
          stage,
          entered,
          onward: ways.filter((way) => way === 'onward').length,
          back: ways.filter((way) => way === 'back').length,
          lost: ways.filter((way) => way === 'lost').length,
          days: median(ended.map((one) => (one.next!.at.getTime() - one.began.getTime()) / DAY)),
        },
      ];
    });
    const rounded = (rows: typeof slow) =>
      rows.map((one) => ({ ...one, days: one.days?.toFixed(6) ?? null }));
    expect(rounded(await listStays(db, scope))).toEqual(rounded(slow));
  });

  it('lost reasons, the last one of each customer', async () => {
    const slow = new Map<string, number>();
    for (const { moves } of counted()) {
      const loss = moves.filter(({ to, at }) => to === 'lost' && within(at)).at(-1);
      if (!loss) continue;
      const key = `${loss.reason} ${loss.from}`;
      slow.set(key, (slow.get(key) ?? 0) + 1);
    }
    const quick = (await listLosses(db, scope)).map(
      ({ reason, stage, n }) => [`${reason} ${stage}`, n] as const,
    );
    expect(new Map(quick)).toEqual(slow);
    expect(slow.size).toBeGreaterThan(1);
  });

  it('to whom customers were lost, however each rep spells it', async () => {
    const boss = { db, keys: t.keyring };
    const lost = counted().filter(({ moves }) =>
      moves.some(({ to, at }) => to === 'lost' && within(at)),
    );
    const spelled = ['万科 翡翠', 'Vanke  Emerald', '万科翡翠', 'VANKE EMERALD', '万科翡翠'];
    for (const [nth, text] of spelled.entries()) {
      const { id } = lost[nth]!;
      const move = await db.stageMove.findFirstOrThrow({
        where: { customerId: id, toStage: 'lost', at: { gte: period.from, lt: period.to } },
        orderBy: { at: 'desc' },
      });
      const key =
        (await findCustomerKeys(db, t.keyring, [id])).get(id) ??
        (await createCustomerKey(db, t.keyring, id));
      const place = { table: 'stage_moves', column: 'competitor_sealed', rowId: move.id };
      await db.stageMove.update({
        where: { id: move.id },
        data: { competitorSealed: new Uint8Array(seal(key, place, text)) },
      });
    }
    const found = await listCompetitors(boss, scope);
    expect(found.map(({ n }) => n)).toEqual([3, 2]);
    expect(found[0]?.name.replace(' ', '')).toBe('万科翡翠');
    const wang = slack.as('U_WANG');
    await wang.command('/digest', '数据 流失 近90天');
    expect(screen('U_WANG')).toMatch(/去了哪里\*\n万科 ?翡翠 {2}\d+%（3\//);
    await wang.close({ all: true });
  });

  it('visits that came again, deals that were brought, satisfaction by rep', async () => {
    for (const [nth, one] of counted().slice(0, 9).entries()) {
      const at = new Date(`2026-02-0${nth + 1}T10:00:00+08:00`);
      await db.satisfaction.create({
        data: {
          id: newId(at),
          customerId: one.id,
          score: (nth % 5) + 1,
          answeredAt: at,
          how: 'told',
          repId: PEOPLE[one.rep].id,
        },
      });
    }
    const first = counted().filter(
      ({ visits }) =>
        visits.length > 0 && within(new Date(Math.min(...visits.map((at) => at.getTime())))),
    );
    const closed = counted().filter(({ moves }) =>
      moves.some(({ to, at }) => to === 'closed' && within(at)),
    );
    const quick = await readCareFigures(db, scope, 2);
    expect(quick).toMatchObject({
      firstVisits: first.length,
      cameAgain: first.filter(({ visits }) => visits.length >= 2).length,
      closed: closed.length,
      referred: closed.filter(({ referred }) => referred).length,
      parties: 0,
    });
    const asked = counted().slice(0, 9);
    for (const rep of ['lina', 'zhang'] as const) {
      const scores = asked.flatMap((one, nth) => (one.rep === rep ? [(nth % 5) + 1] : []));
      const found = quick.satisfaction.find(({ repId }) => repId === PEOPLE[rep].id);
      expect(found ?? { n: 0, sum: 0, low: 0 }).toMatchObject({
        n: scores.length,
        sum: scores.reduce((total, score) => total + score, 0),
        low: scores.filter((score) => score <= 2).length,
      });
    }
  });

  it('steps of playbooks: done, skipped, open; a follow-up that carries one counts for it', async () => {
    const states = ['done', 'skipped', 'waiting', 'ended', 'given'];
    for (const [position, state] of states.entries()) {
      const [id, runId] = [newId(new Date(NOW)), newId(new Date(NOW))];
      const customerId = counted()[position]!.id;
      await db.playbookRun.create({
        data: {
          ...{ id: runId, customerId, stage: 'interested', state: 'running' },
          startedAt: new Date('2026-02-01T10:00:00+08:00'),
        },
      });
      await db.playbookStep.create({
        data: {
          ...{ id, runId, key: 'explain', position: 1, kind: 'contact', role: 'rep', state },
          dueAt: new Date('2026-02-10T09:00:00+08:00'),
          ...(state === 'skipped' && { skipReason: 'not_needed' }),
          ...(['done', 'skipped'].includes(state) && { closedAt: new Date(NOW) }),
        },
      });
      if (state !== 'given') continue;
      const due = new Date('2026-02-10T09:00:00+08:00');
      await db.followUp.create({
        data: {
          ...{ id: newId(due), customerId, memberId: PEOPLE.lina.id, dueAt: due, firstDueAt: due },
          ...{ zone: 'Asia/Shanghai', createdById: PEOPLE.lina.id, createdAt: due },
          ...{ state: 'cancelled', cancelReason: 'not_needed', closedAt: due, stepId: id },
          stepAs: 'contact',
        },
      });
    }
    const steps = await listSteps(db, scope, { now: new Date(NOW), locale: 'zh' });
    expect(steps).toEqual([
      { stage: 'interested', key: 'explain', text: null, due: 4, done: 1, skipped: 2, open: 1 },
    ]);
  });
});

describe('asking for them', () => {
  it.each([
    ['', { page: 'rep', period: 'quarter' }],
    ['流失 本月', { page: 'lost', period: 'month' }],
    ['上月 流失原因', { page: 'lost', period: 'lastMonth' }],
    ['by source last month', { page: 'source', period: 'lastMonth' }],
    ['satisfaction 90 days', { page: 'care', period: 'quarter' }],
    ['近一年 阶段', { page: 'stage', period: 'year' }],
    ['steps', { page: 'steps', period: 'quarter' }],
    ['weather', null],
  ])('“%s”', (text, wish) => {
    expect(readWish(text)).toEqual(wish);
  });

  it.each([
    ['month', '2026-03-01', '2026-03-05'],
    ['lastMonth', '2026-02-01', '2026-02-28'],
    ['quarter', '2025-12-06', '2026-03-05'],
    ['year', '2025-03-06', '2026-03-05'],
  ] as const)('%s is from %s to %s', (key, firstDay, lastDay) => {
    expect(periodOf(key, new Date(NOW), 'Asia/Shanghai')).toMatchObject({ firstDay, lastDay });
  });

  it('Wang Fang reads every page with its definitions, in Chinese, for her teams', async () => {
    const wang = slack.as('U_WANG');
    await wang.command('/digest', '数据');
    for (const page of PAGE_KEYS) {
      await wang.click(`figures.show#${page}`);
      expect(screen('U_WANG')).toMatch(/期内|同期组/);
      expect(screen('U_WANG')).toContain('成交以签约为准');
      expect(screen('U_WANG')).not.toContain('undefined');
    }
    await wang.click('figures.show#rep');
    expect(screen('U_WANG')).toContain('李娜');
    await wang.close({ all: true });
  });

  it('Grace reads them in English; a rep is not asked in', async () => {
    const grace = slack.as('U_GRACE');
    await grace.command('/digest', 'figures lost 365 days');
    expect(screen('U_GRACE')).toContain('Period: customers lost in it');
    await grace.close({ all: true });
    const lina = slack.as('U_LINA');
    await lina.command('/digest', '数据');
    expect(slack.modal('U_LINA')).toBeNull();
  });
});
