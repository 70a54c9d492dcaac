import { describe, expect, it } from 'vitest';
import { noteStatements } from '../../bench/trips.ts';
import { features } from '../../src/commands/index.ts';
import { testOffice } from '../support/office.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const emma = slack.as('U_EMMA');

describe('registering a customer', () => {
  it('Li Na types a line and the form knows the name and the phone', async () => {
    await lina.command('/customer', '登记 王女士 138 1234 5678 明天下午3点');
    expect(screen('U_LINA')).toContain('登记客户');
    expect(screen('U_LINA')).toContain('王女士');
    await lina.submit({ grade: 'A', consent: ['yes'] });
    expect(screen('U_LINA')).toContain('已登记 C-1001');
    expect(screen('U_LINA')).toContain('138****5678');
    const [row] = await t.db.customer.findMany({
      include: { phones: true, followUps: true, interactions: true },
    });
    expect(row).toMatchObject({ number: 1001, name: '王女士', grade: 'A', stage: 'potential' });
    expect(row!.phones).toHaveLength(1);
    expect(row!.followUps[0]!.dueAt.toISOString()).toBe('2026-03-06T07:00:00.000Z');
    expect(row!.interactions[0]).toMatchObject({ kind: 'visit', effective: true });
  });

  it('Li Na’s next customer costs four statements: who asks, what is around, the write, the card', async () => {
    await lina.command('/customer', 'new 赵先生 13900002222');
    const sent = await noteStatements(() => lina.submit({ grade: 'B' }));
    expect(screen('U_LINA')).toContain('已登记 C-1002');
    expect(sent.map(({ text }) => text)).toHaveLength(4);
  });

  it('Emma is told only that the phone is registered, and what she typed stays', async () => {
    await emma.command('/customer', 'new Ms Wang +86 138 1234 5678');
    const { outcome, errors } = await emma.submit({ grade: 'B' });
    expect(outcome).toBe('errors');
    expect(errors).toEqual({
      phones: expect.stringContaining('already registered with the office'),
    });
    expect(screen('U_EMMA')).toContain('Ms Wang');
  });
});
