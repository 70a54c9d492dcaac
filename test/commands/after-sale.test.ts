import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { nudgeLetter } from '../../src/bot/views/nudge.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { planViewing } from '../../src/crm/viewings/usecases/index.ts';
import { words } from '../../src/i18n/words.ts';
import { newId } from '../../src/lib/id.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const NOW = '2026-03-04T10:00:00+08:00';
const { slack, t, screen } = await testOffice({ features, now: NOW });
const { db } = t;
const lina = slack.as('U_LINA');
const emma = slack.as('U_EMMA');

async function register(who: typeof lina, line: string) {
  await who.command('/customer', `new ${line}`);
  await who.submit({ grade: 'B' });
  await who.close({ all: true });
  return db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

const now = new Date(NOW);
const project = newId(now);
await db.project.create({
  data: {
    id: project,
    teamId: TEAMS.east.id,
    nameZh: '江畔府',
    nameEn: 'Riverside',
    createdAt: now,
  },
});
async function unit(code: string, more: { status?: string; customerId?: string } = {}) {
  const facts = { building: '3', code, layout: '3br', area: 120, listPrice: 8_000_000n, ...more };
  const of = { teamId: TEAMS.east.id, projectId: project, createdAt: now, updatedAt: now };
  return (await db.unit.create({ data: { id: newId(now), ...of, ...facts } })).id;
}
const buyer = await register(lina, '王晓芳女士 13812345678');
const home = await unit('1201', { status: 'sold', customerId: buyer.id });
const free = [await unit('1502'), await unit('1602')];
const dealId = newId(now);
await db.deal.create({
  data: {
    ...{ id: dealId, customerId: buyer.id, keyCustomerId: buyer.id, teamId: TEAMS.east.id },
    ...{
      unitId: home,
      state: 'delivered',
      contractPrice: 7_500_000n,
      subscribedPrice: 7_500_000n,
      deposit: 50_000n,
      plan: 'full',
      underWayFrom: now,
      currency: 'CNY',
      createdById: PEOPLE.lina.id,
      createdAt: now,
    },
  },
});
await db.dealFact.create({
  data: {
    ...{ id: newId(now), dealId, kind: 'delivered', on: new Date('2026-03-01T00:00:00Z') },
    ...{ memberId: PEOPLE.lina.id, teamId: TEAMS.east.id, byId: PEOPLE.lina.id, at: now },
  },
});

/** A follow-up of the buyer that carries a step of the after-sale playbook. */
async function followUpOf(key: string) {
  const [runId, stepId, followUpId] = [newId(now), newId(now), newId(now)];
  const of = { customerId: buyer.id, startedAt: now };
  await db.playbookRun.create({
    data: { id: runId, stage: 'closed', state: 'ended', endedAt: now, endWhy: 'left', ...of },
  });
  await db.playbookStep.create({
    data: {
      ...{ id: stepId, runId, key, position: 1, kind: 'contact' },
      ...{ role: 'rep', dueAt: now, state: 'given' },
    },
  });
  await db.followUp.create({
    data: {
      ...{
        id: followUpId,
        customerId: buyer.id,
        memberId: PEOPLE.lina.id,
        dueAt: now,
        firstDueAt: now,
      },
      ...{
        zone: 'Asia/Shanghai',
        createdById: PEOPLE.lina.id,
        createdAt: now,
        stepId,
        stepAs: 'contact',
      },
    },
  });
  return { followUpId, stepId };
}

describe('a return contact asks how satisfied they are', () => {
  it('Li Na’s follow-up of seven days has the button, and it opens her customer’s satisfaction', async () => {
    await forgePress(slack, 'U_LINA', 'followup.open', await followUpOf('return_7'));
    expect(screen('U_LINA')).not.toContain('带看');
    await lina.click('satisfaction.open');
    expect(screen('U_LINA')).toContain('满意度');
    await lina.close({ all: true });
  });

  it('another step has none', async () => {
    await forgePress(slack, 'U_LINA', 'followup.open', await followUpOf('decoration'));
    expect(JSON.stringify(slack.modal('U_LINA'))).not.toContain('satisfaction.open');
    await lina.close({ all: true });
  });

  it.each([
    ['return_7', 'zh', '满意度'],
    ['return_365', 'en', 'Satisfaction'],
  ] as const)('the nudge of %s in %s offers it in its menu', async (key, locale, word) => {
    const [followUpId, stepId] = [newId(now), newId(now)];
    const item = {
      ...{
        why: 'followUpDue' as const,
        customerId: buyer.id,
        followUpId,
        viewing: null,
        number: 1001,
      },
      ...{
        name: '王晓芳',
        gender: 'female',
        dueAt: now,
        dayOnly: true,
        outcome: null,
        stage: 'closed',
      },
      step: { stepId, stage: 'closed', key, text: null },
      ...{ isTask: false, limitAt: null },
    };
    const reader = { w: words(locale), locale, zone: 'Asia/Shanghai', now, person: 'U_LINA' };
    const letter = nudgeLetter([item], reader, null);
    expect(JSON.stringify(letter.body)).toContain(`satisfaction.open ${buyer.id}`);
    expect(JSON.stringify(letter.body)).toContain(word);
    expect(JSON.stringify(letter.body)).not.toContain('viewing.plan');
  });
});

describe('the day of the hand-over is offered as the day of moving in', () => {
  const offered = () =>
    JSON.stringify(slack.modal('U_LINA')).includes('"initial_date":"2026-03-01"');

  it('without consent it is only said, and nothing is kept', async () => {
    await lina.command('/customer', '关怀 C-1001');
    expect(JSON.stringify(slack.modal('U_LINA'))).toContain('3月1日 周日 已交房');
    expect(offered()).toBe(false);
    expect(await db.careFile.count()).toBe(0);
  });

  it('with it, it is filled in; saving keeps it', async () => {
    await lina.submit({ agrees: ['yes'], birthday: '3月5日' });
    expect(offered()).toBe(true);
    expect(await db.careFile.findFirst()).toMatchObject({ moveInOn: null });
    await lina.submit({});
    expect(await db.careFile.findFirst()).toMatchObject({
      moveInOn: new Date('2026-03-01T00:00:00Z'),
    });
    await lina.close({ all: true });
  });
});

describe('the card names a unit of the deal once', () => {
  it('Wang’s home stands in the line of her deal and in no other', async () => {
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA').match(/1201/gu)).toHaveLength(1);
    await lina.close({ all: true });
  });
});

describe('units of a viewing are picked from the stock', () => {
  it('Li Na picks two and types one of them and a third: each is shown once', async () => {
    await register(lina, '李强先生 13787654321');
    await lina.command('/viewing', 'C-1002');
    await lina.suggest('property.pick', '');
    await lina.submit({ when: '周六下午3点 3-1502', units: '3-901', stock: free });
    const viewing = await db.viewing.findFirstOrThrow();
    expect(viewing.unitCodes).toEqual(['3-901', '3-1502', '3-1602']);
    expect(viewing.unitIds.toSorted()).toEqual(free.toSorted());
    await lina.close({ all: true });
  });

  it('Emma reads the form in English; a unit of another team is refused under the field', async () => {
    await register(emma, 'Mr Stone 13511112222');
    const own = await db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
    await emma.command('/viewing', `C-${own.number}`);
    expect(wordsOf(slack.modal('U_EMMA'))).toContain('From the stock');
    await emma.close({ all: true });
    const other = newId(now);
    await db.project.create({
      data: { id: other, teamId: TEAMS.west.id, nameZh: '西苑', nameEn: 'West', createdAt: now },
    });
    const unitIds = [free[1]!];
    const data = { projectId: other, teamId: TEAMS.west.id };
    await db.unit.updateMany({ where: { id: { in: unitIds } }, data });
    const actor = (await findActor(db, 'U_LINA'))!;
    const wish = { customerId: buyer.id, startsAt: new Date('2026-03-08T10:00:00+08:00') };
    const more = { memberId: null, unitCodes: [], unitIds, note: null, clash: 'keep' as const };
    await expect(
      planViewing({ db, keys: t.keyring, actor }, { ...wish, ...more }),
    ).rejects.toMatchObject({ code: 'unitElsewhere', field: 'stock' });
  });
});
