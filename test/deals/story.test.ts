import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { findActor } from '../../src/crm/access/store.ts';
import { openProject } from '../properties/support.ts';
import { testOffice } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-07-28T10:00:00+08:00',
});
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const boss = { db: t.db, keys: t.keyring, actor: (await findActor(t.db, 'U_WANG'))! };
const { addUnit } = await openProject(boss);
const unitId = await addUnit({ listPrice: 4_300_000, floorPrice: 4_000_000 });
await lina.command('/customer', 'new 王女士 13812345678');
await lina.submit({ grade: 'A', nextFollowUp: '无' });
await lina.close({ all: true });
const customer = () => t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });
const deal = () => t.db.deal.findFirstOrThrow();
const unit = () => t.db.unit.findUniqueOrThrow({ where: { id: unitId } });

describe('Li Na sells 3-1001 to Ms Wang', () => {
  it('认筹: the form warns that no money may be taken before the permit', async () => {
    await lina.command('/deal', '认筹 C-1001 2万');
    expect(screen('U_LINA')).toContain('项目取得预售许可证之前，不得以任何名义收钱');
    await lina.submit({});
    expect(screen('U_LINA')).toContain('已认筹');
    expect(screen('U_LINA')).toContain('¥20,000');
    await lina.close({ all: true });
    expect((await customer()).protectionBecause).toBe('exempt');
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('🛡 保护中，因为正在办理成交');
    await lina.close({ all: true });
  });

  it('认购: the unit that is held for her is chosen already', async () => {
    await lina.command('/deal', '认购 C-1001');
    expect(JSON.stringify(slack.modal('U_LINA'))).not.toContain(unitId);
    await lina.close({ all: true });
    await lina.command('/property', '留 3-1001 C-1001');
    await lina.command('/deal', '认购 C-1001');
    expect(JSON.stringify(slack.modal('U_LINA'))).toContain(`"value":"${unitId}"`);
    await lina.close({ all: true });
  });

  it('认购: the customer may be named first; nothing typed is lost', async () => {
    await lina.command('/deal', 'C-1001 认购 3栋1001 420万 定金5万');
    expect(screen('U_LINA')).toContain('是“定金”不是“订金”');
    expect(JSON.stringify(slack.modal('U_LINA'))).toContain('4,200,000');
    await lina.close({ all: true });
  });

  it('认购: the line fills the form, 定金 is explained, a deposit over 20 % is refused', async () => {
    await lina.command('/deal', '认购 C-1001 3栋1001 420万 定金90万 8月5日前签约');
    expect(screen('U_LINA')).toContain('是“定金”不是“订金”');
    expect(screen('U_LINA')).toContain('还没核实：购房资格、资金');
    const { errors } = await lina.submit({});
    expect(errors).toEqual({
      deposit: '定金最多为总价的 20%，这里是 840,000；超出部分只算预付款。',
    });
    await lina.submit({ deposit: '5万' });
    expect(screen('U_LINA')).toContain('认购价 ¥4,200,000');
    expect(screen('U_LINA')).toContain('8月5日');
    expect(await deal()).toMatchObject({
      state: 'subscribed',
      subscribedPrice: 4_200_000n,
      deposit: 50_000n,
    });
    expect(await unit()).toMatchObject({ status: 'reserved' });
    await lina.close({ all: true });
  });

  it('签约 is stopped until the buyer was checked, and the national id is asked and sealed there', async () => {
    await lina.command('/deal', 'C-1001');
    await lina.click('deal.check');
    await lina.submit({ kind: 'purchase', result: 'passed', nationalId: '110105199912310020' });
    expect((await customer()).nationalIdSealed).toBeNull();
    await lina.submit({ nationalId: '11010519491231002X', note: '查了限购系统' });
    expect(screen('U_LINA')).toContain('购房资格：通过 · 李娜');
    expect((await customer()).nationalIdSealed).not.toBeNull();
    await lina.click({ action: 'deal.sign' });
    const { errors } = await lina.submit({ contract: '2026-0815' });
    expect(Object.values(errors ?? {})).toEqual(['还不能签约：资金还没核实，请先登记核实结果。']);
    await lina.close({ all: true });
    for (const kind of ['funds', 'loan']) {
      await lina.command('/deal', '资格 C-1001');
      await lina.submit({ kind, result: kind === 'loan' ? 'passed' : 'not_needed' });
      await lina.close({ all: true });
    }
  });

  it('签约: what does not come to the price is refused with the difference; then the unit is sold', async () => {
    await lina.command('/deal', '签约 C-1001');
    const { errors } = await lina.submit({
      contract: '2026-0815',
      payments: '首付 30% 8月5日\n贷款 280万 9月30日',
    });
    expect(errors).toEqual({
      payments: '这几笔共 4,060,000，还差 90,000（扣除定金应为 4,150,000）。',
    });
    await lina.submit({ payments: '首付 30% 8月5日\n贷款 余款 9月30日' });
    expect(screen('U_LINA')).toContain('合同 2026-0815 · 签约价 ¥4,200,000');
    expect(screen('U_LINA')).toContain('已回款 ¥50,000，应收 ¥4,200,000');
    expect(await unit()).toMatchObject({ status: 'sold' });
    expect((await customer()).stage).toBe('closed');
    const raw = await t.owner.query(
      "SELECT contract_sealed FROM deal_facts WHERE kind = 'contract'",
    );
    expect(raw.rows[0].contract_sealed.toString()).not.toContain('2026-0815');
  });

  it('网签 in one tap, taken back in one; money in parts; more than is owed needs a word', async () => {
    await lina.click('deal.mark#filed');
    expect(screen('U_LINA')).toContain('网签：已登记');
    await lina.click('undo');
    expect((await deal()).filedOn).toBeNull();
    await lina.close({ all: true });
    await lina.command('/deal', '网签 C-1001');
    await setNow('2026-08-06T10:00:00+08:00');
    await lina.command('/deal', 'C-1001');
    expect(screen('U_LINA')).toContain('已逾期');
    await lina.click('deal.correct');
    const contract = await t.db.dealFact.findFirstOrThrow({ where: { kind: 'contract' } });
    const refused = await lina.submit({ fact: contract.id, contract: '2026-0816' });
    expect(refused.errors).toEqual({ note: '请写原因。' });
    await lina.submit({ note: '抄错了' });
    expect(screen('U_LINA')).toContain('合同 2026-0816');
    expect(await t.db.dealFact.count({ where: { kind: 'contract', voidedAt: null } })).toBe(1);
    await lina.click('deal.pay');
    await wang.command('/deal', '回款 C-1001');
    await lina.submit({ amount: '100万' });
    expect(screen('U_LINA')).toContain('还差 ¥260,000');
    // The manager looked at the same money: it is not booked a second time.
    const again = await wang.submit({ amount: '20万' });
    expect(again.errors).toEqual({
      amount: '这笔成交刚有人改过，请重新打开，看看这笔钱是否已经登记。',
    });
    await wang.close({ all: true });
    await lina.click('deal.pay');
    const { errors } = await lina.submit({ amount: '30万' });
    expect(errors).toEqual({ note: '这一笔只差 260,000，多收的请写原因。' });
    await lina.submit({ amount: '' });
    expect(screen('U_LINA')).toContain('已收齐');
    await lina.close({ all: true });
  });

  it('退房 is the manager’s: the unit comes back, the customer too, nothing is left to do', async () => {
    await lina.command('/deal', '退 C-1001');
    expect(slack.ephemerals('U_LINA').at(-1)?.text).toContain('要由经理登记');
    await wang.command('/deal', '退房 C-1001');
    await wang.submit({ way: 'return', reason: 'loan_refused', note: '银行没批' });
    expect(screen('U_WANG')).toContain('退房');
    expect(await unit()).toMatchObject({ status: 'available', customerId: null });
    expect((await customer()).stage).toBe('negotiating');
    expect(await t.db.dealDuty.count({ where: { state: 'open' } })).toBe(0);
    expect(await t.db.dealFact.findFirst({ where: { kind: 'returned' } })).toMatchObject({
      amount: 1_310_000n,
      memberId: PEOPLE.lina.id,
    });
    await wang.close({ all: true });
  });
});
