import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/core/types.ts';
import { features } from '../../src/commands/index.ts';
import { createLog } from '../../src/lib/log.ts';
import { connectModel } from '../../src/lib/model.ts';
import { testOffice, wordsOf } from '../support/office.ts';

/** A model on this machine: what it was asked, and what it answers. */
const model = { asked: '', says: 'help', status: 200 };
const server = createServer((request, response) => {
  request.setEncoding('utf8');
  let body = '';
  request.on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    model.asked = body;
    const content = JSON.stringify({ say: model.says });
    response.statusCode = model.status;
    response.end(JSON.stringify({ choices: [{ message: { content } }] }));
  });
});
await new Promise<void>((done) => {
  server.listen(0, '127.0.0.1', done);
});
afterAll(() => {
  server.close();
});
const { port } = server.address() as AddressInfo;
const connected = connectModel(
  { url: `http://127.0.0.1:${port}/v1`, name: 'small', key: null },
  createLog({ level: 'error', write: () => {} }),
);

const { slack, t, screen, allLogged } = await testOffice({ features, model: connected });
const lina = slack.as('U_LINA');
const zhang = slack.as('U_ZHANG');
const emma = slack.as('U_EMMA');
const wang = slack.as('U_WANG');

const NOW = '2026-03-05T10:00:00+08:00';
const day = (iso: string) => new Date(iso);

