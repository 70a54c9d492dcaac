import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice } from '../support/office.ts';
import { forgeSubmission } from './hostile.ts';

const { slack, t, screen } = await testOffice({ features });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
await lina.command('/customer', 'new 欧阳晓芙 13987650001');
await lina.submit({ grade: 'A' });
await lina.close({ all: true });
await zhang.command('/customer', 'new 赵四 13987650002');
await zhang.submit({ grade: 'A' });
await zhang.close({ all: true });
const find = (name: string) => t.db.customer.findFirstOrThrow({ where: { name } });

describe('a referrer whom somebody else looks after', () => {
  it('cannot be set by Zhang Wei, who knows the id from a nudge in the channel', async () => {
    const hers = await find('欧阳晓芙');
    const his = await find('赵四');
    await forgeSubmission(slack, {
      user: 'U_ZHANG',
      doing: 'customer.save',
      input: { id: his.id, version: his.version },
      values: { referrerId: hers.id },
    });
    expect((await find('赵四')).referrerId).toBeNull();
    await forgeSubmission(slack, {
      user: 'U_ZHANG',
      doing: 'customer.register',
      input: { open: [] },
      values: { name: '孙五', phones: '13987650003', grade: 'B', referrerId: hers.id },
    });
    expect(await t.db.customer.count()).toBe(2);
  });

  it('is a number without a name on Zhang Wei’s card where a manager set it', async () => {
    const hers = await find('欧阳晓芙');
    await t.db.customer.updateMany({ where: { name: '赵四' }, data: { referrerId: hers.id } });
    await zhang.command('/customer', 'C-1002');
    expect(screen('U_ZHANG')).toContain('C-1001');
    expect(screen('U_ZHANG')).not.toContain('欧阳晓芙');
    await zhang.close({ all: true });
    const wang = slack.as('U_WANG');
    await wang.command('/customer', 'C-1002');
    expect(screen('U_WANG')).toContain('C-1001 欧阳晓芙');
  });
});
