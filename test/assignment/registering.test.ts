import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { forgeSubmission } from '../security/hostile.ts';
import { testOffice, viaMore } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const wang = slack.as('U_WANG');
const admin = slack.as('U_ADMIN');
const lina = slack.as('U_LINA');
const found = (name: string) =>
  t.db.customer.findFirstOrThrow({
    where: { name },
    include: { assignments: true, followUps: true, interactions: true },
  });

describe('registering for somebody else', () => {
  it('Li Na is not asked for whom; Wang Fang is, for both of her teams', async () => {
    await lina.command('/customer', '登记');
    expect(screen('U_LINA')).not.toContain('登记给');
    await lina.close({ all: true });
    await wang.command('/customer', '登记 孙女士 13812340001 明天上午10点');
    for (const option of [
      '我自己',
      '团队，按规则分配 · 东区',
      '团队，按规则分配 · West',
      '张伟 · 东区',
    ])
      expect(screen('U_WANG')).toContain(option);
  });

  it('a section opened later keeps the choice; the customer, the first contact and the plan are Zhang Wei’s', async () => {
    await wang.fill({ forWhom: PEOPLE.zhang.id, grade: 'A' });
    await wang.click('customer.section#person');
    await wang.submit({ language: 'en' });
    expect(screen('U_WANG')).toContain('已登记 C-1001');
    expect(await found('孙女士')).toMatchObject({
      repId: PEOPLE.zhang.id,
      registeredById: PEOPLE.wang.id,
      language: 'en',
      assignments: [{ memberId: PEOPLE.zhang.id, byId: PEOPLE.wang.id, why: 'chosen' }],
      followUps: [{ memberId: PEOPLE.zhang.id }],
      interactions: [{ memberId: PEOPLE.zhang.id }],
    });
    const message = await t.db.message.findFirstOrThrow({ where: { kind: 'arrived' } });
    expect(message.memberId).toBe(PEOPLE.zhang.id);
    await viaMore(wang, 'customer.history');
    expect(screen('U_WANG')).toContain('原因：代为登记');
    await wang.close({ all: true });
  });

  it('the administrator, who is in no team, registers for West by its rules', async () => {
    await admin.command('/customer', '登记 钱先生 13812340002');
    await admin.submit({ forWhom: `rules:${TEAMS.west.id}` });
    const row = await found('钱先生');
    expect(row).toMatchObject({
      teamId: TEAMS.west.id,
      interactions: [{ memberId: PEOPLE.admin.id }],
    });
    expect([PEOPLE.emma.id, PEOPLE.tom.id]).toContain(row.repId);
    expect(row.assignments[0]!.why).toBe('by-rota');
    await admin.close({ all: true });
  });

  it('a colleague who has left is refused under the input, and nothing is lost', async () => {
    await wang.command('/customer', '登记 李先生 13812340003');
    await t.db.member.update({ where: { id: PEOPLE.zhang.id }, data: { active: false } });
    const { outcome, errors } = await wang.submit({ forWhom: PEOPLE.zhang.id });
    await t.db.member.update({ where: { id: PEOPLE.zhang.id }, data: { active: true } });
    expect([outcome, errors]).toEqual(['errors', { forWhom: expect.stringContaining('顾问') }]);
    await wang.close({ all: true });
  });

  it.each([
    ['U_LINA', PEOPLE.zhang.id],
    ['U_LINA', `rules:${TEAMS.east.id}`],
    ['U_GRACE', PEOPLE.zhang.id],
    ['U_GRACE', `rules:${TEAMS.east.id}`],
    ['U_CHEN', PEOPLE.chen.id],
  ])('%s cannot forge a registration for %s', async (user, forWhom) => {
    const before = await t.db.customer.count();
    await forgeSubmission(slack, {
      user,
      doing: 'customer.register',
      input: { open: [] },
      values: { name: '伪造', phones: '13812340009', arrivalKind: 'visit', forWhom },
    });
    expect(await t.db.customer.count()).toBe(before);
  });
});