/** A customer without a plan, registered an hour ago. */
async function register(who: typeof lina, name: string, phones: string) {
  await t.setNow('2026-03-05T09:00:00+08:00');
  await who.command('/customer', 'new');
  await who.submit({ name, phones, grade: 'B', nextFollowUp: who === emma ? 'none' : '不安排' });
  await who.close({ all: true });
  await t.setNow(NOW);
  return t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

const xiaofang = await register(lina, '王晓芳', '13812345678');
const zhiyuan = await register(lina, '欧阳志远', '13812345679');
const clarkson = await register(emma, 'Anna Clarkson', '+447911123456');

const newest = (user: string): Message => slack.dms(user).at(-1)!;
/** What the bot answers to a person in their DM. */
async function tell(who: typeof lina, text: string): Promise<string> {
  await who.dm(text);
  return wordsOf(newest(who.id).blocks) || newest(who.id).text;
}
/** What the card says after a button of it was pressed. */
async function press(who: typeof lina, label: string | RegExp): Promise<string> {
  const card = newest(who.id);
  await who.click(label, card);
  return wordsOf(card.blocks) || card.text;
}
const openPlans = (customerId: string) =>
  t.db.followUp.findMany({ where: { customerId, state: 'open' }, orderBy: { dueAt: 'asc' } });
const contactsOf = (customerId: string) =>
  t.db.interaction.findMany({ where: { customerId }, orderBy: { happenedAt: 'desc' } });

beforeEach(async () => {
  await t.setNow(NOW);
  await t.db.followUp.updateMany({ where: { state: 'open' }, data: { state: 'cancelled' } });
  for (const who of [lina, zhang, emma, wang]) await who.close({ all: true }).catch(() => null);
});

describe('Li Na just writes, in Chinese', () => {
  it('“王女士下周三三点复访” is shown as it was understood, and planned by one tap', async () => {
    const said = await tell(lina, '王女士下周三三点复访');
    expect(said).toContain(`C-${xiaofang.number} 王晓芳`);
    expect(said).toContain('2026年3月11日 周三 15:00（中国时间）');
    expect(await openPlans(xiaofang.id)).toEqual([]);
    expect(await press(lina, '安排')).toContain('✅');
    expect(await openPlans(xiaofang.id)).toMatchObject([
      { dueAt: day('2026-03-11T15:00:00+08:00'), grain: 'minute' },
    ]);
    await press(lina, '撤销');
    expect(await openPlans(xiaofang.id)).toEqual([]);
  });

  it('Nothing is written when she cancels, and a card is good for one answer', async () => {
    await tell(lina, '欧阳先生 明天下午两点 带看');
    const card = newest('U_LINA');
    expect(await press(lina, '取消')).toBe('好的，什么也没做。');
    expect(await openPlans(zhiyuan.id)).toEqual([]);
    expect(card.blocks ?? []).toEqual([]);
  });

  it('Change opens the form with what she wrote', async () => {
    await tell(lina, '王女士明天上午十点回访');
    await lina.click('修改', newest('U_LINA'));
    expect(slack.modal('U_LINA')!.callback_id).toBe('followup.save');
    expect(screen('U_LINA')).toContain('明天上午十点回访');
  });

  it('“C-… 改到周五” moves the plan, at its time of day or any time', async () => {
    await tell(lina, `C-${xiaofang.number} 下周三下午3点 带看`);
    await press(lina, '安排');
    expect(await tell(lina, `C-${xiaofang.number} 改到周五`)).toContain('2026年3月6日 周五 15:00');
    await press(lina, /改到 2026年3月6日 周五 15:00/);
    expect(await openPlans(xiaofang.id)).toMatchObject([
      { dueAt: day('2026-03-06T15:00:00+08:00') },
    ]);
    expect(await tell(lina, `把C-${xiaofang.number}改到下周一上午10点`)).toContain('周一 10:00');
    await press(lina, '改期');
    expect(await openPlans(xiaofang.id)).toMatchObject([
      { dueAt: day('2026-03-09T10:00:00+08:00') },
    ]);
  });

  it('“王女士 看房 很满意 嫌总价高 下周二再约” is logged with the next step', async () => {
    const said = await tell(lina, '王女士 看房 很满意 嫌总价高 下周二再约');
    expect(said).toContain('内容：很满意 嫌总价高');
    expect(said).toContain('2026年3月10日 周二');
    const before = await contactsOf(xiaofang.id);
    await press(lina, '记下');
    expect(await contactsOf(xiaofang.id)).toHaveLength(before.length + 1);
    expect(await openPlans(xiaofang.id)).toMatchObject([{ grain: 'day' }]);
  });

  it('An account without a word for how is asked about', async () => {
    expect(await tell(lina, '欧阳先生 觉得总价偏高')).toContain('是怎么联系的？');
    await press(lina, '记为微信');
    expect(await contactsOf(zhiyuan.id)).toMatchObject([{ kind: 'wechat', effective: true }, {}]);
  });

  it('A line about somebody new registers by one tap, and shows what it understood', async () => {
    const said = await tell(
      lina,
      '李先生 138 1234 9999 抖音来的 想看两房 预算800-1000万 周四下午3点带看 属猫的',
    );
    expect(said).toContain('意向户型：两房');
    expect(said).toContain('预算：800–1000万');
    expect(said).toContain('属猫的');
    expect(said).not.toContain('13812349999');
    await press(lina, '登记');
    const made = await t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
    expect(made).toMatchObject({ name: '李先生', layouts: ['2br'] });
    expect(await openPlans(made.id)).toHaveLength(1);
    expect(screen('U_LINA')).toContain(`C-${made.number}`);
  });

  it('A partner’s text with a customer on each line offers each', async () => {
    const said = await tell(
      lina,
      '今日报备：\n1. 赵敏敏 13900001111 三房\n2. 钱先生 13900002222 两房\n3. 孙女士 139****3333',
    );
    expect(said).toContain('3 位客户');
    await lina.click(/^2\. /, newest('U_LINA'));
    expect(slack.modal('U_LINA')!.callback_id).toBe('customer.register');
    expect(screen('U_LINA')).toContain('钱先生');
    await lina.close({ all: true });
    await lina.click(/^1\. /, newest('U_LINA'));
    expect(screen('U_LINA')).toContain('赵敏敏');
  });

  it.each([
    ['今天该联系谁', '逾期 *0*'],
    ['本周逾期的', '没有逾期的跟进'],
    ['帮助', '直接写给我就行'],
    ['/帮助', '直接写给我就行'],
    ['王女士', '下次跟进'],
    ['wxf', '王晓芳'],
    ['5679', '欧阳志远'],
    ['查 欧阳', '欧阳志远'],
    ['B类', '王晓芳'],
    ['这周数字', '团队数字只有经理能看'],
  ])('“%s” is answered at once', async (text, answer) => {
    expect(await tell(lina, text)).toContain(answer);
  });

  it('An overdue plan is named when she asks, with the day it was due', async () => {
    await tell(lina, '王女士 今天下午3点 电话');
    await press(lina, '安排');
    await t.setNow('2026-03-06T10:00:00+08:00');
    expect(await tell(lina, '本周逾期的')).toContain('王晓芳');
    expect(await tell(lina, '今天该打给谁')).toContain('王晓芳');
    expect(await tell(lina, '上周逾期的')).not.toContain('王晓芳');
  });

  it.each(['/', '／', '、', ''])(
    '“%sfollowup …” with this slash or none is the command',
    async (slash) => {
      expect(await tell(lina, `${slash}followup 王女士 明天下午4点`)).toContain('周五 16:00');
      expect(await tell(lina, `${slash}customer pool`)).toContain('/customer pool');
      await lina.click('打开', newest('U_LINA'));
      expect(slack.modal('U_LINA')!.callback_id).toMatch(/pool/);
    },
  );

  it.each(['登记王女士 13711112222', '、登记 王女士 13711112222', '新客户 王女士 13711112222'])(
    '“%s” registers even though she has a Ms Wang',
    async (text) => {
      expect(await tell(lina, text)).toContain('登记 *王女士*');
    },
  );

  it('What nobody understands gets three nearest things, with her words kept', async () => {
    expect(await tell(lina, '天气怎么样')).toContain('没看懂');
    const buttons = (newest('U_LINA').blocks?.at(-1)?.elements as unknown[]) ?? [];
    expect(buttons).toHaveLength(4);
  });
});

describe('Emma just writes, in English', () => {
  beforeEach(() => t.setNow('2026-03-05T17:00:00+08:00'));

  it('“Clarkson Friday 3pm show flat” is planned in her own zone', async () => {
    const said = await tell(emma, 'Ms Clarkson Friday 3pm show flat');
    expect(said).toContain('Fri 6 Mar 2026 15:00 (United Kingdom Time)');
    await press(emma, 'Plan it');
    expect(await openPlans(clarkson.id)).toMatchObject([{ dueAt: day('2026-03-06T15:00:00Z') }]);
    expect(await tell(emma, `please move C-${clarkson.number} to Monday`)).toContain(
      'Mon 9 Mar 2026',
    );
    await press(emma, /To Mon 9 Mar 2026 15:00/);
    expect(await openPlans(clarkson.id)).toMatchObject([{ dueAt: day('2026-03-09T15:00:00Z') }]);
  });

  it('Two readings of a date are two buttons', async () => {
    const said = await tell(emma, `C-${clarkson.number} 03/04 3pm viewing`);
    expect(said).toContain('Which time do you mean?');
    await press(emma, /Plan .*Apr/);
    expect(await openPlans(clarkson.id)).toMatchObject([{ dueAt: day('2026-04-03T14:00:00Z') }]);
  });

  it('“call Ms Clarkson tomorrow 10am” names her in the middle', async () => {
    expect(await tell(emma, 'remind me to call Ms Clarkson tomorrow 10am')).toContain(
      'Fri 6 Mar 2026 10:00',
    );
  });

  it('“C-… phone talked about price” is logged', async () => {
    const before = (await contactsOf(clarkson.id)).length;
    expect(await tell(emma, `C-${clarkson.number} phone talked about price`)).toContain(
      'Said: talked about price',
    );
    await press(emma, 'Log it');
    expect(await contactsOf(clarkson.id)).toHaveLength(before + 1);
  });

  it('A new line is registered, with a referrer by number', async () => {
    const said = await tell(
      emma,
      `Mr Chen 07911 123999 referred by C-${clarkson.number}, 3br, budget 2-2.5m, invest, call tmr 10am`,
    );
    expect(said).toContain('Register *Mr Chen*');
    await press(emma, 'Register');
    const made = await t.db.customer.findFirstOrThrow({ orderBy: { number: 'desc' } });
    expect(made).toMatchObject({ name: 'Mr Chen', referrerId: clarkson.id, budgetMin: 2_000_000n });
  });

  it.each([
    ['who should I call today', 'overdue'],
    ['overdue this week', 'Nothing overdue'],
    ['what’s due tomorrow', 'Nothing planned'],
    ['help', 'Just write to me'],
    ['hi', 'Just write to me'],
    ['clarkson', 'Anna Clarkson'],
    ['this week’s numbers', 'figures are for managers'],
    ['3br under 10m overdue', 'Nobody fits'],
    ['the weather is nice', 'Did you mean'],
  ])('“%s” is answered at once', async (text, answer) => {
    expect(await tell(emma, text)).toContain(answer);
  });
});

describe('a name in the middle of a sentence', () => {
  it.each([
    ['给欧阳志远打电话 明天上午', '欧阳志远', '周五'],
    ['欧阳志远没接', '欧阳志远', '没接'],
    ['欧阳志远的电话是多少', '欧阳志远', '下次跟进'],
    ['remind me to send Anna the price list on Monday', 'Anna Clarkson', 'Mon 9 Mar'],
    ['phone of Clarkson', 'Anna Clarkson', 'Show phone'],
  ])('“%s” is about %s', async (text, name, answer) => {
    await t.setNow('2026-03-05T17:00:00+08:00');
    const said = await tell(/[a-z]/i.test(text) ? emma : lina, text);
    expect(said).toContain(name);
    expect(said).toContain(answer);
  });
});

describe('what a person may not', () => {
  it('Zhang Wei finds nothing of Li Na’s by name or number, in any words', async () => {
    for (const text of [
      '王晓芳',
      `C-${xiaofang.number}`,
      `C-${xiaofang.number} 明天下午3点`,
      `move C-${xiaofang.number} to Friday`,
    ]) {
      expect(await tell(zhang, text)).not.toContain('晓芳');
    }
    expect(await openPlans(xiaofang.id)).toEqual([]);
  });

  it('A card answered after the customer went to a colleague does nothing', async () => {
    await tell(lina, '欧阳先生 明天下午两点 带看');
    const { id, repId } = await t.db.customer.findFirstOrThrow({ where: { id: zhiyuan.id } });
    const { id: other } = await t.db.member.findFirstOrThrow({ where: { slackUserId: 'U_ZHANG' } });
    await t.db.customer.update({ where: { id }, data: { repId: other } });
    await lina.click('安排', newest('U_LINA'));
    expect(slack.ephemerals('U_LINA').at(-1)!.text).toContain('无权查看或修改');
    expect(await openPlans(zhiyuan.id)).toEqual([]);
    await t.db.customer.update({ where: { id }, data: { repId } });
  });

  it('A manager’s question for the week’s numbers is answered', async () => {
    expect(await tell(wang, '这周数字')).toContain('东区');
    expect(await tell(wang, '东区上周数据')).toContain('东区');
  });

  it('A guest and a stranger are told politely', async () => {
    expect(await tell(slack.as('U_GUEST'), '今天该联系谁')).toContain(
      'ask an administrator to add you',
    );
    expect(slack.dms('U_GUEST').at(-1)!.blocks ?? []).toEqual([]);
  });
});

describe('in a team channel', () => {
  const mention = async (who: typeof lina, text: string) => {
    const before = slack.messages('C_EAST').length;
    await who.say('C_EAST', `@gatehouse ${text}`);
    expect(slack.messages('C_EAST').slice(before + 1)).toEqual([]);
    return wordsOf(slack.ephemerals(who.id).at(-1));
  };

  it('The answer is hers alone, and says surname and title only', async () => {
    const said = await mention(lina, '王女士明天下午3点复访');
    expect(said).toContain(`C-${xiaofang.number} 王先生/女士`);
    expect(said).not.toContain('晓芳');
    await lina.click('安排', slack.ephemerals('U_LINA').at(-1)!);
    expect(await openPlans(xiaofang.id)).toHaveLength(1);
    for (const text of ['今天该联系谁', '王女士', `C-${xiaofang.number}`, 'B类']) {
      expect(await mention(lina, text)).not.toContain('晓芳');
    }
  });

  it('A phone is answered privately with “please delete”, noted, and never repeated', async () => {
    const said = await mention(lina, '登记 周先生 13655556666 两房');
    expect(said).toContain('请删除');
    expect(said).not.toContain('13655556666');
    expect(await mention(emma, 'new Mr Low 110101199003074514').catch(() => 'not there')).toBe(
      'not there',
    );
    const [row] = (
      await t.owner.query(`SELECT action, details FROM audit WHERE action = 'message.exposed'`)
    ).rows;
    expect(row).toMatchObject({ details: { channel: 'C_EAST', kinds: ['phone'] } });
    expect(await t.db.customer.count({ where: { name: '周先生' } })).toBe(0);
  });

  it('What others write to each other is none of its business', async () => {
    const before = slack.ephemerals('U_LINA').length;
    await lina.say('C_EAST', '王女士明天下午3点复访');
    expect(slack.ephemerals('U_LINA')).toHaveLength(before);
  });
});

describe('a message that somebody sent', () => {
  it('Li Na registers from it by the shortcut', async () => {
    const message = await wang.say('C_EAST', '有位客户 冯小姐 想看三房 预算1200万');
    await lina.messageShortcut('customer.from-message', message);
    expect(slack.modal('U_LINA')!.callback_id).toBe('customer.register');
    expect(screen('U_LINA')).toContain('冯小姐');
  });
});

describe('what is delivered twice, edited or kept', () => {
  it('A message that Slack delivers twice is answered once', async () => {
    slack.faults.add({ kind: 'redeliver', method: 'events_api', times: 1 });
    const before = slack.dms('U_LINA').length;
    await lina.dm('王女士');
    expect(slack.dms('U_LINA')).toHaveLength(before + 2);
  });

  it('Two presses at the same moment plan once', async () => {
    await tell(lina, '欧阳先生 后天上午10点 带看');
    const card = newest('U_LINA');
    await Promise.all([lina.click('安排', card), lina.click('安排', card)]);
    expect(await openPlans(zhiyuan.id)).toHaveLength(1);
    expect(
      wordsOf(slack.ephemerals('U_LINA').at(-1)) || slack.ephemerals('U_LINA').at(-1)!.text,
    ).toContain('已经处理过了');
  });

  it('No number that was written stands in the database or the log in clear', async () => {
    await tell(lina, '孙小姐 13777778888 想看两房');
    const tables = ['inbox', 'drafts', 'audit', 'messages'];
    for (const table of tables) {
      const { rows } = await t.owner.query(`SELECT row_to_json(x)::text AS line FROM ${table} x`);
      expect(rows.map(({ line }) => line).join('\n')).not.toMatch(/13777778888|孙小姐/);
    }
    expect(allLogged.join('\n')).not.toMatch(/13777778888|孙小姐/);
  });
});

describe('one line after a command', () => {
  it('“/log … 下次 4/3” that can mean two days asks by buttons, and one tap saves', async () => {
    const before = (await contactsOf(clarkson.id)).length;
    await t.setNow('2026-03-05T17:00:00+08:00');
    await emma.command(
      '/log',
      `C-${clarkson.number} phone talked about price, next: 03/04 3pm viewing`,
    );
    const card = slack.ephemerals('U_EMMA').at(-1)!;
    expect(wordsOf(card)).toContain('Log only');
    await emma.click(/Log, next .*Apr/, card);
    expect(await contactsOf(clarkson.id)).toHaveLength(before + 1);
    expect(await openPlans(clarkson.id)).toMatchObject([{ dueAt: day('2026-04-03T14:00:00Z') }]);
  });

  it('“/followup … 国庆后第一个工作日” of a year without an official calendar says so', async () => {
    await t.setNow('2027-09-01T10:00:00+08:00');
    await lina.command('/followup', `C-${xiaofang.number} 国庆后第一个工作日上午10点`);
    expect(wordsOf(slack.ephemerals('U_LINA').at(-1))).toContain('2027 年的放假安排还没有公布');
    await t.setNow(NOW);
  });

  it('A slip in a name finds her, and says that nobody is called so', async () => {
    await lina.command('/customer', '王小芳');
    expect(screen('U_LINA')).toContain('王晓芳');
    expect(screen('U_LINA')).toContain('没有正好叫“王小芳”的客户');
    await emma.command('/customer', 'Clakrson');
    expect(screen('U_EMMA')).toContain('Anna Clarkson');
  });
});

describe('the language model, where an office has one', () => {
  it('is asked without anything personal, and its suggestion is pressed before it counts', async () => {
    model.says = '[CUSTOMER_1] 明天下午3点 复访';
    const words = `话说，电话13812345678，周敏先生也讲，那个C-${xiaofang.number}嘛你懂的，${'好不好呢，'.repeat(3)}`;
    await tell(lina, words);
    model.says = 'who should I call today';
    expect(await tell(emma, 'ugh so who needs love, Peter Low?')).toContain(
      'A suggestion of the language model',
    );
    expect(model.asked).toContain('needs love');
    expect(model.asked).not.toMatch(/Peter|13812345678|周敏/);
    expect(await press(emma, 'Yes')).toContain('overdue');
  });

  it('answers nothing or nonsense, and is met like no model', async () => {
    for (const says of ['[NAME_9] Friday 3pm', '']) {
      model.says = says;
      expect(await tell(emma, 'the weather is nice')).toContain('Did you mean');
    }
    model.status = 500;
    expect(await tell(emma, 'the weather is nice')).toContain('Did you mean');
  });
});
