import { afterEach, describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { readOfficeReport } from '../../src/crm/day/usecases/index.ts';
import { askNothing } from '../support/moves.ts';
import { testOffice } from '../support/office.ts';
import { forge, forgeQuery, forgeSubmission } from './hostile.ts';

const { slack, t } = await testOffice({ features });
await askNothing(t);
const lina = slack.as('U_LINA');
const customer = () => t.db.customer.findFirstOrThrow();
const become = (id: string, role: string) => t.db.member.update({ where: { id }, data: { role } });

await lina.command('/customer', 'new 王女士 13812345678');
await lina.submit({ grade: 'B', nextFollowUp: '明天上午10点' });
await lina.close({ all: true });
const { id } = await customer();
const followUp = await t.db.followUp.findFirstOrThrow();

describe('what a person may do ends with their role', () => {
  afterEach(() => Promise.all([become(PEOPLE.lina.id, 'rep'), become(PEOPLE.wang.id, 'manager')]));

  it('Li Na moved the stage, then became a reviewer: she takes nothing back', async () => {
    await forge(slack, {
      user: 'U_LINA',
      doing: 'stage.set',
      input: { customerId: id, to: 'interested' },
    });
    const { id: undoId } = await t.db.undo.findFirstOrThrow({
      where: { memberId: PEOPLE.lina.id },
      orderBy: { createdAt: 'desc' },
    });
    await become(PEOPLE.lina.id, 'reviewer');
    await forge(slack, { user: 'U_LINA', doing: 'undo', input: { undoId } });
    expect(await customer()).toMatchObject({ stage: 'interested' });
    await become(PEOPLE.lina.id, 'rep');
    await forge(slack, { user: 'U_LINA', doing: 'undo', input: { undoId } });
    expect(await customer()).toMatchObject({ stage: 'potential' });
  });

  it('Wang Fang was the manager when the office’s report was planned, and a rep when it leaves: it is not hers', async () => {
    const wish = { teamId: TEAMS.east.id, managerId: PEOPLE.wang.id, day: '2026-03-05' };
    const at = { db: t.db, keys: t.keyring };
    expect(await readOfficeReport(at, wish)).not.toBeNull();
    await become(PEOPLE.wang.id, 'rep');
    expect(await readOfficeReport(at, wish)).toBeNull();
  });
});

it('Zhang Wei, to whom a follow-up was handed over, logs the contact but fills no field of the file', async () => {
  await forgeSubmission(slack, {
    user: 'U_LINA',
    doing: 'followup.hand-to',
    input: { followUpId: followUp.id },
    values: { colleague: PEOPLE.zhang.id },
  });
  const before = await customer();
  await forgeSubmission(slack, {
    user: 'U_ZHANG',
    doing: 'contact.save',
    input: {
      customerId: id,
      followUpId: followUp.id,
      kind: 'phone',
      result: 'effective',
      asked: 'source',
    },
    values: { said: '聊了价格', source: 'douyin' },
  });
  const after = await customer();
  expect(after.effectiveCount).toBe(before.effectiveCount + 1);
  expect(after.source).toBeNull();
  await forgeSubmission(slack, {
    user: 'U_ZHANG',
    doing: 'customer.save',
    input: { id, version: after.version },
    values: { name: '改名' },
  });
  expect(await customer()).toMatchObject({ name: before.name });
});

describe('a channel is a channel', () => {
  const wrong = ['D0123456', 'U_EMMA', 'C1> <!channel', '#east', ''];
  it.each(wrong.slice(0, 4))('nobody sends a digest or nudges to %s', async (channel) => {
    await forgeSubmission(slack, {
      user: 'U_WANG',
      doing: 'digest.subscribe-save',
      values: {
        ...{ teamId: TEAMS.east.id, weekday: '1', time: '09:00', zone: 'Asia/Shanghai' },
        ...{ locale: 'zh', channelId: channel },
      },
    });
    await forgeSubmission(slack, {
      user: 'U_LINA',
      doing: 'preferences.save',
      values: { language: 'zh', zone: '', nudges: 'own', ownChannel: channel },
    });
    await forgeSubmission(slack, {
      user: 'U_LINA',
      doing: 'customer.share-to',
      input: { id },
      values: { channel },
    });
    expect(await t.db.digestSubscription.count()).toBe(0);
    expect(await t.db.message.count({ where: { kind: 'share' } })).toBe(0);
    const li = await t.db.member.findUniqueOrThrow({ where: { id: PEOPLE.lina.id } });
    expect(li.ownChannelId).toBeNull();
  });
});

it.each(['U_GUEST', 'U_ZHANG'])('%s finds nobody of Li Na’s in a search select', async (user) => {
  const { response } = await forgeQuery(slack, { user, search: 'customers', query: '王' });
  expect(response).toMatchObject({ options: [] });
});

it('Li Na finds her own', async () => {
  const { response } = await forgeQuery(slack, {
    ...{ user: 'U_LINA', search: 'customers', query: '王' },
  });
  expect(JSON.stringify(response)).toContain('王女士');
});
