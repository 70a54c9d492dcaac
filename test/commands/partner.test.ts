import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { forgetOldReports } from '../../src/crm/partners/usecases/keeping.ts';
import { forge } from '../security/hostile.ts';
import { senderOf } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const { slack, t, screen, setNow, allLogged } = await testOffice({
  features,
  now: '2026-03-11T09:00:00+08:00',
});
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const wang = slack.as('U_WANG');
const emma = slack.as('U_EMMA');
const whispered = (user: string) =>
  wordsOf(slack.ephemerals(user).at(-1) ?? slack.dms(user).at(-1));
const delivery = senderOf({ t, slack });

// The first line that is read loads the dictionaries of names and phones.
await lina.command('/customer', 'new 吴女士 13500000000 浦东');
await lina.close({ all: true });

describe('partner companies', () => {
  it('Wang Fang adds two; their contacts are sealed; a name is taken once', async () => {
    await wang.command('/partner', '公司');
    await wang.click('company.open');
    await wang.submit({ name: '链家', contacts: '刘经理 13755556666' });
    expect(screen('U_WANG')).toContain('链家');
    await wang.click('company.open');
    const { errors } = await wang.submit({ name: '链家' });
    expect(errors).toEqual({ name: '已有叫链家的公司。' });
    await wang.submit({ name: '贝壳' });
    await wang.close({ all: true });
    const { rows } = await t.owner.query('SELECT contacts_sealed FROM partner_companies');
    expect(rows.map((row) => String(row.contacts_sealed)).join()).not.toContain('13755556666');
  });

  it('Li Na may not manage them', async () => {
    await lina.command('/partner', 'companies');
    expect(whispered('U_LINA')).toContain('你的角色不包含这项功能');
  });
});

describe('a report', () => {
  it('Li Na pastes a partner’s text: each line is judged at once, with the reason', async () => {
    await lina.command('/partner', '报备 链家 王女士 133****3333 今天下午3点');
    expect(screen('U_LINA')).toContain('133****3333');
    await lina.submit({
      agent: '小陈',
      customers:
        '王女士 133****3333 今天下午3点\n李先生 13899990000 今天9点10分\n赵女士 13700001111 3月20日下午2点',
    });
    // Invisible joiners keep Slack from reading the stars as bold.
    const shown = screen('U_LINA').replaceAll('\u2060', '');
    expect(shown).toContain('*P-1* 王女士 133****3333（小陈）');
    expect(shown).toContain('✅ 有效：3月11日 周三 09:30 起到访，当天都算');
    expect(shown).toMatch(/P-2[\s\S]*❌ 无效：报备离到访太近/);
    expect(shown).toMatch(/P-3[\s\S]*❌ 无效：报备提前太多天/);
    expect(shown).not.toContain('13899990000');
    await lina.close({ all: true });
  });

  it('says in place which line lacks what; nothing is saved', async () => {
    await lina.command('/partner', '报备');
    const company = await t.db.partnerCompany.findFirstOrThrow({ where: { name: '链家' } });
    const { errors } = await lina.submit({ company: company.id, customers: '孙先生 今天下午3点' });
    expect(errors).toEqual({ customers: '第 1 行：缺电话，133****3333 也行。' });
    await lina.close({ all: true });
    expect(await t.db.partnerReport.count()).toBe(3);
  });

  it('the same customer again: a repetition, of the company itself or of another that was first', async () => {
    await zhang.command('/partner', '报备 链家 王小姐 133****3333 今天下午4点');
    await zhang.submit({});
    expect(screen('U_ZHANG')).toContain('⚠️ 重复：本公司已报备过这位客户');
    await zhang.close({ all: true });
    await zhang.command('/partner', '报备 贝壳 王小姐 133****3333 今天下午4点');
    await zhang.submit({});
    expect(screen('U_ZHANG')).toContain('⚠️ 重复：已有其他公司先报备');
    expect(screen('U_ZHANG')).not.toMatch(/链家|P-1\b/);
    await zhang.close({ all: true });
  });

  it('a whole phone that is registered already is not valid, blindly', async () => {
    await lina.command('/customer', 'new 周先生 13612121212');
    await lina.submit({ grade: 'B' });
    await lina.close({ all: true });
    await zhang.command('/partner', '报备 贝壳 周先生 13612121212 今天下午4点');
    await zhang.submit({});
    expect(screen('U_ZHANG')).toContain('❌ 无效：这个电话已登记过');
    expect(screen('U_ZHANG')).not.toMatch(/李娜|C-1001/);
    await zhang.close({ all: true });
  });

  it('Zhang Wei sees his own reports, not Li Na’s; Wang Fang sees both; Emma neither', async () => {
    await zhang.command('/partner', '');
    expect(screen('U_ZHANG')).toContain('P-4');
    expect(screen('U_ZHANG')).not.toContain('*P-1*');
    await zhang.close({ all: true });
    await wang.command('/partner', 'list');
    expect(screen('U_WANG')).toContain('*P-1*');
    expect(screen('U_WANG')).toContain('*P-4*');
    await wang.close({ all: true });
    await emma.command('/partner', 'arrived P-1');
    expect(whispered('U_EMMA')).toContain('no report of this number');
  });
});

