import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { listJobs } from '../../src/jobs/index.ts';
import { createLog } from '../../src/lib/log.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';
import { TELLINGS, type Telling } from './tellings.ts';

/*
 * One family, from the first call to the first-year visit, as their rep types and taps it: told once in
 * Chinese by Li Na, once in English by Emma. The clock is moved; what happens by itself happens by the jobs.
 */
describe.each(TELLINGS)('$told', async (telling: Telling) => {
  const { typed, reads, people } = telling;
  const { slack, t, screen, setNow } = await testOffice({ features, now: telling.start });
  const rep = slack.as(people.rep);
  const boss = slack.as(people.boss);
  const log = createLog({ level: 'error', write: () => {} });
  const ctx = { db: t.db, keys: t.keyring };
  const delivery = senderOf({ t, slack }, log);
  /** What the office does by itself for customers, besides sending. */
  const ours = ['playbooks', 'referrals', 'care-days', 'viewings', 'deals'];
  const jobs = listJobs({ ctx, delivery, log, anchorFile: '' }).filter(({ id }) =>
    ours.includes(id),
  );

  /** Time goes on to a moment of the story, and the office does what is due. */
  async function comes(day: string, time = '10:00') {
    await setNow(`${day}T${time}:00${telling.offset(day)}`);
    for (const job of jobs) await job.run();
    await delivery.run();
  }
  const family = () => t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });
  const unit = () => t.db.unit.findFirstOrThrow();
  /** All that the bot told somebody so far. */
  const heard = (user: string) => {
    const dms = slack.dms(user).map((one) => wordsOf(one.blocks));
    const posts = slack.messages(telling.channel).map((one) => wordsOf(one.blocks));
    return [...dms, ...posts].join('\n');
  };
  /** The next step of the after-sale playbook that nobody did yet. */
  async function nextStep() {
    const done = await t.db.followUp.findMany({ where: { state: 'done', stepId: { not: null } } });
    return t.db.playbookStep.findFirst({
      where: {
        run: { stage: 'closed' },
        state: { in: ['waiting', 'given'] },
        id: { notIn: done.map(({ stepId }) => stepId!) },
      },
      orderBy: { dueAt: 'asc' },
    });
  }
  /** Whatever the after-sale playbook asks for until a day is done on its own day; answers what it was. */
  async function afterSaleUntil(day: string): Promise<string[]> {
    const done: string[] = [];
    for (;;) {
      const step = await nextStep();
      if (!step || telling.dayOf(step.dueAt) > day) return done;
      await comes(telling.dayOf(step.dueAt), '09:30');
      const given = { stepId: step.id, state: 'open' };
      const plan = await t.db.followUp.findFirstOrThrow({ where: given });
      // A plan of the rep's own that was open takes a step along; it may be from before.
      const isLate = telling.dayOf(plan.dueAt) < telling.dayOf(step.dueAt);
      await rep.command('/followup', isLate ? typed.overdue : typed.today);
      await rep.click(`followup.open#${plan.id}`);
      if (step.key === 'return_365') expect(screen(people.rep)).toContain(reads.oneYear);
      await rep.select('choose#follow-up', reads.done);
      await close();
      done.push(step.key);
    }
  }
  const openCard = () => rep.command('/customer', 'C-1001');
  /** Whatever is open is closed; what was answered by a line has nothing to close. */
  const close = () => rep.close({ all: true }).catch(() => {});

  it('before it begins, the manager opens the project and its first home', async () => {
    await boss.command('/property', '');
    await boss.click('project.open');
    await boss.submit(telling.project);
    await boss.close({ all: true });
    await boss.command('/property', typed.unit);
    await boss.submit({});
    await boss.close({ all: true });
    expect(await unit()).toMatchObject({ code: '1201', status: 'available' });
  });

  it('somebody calls: the rep registers her from the line that was said on the phone', async () => {
    await rep.command('/customer', `new ${typed.firstCall}`);
    await rep.submit({
      arrivalKind: 'call_in',
      grade: 'A',
      consent: ['yes'],
      nextFollowUp: typed.tomorrow,
    });
    await close();
    await rep.command('/customer', `edit C-1001`);
    await rep.submit(telling.need);
    await close();
    expect(await family()).toMatchObject({ stage: 'potential', arrivalKind: 'call_in' });
  });

  it('the next morning the bot reminds; she is reached, and a viewing is arranged', async () => {
    await comes(telling.days.nextMorning);
    expect(heard(people.rep)).toContain(reads.reminded);
    await rep.command('/log', typed.reached);
    await close();
    expect((await family()).lastEffectiveAt?.toISOString()).toContain(telling.days.nextMorning);
    await rep.command('/viewing', typed.viewing);
    await close();
    expect(await t.db.viewing.findFirstOrThrow()).toMatchObject({ state: 'planned' });
  });

  it('she is not negotiating yet: the move is refused and says what is missing', async () => {
    await openCard();
    await rep.select('choose#card', reads.changeStage);
    await rep.click(reads.negotiating);
    expect(screen(people.rep)).toContain(reads.needsViewing);
    expect((await family()).stage).toBe('potential');
    await close();
  });

  it('her husband is registered too, and they are one household', async () => {
    await rep.command('/customer', `new ${typed.husband}`);
    await rep.submit({ grade: 'A', consent: ['yes'] });
    await close();
    const husband = await t.db.customer.findUniqueOrThrow({ where: { number: 1002 } });
    await openCard();
    await rep.click('customer.more');
    await rep.click('household.open');
    await rep.suggest('customers', 'C-1002');
    await rep.submit({ relative: husband.id, relation: 'spouse' });
    expect(screen(people.rep)).toContain(reads.spouse);
    await close();
  });

  it('both come to see the home; it is the day’s reason to call, and what they said is kept', async () => {
    await comes(telling.days.viewing, '09:30');
    await openCard();
    expect(screen(people.rep)).toContain(reads.whyViewing);
    await close();
    await comes(telling.days.viewing, '18:00');
    await rep.command('/viewing', typed.came);
    await rep.submit({
      outcome: 'came',
      party: '2',
      decider: 'yes',
      liked: typed.liked,
      objections: typed.objection,
    });
    await close();
    expect(await family()).toMatchObject({ visitCount: 1 });
  });

  it('now the stage moves, and its playbook begins', async () => {
    for (const stage of [reads.interested, reads.negotiating]) {
      await openCard();
      await rep.select('choose#card', reads.changeStage);
      await rep.click(stage);
      await close();
    }
    expect((await family()).stage).toBe('negotiating');
    expect(await t.db.playbookRun.count({ where: { stage: 'negotiating' } })).toBe(1);
  });

  it('the home fits; it is proposed on a clean sheet, and held for them', async () => {
    await rep.command('/customer', typed.match);
    expect(screen(people.rep)).toContain(reads.fits);
    await rep.submit({ units: [(await unit()).id] });
    expect(screen(people.rep)).toContain(reads.sheet);
    await close();
    expect(await t.db.proposal.count()).toBe(1);
    await rep.command('/property', typed.hold);
    await close();
    expect((await unit()).status).toBe('held');
  });

  it('they subscribe with a deposit; the home leaves the stock', async () => {
    await rep.command('/deal', typed.subscribe);
    await rep.submit({});
    expect(screen(people.rep)).toContain(reads.subscribed);
    await close();
    expect((await unit()).status).toBe('reserved');
  });

  it('nothing is signed before the buyer was checked', async () => {
    await rep.command('/deal', typed.sign);
    const { errors } = await rep.submit({ contract: '2026-0815', payments: typed.payments });
    expect(Object.values(errors ?? {}).join()).toContain(reads.notEligible);
    await close();
    for (const [kind, result] of [
      ['purchase', 'passed'],
      ['funds', 'passed'],
      ['loan', 'passed'],
    ]) {
      await rep.command('/deal', typed.check);
      await rep.submit({
        kind,
        result,
        ...(kind === 'purchase' && { nationalId: telling.nationalId }),
      });
      await close();
    }
  });

  it('the contract is signed: the home is sold, the customer closed, the after-sale playbook begins', async () => {
    await rep.command('/deal', typed.sign);
    const { errors } = await rep.submit({ contract: '2026-0815', payments: typed.payments });
    expect(errors ?? {}).toEqual({});
    await close();
    expect((await unit()).status).toBe('sold');
    expect((await family()).stage).toBe('closed');
    expect(await t.db.playbookRun.count({ where: { stage: 'closed', state: 'running' } })).toBe(1);
  });

  it('the payment that is due is the reason to call, until it has come in', async () => {
    expect(await afterSaleUntil(telling.days.payment)).toEqual(['loan', 'return_7']);
    await comes(telling.days.payment);
    await openCard();
    expect(screen(people.rep)).toContain(reads.whyPayment);
    await close();
    await rep.command('/deal', typed.paid);
    await rep.submit({});
    await close();
    const [first] = await t.db.payment.findMany({ orderBy: { nth: 'asc' } });
    expect(first!.received).toBe(first!.amount);
  });

  it('return contacts, hand-overs and the certificate come on their days; the keys are handed over', async () => {
    const done = await afterSaleUntil(telling.days.handOver);
    const expected = ['return_30', 'home', 'property', 'decoration', 'return_90', 'title'];
    expect(done).toEqual(expected);
    await comes(telling.days.handOver);
    await rep.command('/deal', typed.handOver);
    await close();
    expect((await t.db.deal.findFirstOrThrow()).state).toBe('delivered');
  });

  it('after a month the rep asks how satisfied they are; the answer comes back by text', async () => {
    await rep.command('/customer', typed.satisfaction);
    await rep.click('satisfaction.ask');
    const [code] = /[A-HJ-NP-Z][2-9][2-9A-HJ-NP-Z]{4}/.exec(screen(people.rep)) ?? [];
    await close();
    await rep.dm(`${code} 5 ${typed.praise}`);
    expect(wordsOf(slack.dms(people.rep).at(-1))).toContain(reads.noted);
    await rep.command('/customer', typed.satisfaction);
    expect(screen(people.rep)).toContain(typed.praise);
    await close();
  });

  it('they bring a friend; the rep is asked once to thank them, and the visit earns a gift', async () => {
    await rep.command('/customer', `new ${typed.friend}`);
    await rep.submit({ grade: 'B', consent: ['yes'] });
    await close();
    await rep.command('/customer', typed.broughtBy);
    await comes(telling.days.friend, '11:00');
    expect(heard(people.rep)).toContain(reads.brought);
    expect(await t.db.referralCredit.findMany()).toMatchObject([{ event: 'visited' }]);
    await rep.command('/customer', typed.broughtBy.replace(/ C-1001$/, ''));
    expect(screen(people.rep)).toContain(reads.chain);
    await close();
  });

  it('a year on the last return contact comes by itself, and the playbook is at its end', async () => {
    expect(await afterSaleUntil('2027-04-01')).toEqual(['return_365']);
    expect(await nextStep()).toBeNull();
  });

  it('and the numbers tell it: one registered by call-in, one signed, one satisfied', async () => {
    await boss.command('/digest', typed.figures);
    expect(screen(people.boss)).toContain(reads.satisfied);
    await boss.close({ all: true });
  });
});
