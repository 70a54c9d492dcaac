import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { forgePress } from '../support/forge.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow } = await testOffice({
  features,
  now: '2026-03-11T09:00:00+08:00',
});
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const customer = () => t.db.customer.findUniqueOrThrow({ where: { number: 1001 } });

describe('a manager’s hold', async () => {
  await lina.command('/customer', 'new 王女士 13812345678');
  await lina.submit({ grade: 'B', nextFollowUp: '无' });
  await lina.close({ all: true });

  it('Wang Fang must say why; then Li Na’s card says that it is held, and the clock stands still', async () => {
    await setNow('2026-03-21T09:00:00+08:00');
    await wang.command('/customer', 'C-1001');
    await viaMore(wang, 'hold.open');
    const { errors } = await wang.submit({ reason: '  ' });
    expect(errors).toEqual({ reason: '请写明原因，这是依据。' });
    await wang.submit({ reason: '客户出国一个月 <!channel>' });
    expect(screen('U_WANG')).toContain('已保留，保护期暂停');
    await wang.close({ all: true });
    await lina.command('/customer', 'C-1001');
    expect(screen('U_LINA')).toContain('🛡 保护中，因为经理保留');
    await lina.close({ all: true });
    await setNow('2026-04-20T09:00:00+08:00');
    expect(await lapseDue({ db: t.db, keys: t.keyring })).toBe(0);
  });

  it('it ends, and the twenty days that were left are still there', async () => {
    await wang.command('/customer', 'C-1001');
    await viaMore(wang, 'hold.open');
    expect(screen('U_WANG')).toContain('客户出国一个月 &lt;!channel&gt;');
    await wang.click('hold.end');
    expect(screen('U_WANG')).toContain('🛡 保护至 5月10日 周日 09:00，因为中间有一段时间不计');
    await viaMore(wang, 'customer.history');
    expect(screen('U_WANG')).toContain('为顾问保留');
    expect(screen('U_WANG')).toContain('原因：客户出国一个月');
    await wang.close({ all: true });
  });

  it('Li Na can neither hold nor end a hold, whatever she presses', async () => {
    const { id } = await customer();
    await forgePress(slack, 'U_LINA', 'hold.save', { id, values: { reason: 'mine' } });
    await forgePress(slack, 'U_LINA', 'hold.end', { id });
    expect(await t.db.hold.count()).toBe(1);
    const raw = await t.owner.query('SELECT reason_sealed FROM customer_holds');
    expect(raw.rows[0].reason_sealed.toString()).not.toContain('出国');
  });
});

describe('whose a customer was', () => {
  it('Li Na had it, Wang Fang gave it to Zhang Wei, it lapsed: each day has its answer', async () => {
    await setNow('2026-04-25T10:00:00+08:00');
    await lina.command('/log', 'C-1001 电话 谈了价格');
    await setNow('2026-05-02T09:00:00+08:00');
    await wang.command('/customer', 'C-1001');
    await viaMore(wang, 'customer.reassign');
    await wang.submit({ rep: PEOPLE.zhang.id });
    await setNow('2026-06-10T09:00:00+08:00');
    await lapseDue({ db: t.db, keys: t.keyring });
    expect(await customer()).toMatchObject({ repId: null });

    await wang.command('/customer', '归属 C-1001 5月1日');
    const may1 = screen('U_WANG');
    expect(may1).toContain('归属顾问是 *李娜*');
    expect(may1).toContain('李娜登记');
    expect(may1).toContain('截至当时有效联系 2 次，其中该顾问 2 次');
    expect(may1).toContain('首次 30 天 · 联系后 15 天 · 最长 180 天');
    expect(may1).toContain('保护至 2026年5月10日');
    expect(may1).toContain('客户出国一个月');
    await wang.close({ all: true });

    await wang.command('/customer', 'owner C-1001 on 3 May');
    expect(screen('U_WANG')).toContain('归属顾问是 *张伟*');
    expect(screen('U_WANG')).toContain('王芳转派');
    expect(screen('U_WANG')).toContain('截至当时有效联系 2 次，其中该顾问 0 次');
    await wang.close({ all: true });

    await wang.command('/customer', '归属 C-1001');
    expect(screen('U_WANG')).toContain('当时 *没有* 归属顾问');
    expect(screen('U_WANG')).toContain('结束：保护期到期');
    await wang.close({ all: true });

    await wang.command('/customer', '归属 C-1001 3月10日');
    expect(screen('U_WANG')).toContain('当时还没有登记');
    await wang.close({ all: true });
  });

  it('Zhang Wei, whose customer it is no more, is told nothing', async () => {
    await zhang.command('/customer', '归属 C-1001 5月3日');
    expect(wordsOf(slack.ephemerals('U_ZHANG').at(-1))).toContain('你无权查看或修改');
  });

  it('Wang Fang asks for a day to come, and for no customer', async () => {
    await wang.command('/customer', '归属 C-1001 2027年5月3日');
    expect(wordsOf(slack.ephemerals('U_WANG').at(-1))).toContain('这一天还没到');
    await wang.command('/customer', '归属 王女士');
    expect(wordsOf(slack.ephemerals('U_WANG').at(-1))).toContain('请这样写');
  });
});