describe('the reported party is here', () => {
  it('by its number: an arrival for whose turn it is, with the report in the form', async () => {
    await zhang.command('/reception', '上岗');
    await setNow('2026-03-11T15:10:00+08:00');
    await wang.command('/partner', '到访 P-1');
    const { arrivalId } = await t.db.partnerReport.findFirstOrThrow({ where: { number: 1 } });
    await forge(slack, { user: 'U_WANG', doing: 'arrival.void', input: { id: arrivalId } });
    // Pressed by mistake the first time.
    await wang.command('/partner', '到访 P-1');
    expect(whispered('U_WANG')).toContain('✅ P-1 15:10 到访，由 *张伟* 接待');
    await delivery.run();
    const notice = slack.dms('U_ZHANG').at(-1)!;
    expect(wordsOf(notice.blocks)).toContain('渠道报备客户到访，轮到你接待*\nP-1 王女士 · 链家');
    await zhang.click('customer.new', notice);
    expect(screen('U_ZHANG')).toContain('王女士');
    expect(screen('U_ZHANG')).toContain('链家 · 小陈 · P-1 · 2026-03-11');
  });

  it('the whole phone must fit what was reported', async () => {
    const { errors } = await zhang.submit({ phones: '13312345678', grade: 'B' });
    expect(errors).toEqual({ phones: expect.stringContaining('渠道报备的是 133****3333，') });
    await zhang.submit({ phones: '13312343333', grade: 'B' });
    await zhang.close({ all: true });
    const report = await t.db.partnerReport.findFirstOrThrow({ where: { number: 1 } });
    const customer = await t.db.customer.findUniqueOrThrow({ where: { id: report.customerId! } });
    // They stood at the door: that was a visit.
    expect(customer).toMatchObject({ arrivalKind: 'partner', source: 'partner', visitCount: 1 });
    expect(customer.arrivedAt).toEqual(new Date('2026-03-11T15:10:00+08:00'));
    await lina.command('/partner', '');
    expect(screen('U_LINA')).toMatch(/\*P-1\*[\s\S]*✅ 已登记/);
    await lina.close({ all: true });
  });

  it('a report that does not count is received as an ordinary party, and says why; twice is refused', async () => {
    await wang.command('/partner', '到访 P-2');
    expect(whispered('U_WANG')).toContain('⚠️ P-2 不算报备：报备离到访太近');
    await wang.command('/partner', '到访 P-1');
    expect(whispered('U_WANG')).toContain('已经到访过了');
    await wang.command('/partner', '到访 P-2');
    expect(whispered('U_WANG')).toContain('已经到访过了');
    await wang.command('/partner', '到访 P-99');
    expect(whispered('U_WANG')).toContain('没有这个编号');
    await wang.command('/partner', '到访');
    expect(whispered('U_WANG')).toContain('哪一条？请写编号');
  });

  /** Reports one customer in the name of Beike; answers its number. */
  async function report(line: string): Promise<number> {
    await lina.command('/partner', `报备 贝壳 ${line}`);
    await lina.submit({});
    await lina.close({ all: true });
    return (await t.db.partnerReport.findFirstOrThrow({ orderBy: { number: 'desc' } })).number;
  }

  it('who comes too soon has come: the report does not count half an hour later either', async () => {
    const number = await report('钱先生 135****1111 今天下午4点');
    await wang.command('/partner', `到访 P-${number}`);
    expect(whispered('U_WANG')).toContain('不算报备：报备后不久就到访');
    const second = await report('孙先生 135****3333 今天下午4点');
    await wang.command('/partner', `到访 P-${second}`);
    const row = await t.db.partnerReport.findFirstOrThrow({ where: { number: second } });
    // It was the wrong number: the arrival is taken back, and the report can still come true.
    const arrival = { id: row.voidArrivalId };
    await forge(slack, { user: 'U_WANG', doing: 'arrival.void', input: arrival });
    await setNow('2026-03-11T15:45:00+08:00');
    await wang.command('/partner', `到访 P-${number}`);
    expect(whispered('U_WANG')).toContain('已经到访过了');
    await wang.command('/partner', '列表');
    expect(screen('U_WANG')).toContain('❌ 无效：报备后不久就到访');
    await wang.close({ all: true });
    await wang.command('/partner', `到访 P-${second}`);
    expect(whispered('U_WANG')).toContain(`✅ P-${second} 15:45 到访`);
  });

  it('who comes with another phone is registered as any other visit, and the report does not count', async () => {
    const number = await report('吴先生 136****2222 今天下午5点');
    await setNow('2026-03-11T17:00:00+08:00');
    await wang.command('/partner', `到访 P-${number}`);
    await delivery.run();
    const notice = slack.dms('U_ZHANG').at(-1)!;
    await zhang.click('customer.new', notice);
    const other = { phones: '13788886666', grade: 'B' };
    const { errors } = await zhang.submit(other);
    expect(errors).toEqual({ phones: expect.stringContaining('改成“来访”，这条报备不算') });
    await zhang.submit({ ...other, arrivalKind: 'visit' });
    expect(screen('U_ZHANG')).toContain('✅ 已登记');
    await zhang.close({ all: true });
    expect(await t.db.partnerReport.findFirstOrThrow({ where: { number } })).toMatchObject({
      arrivalId: null,
      customerId: null,
      voidReason: 'otherPhone',
    });
    const arrival = await t.db.arrival.findFirstOrThrow({ orderBy: { at: 'desc' } });
    expect(arrival.outcome).toBe('registered');
  });
});

describe('what is kept', () => {
  it('names and phones of unused reports are deleted after ninety days; number and verdict stay', async () => {
    await setNow('2026-06-20T09:00:00+08:00');
    await forgetOldReports({ db: t.db, keys: t.keyring });
    const rows = await t.db.partnerReport.findMany();
    expect(rows.every((row) => row.nameSealed === null && row.phoneSealed === null)).toBe(true);
    await wang.command('/partner', '');
    expect(screen('U_WANG')).toContain('内容已删除');
    expect(screen('U_WANG')).toContain('P-2');
    await wang.close({ all: true });
  });

  it('no name and no phone was logged, and the application cannot change when it was reported', async () => {
    expect(allLogged.join('\n')).not.toMatch(/133\*{4}3333|13899990000|王女士/);
    const change = t.db.$executeRaw`UPDATE partner_reports SET reported_at = now()`;
    await expect(change).rejects.toThrow(/permission denied/);
  });
});
