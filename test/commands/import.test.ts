import { describe, expect, it } from 'vitest';
import { control } from '../../sandbox/control.ts';
import { createPoster } from '../../src/bot/poster.ts';
import { gatehouse } from '../../src/commands/gatehouse/index.ts';
import { imports } from '../../src/commands/import.ts';
import { Delivery } from '../../src/jobs/deliver.ts';
import { ImportWork } from '../../src/jobs/imports.ts';
import { createLog } from '../../src/lib/log.ts';
import { noPace } from '../support/delivery.ts';
import { testOffice, wordsOf } from '../support/office.ts';

const office = await testOffice({ features: [imports, gatehouse] });
const { slack, t, edge } = office;
const ctx = { db: t.db, keys: t.keyring };
const poster = createPoster({ token: slack.botToken, apiUrl: slack.apiUrl, fetch: slack.fetch });
const delivery = new Delivery({
  ...ctx,
  poster,
  log: createLog({ level: 'error', write: () => {} }),
  engine: { pace: noPace() },
});
const work = new ImportWork({ ctx, files: edge.files, onProgress: () => {} });

/** The jobs as the tick runs them. */
async function tick(): Promise<void> {
  await work.run();
  await delivery.run();
  await delivery.run();
}

const fang = slack.as('U_WANG');
/** What the bot last wrote to 王芳, as she reads it now. */
const lastDm = () =>
  slack
    .dms('U_WANG')
    .filter(({ user }) => user === 'U_GATEHOUSE')
    .at(-1)!;
const says = () => wordsOf(lastDm().blocks);

const FILE = [
  '姓名,电话,来源,备用列',
  '王晓芳,13800010001,抖音,甲',
  '陈先生,13800010002,抖音,乙',
  '李星,138****1234,,丙',
].join('\n');

describe('a manager drops a file of old records into the conversation', () => {
  it('sees what would become of it, and nothing is written yet', async () => {
    await fang.upload('老客户.csv', `\uFEFF${FILE}`, 'DM');
    await delivery.run();
    expect(says()).toContain('正在看这个文件');
    await tick();
    expect(says()).toMatch(
      /新建 \*2\*[\s\S]*读不了 \*1\*[\s\S]*已识别：姓名、电话、来源渠道[\s\S]*1 列不导入/,
    );
    expect(says()).not.toMatch(/王晓芳|138/);
    expect(await t.db.customer.count()).toBe(0);
  });

  it('reads why a row stays behind, by its number alone', async () => {
    await fang.click('import.rows');
    expect(office.screen('U_WANG')).toContain('*4* · 电话打了星号，无法识别');
    expect(office.screen('U_WANG')).not.toMatch(/李星|1234/);
    await fang.close();
  });

  it('says what a column is, and the file is looked at again', async () => {
    await fang.click('import.columns');
    expect(office.screen('U_WANG')).toContain('D · 备用列');
    await fang.submit({ c3: 'note' });
    expect(slack.modal('U_WANG')).toBeNull();
    await tick();
    expect(says()).toContain('已识别：姓名、电话、来源渠道、备注');
  });

  it('brings them in, and is asked to delete the file', async () => {
    await fang.click('import.start');
    await tick();
    expect(says()).toMatch(/导入完成[\s\S]*已新建 \*2\*[\s\S]*请从 Slack 删除/);
    // Nobody of ours stood in the file: the two of the team took turns, and each is told once.
    expect(
      slack
        .dms('U_LINA')
        .map(({ blocks }) => wordsOf(blocks))
        .join(),
    ).toContain('1 位归你');
    const rows = await t.db.customer.findMany({ orderBy: { number: 'asc' } });
    expect(rows.map(({ name, source }) => [name, source])).toEqual([
      ['王晓芳', 'douyin'],
      ['陈先生', 'douyin'],
    ]);
  });

  it('is asked again until the file is gone, and then no more', async () => {
    await tick();
    await office.setNow('2026-03-05T10:30:00+08:00');
    await tick();
    expect(says()).toContain('请删除上传的文件');
    const asked = slack.dms('U_WANG').length;
    const shared = slack.dms('U_WANG').find(({ files }) => files?.length)!;
    await control(slack.world, 'delete', { channel: shared.channel, ts: shared.ts });
    await delivery.run();
    expect(says()).toContain('上传的文件已删除，谢谢');
    await office.setNow('2026-03-06T10:30:00+08:00');
    await tick();
    expect(slack.dms('U_WANG')).toHaveLength(asked - 1);
  });

  it('takes it back from the list, and the message says so', async () => {
    await fang.command('/gatehouse', '导入', { channel: 'C_EAST' });
    expect(office.screen('U_WANG')).toContain('已导入');
    await fang.click('import.undo');
    expect(office.screen('U_WANG')).toContain('撤回 2 行');
    await fang.submit();
    await tick();
    expect(await t.db.customer.count()).toBe(0);
    expect(
      slack
        .dms('U_WANG')
        .map(({ blocks }) => wordsOf(blocks))
        .join(),
    ).toContain('已撤回');
    // Nobody keeps a message about customers who are gone.
    const told = slack.dms('U_LINA').map(({ blocks }) => wordsOf(blocks));
    expect(told.filter((said) => said.includes('当时分给你的客户已不在系统里'))).toHaveLength(1);
    expect(told.join()).not.toContain('1 位归你');
  });

  it('tells the reps nothing of what was taken back before they could be told, but what stayed', async () => {
    await office.setNow('2026-03-06T23:30:00+08:00');
    await fang.upload('夜里.csv', FILE, 'DM');
    await tick();
    await fang.click('import.start');
    await tick();
    const count = () => slack.dms('U_LINA').length + slack.dms('U_CHEN').length;
    const before = count();
    const one = await t.db.customer.findFirstOrThrow({ where: { name: '王晓芳' } });
    await t.db.customer.update({ where: { id: one.id }, data: { version: 2 } });
    await fang.click('import.undo');
    await fang.submit();
    await tick();
    expect(count()).toBe(before);
    await office.setNow('2026-03-09T10:00:00+08:00');
    await tick();
    const said = [...slack.dms('U_LINA'), ...slack.dms('U_CHEN')].map(({ blocks }) =>
      wordsOf(blocks),
    );
    expect(
      said.filter((words) => words.includes('1 位之后有人跟进过，仍归你；其余已不在系统里')),
    ).toHaveLength(1);
    expect(count()).toBe(before + 1);
    await t.owner.query('UPDATE customers SET version = 1');
  });
});

describe('others', () => {
  it('a rep’s file is not read, a picture is no table, and a file in a channel is nobody’s business', async () => {
    await slack.as('U_LINA').upload('客户.csv', FILE, 'DM');
    expect(wordsOf(slack.dms('U_LINA').at(-1))).toContain('你的角色不包含这项功能');
    await fang.upload('户型图.png', 'x', 'DM');
    expect(lastDm().text).toBe('只能读 CSV 和 XLSX 文件。');
    const before = await t.db.import.count();
    await fang.upload('客户.csv', FILE, 'C_EAST');
    expect(await t.db.import.count()).toBe(before);
  });

  it('a file without headings shows letters instead of what stands in it', async () => {
    await fang.upload('b.csv', '13800019999,王五\n13800019998,赵六', 'DM');
    await tick();
    expect(says()).toContain('认不出足够的列');
    await fang.click({ action: 'import.columns' });
    expect(office.screen('U_WANG')).not.toContain('13800019999');
    await fang.submit({ c0: 'note' });
    expect(Object.values(slack.modal('U_WANG')!.errors).join()).toContain('至少要有姓名');
    await fang.close();
    await fang.click('import.forget');
    await delivery.run();
    expect(says()).toContain('已放弃');
  });

  it('where Slack does not let us read files the reason and the other way are said', async () => {
    slack.faults.add({ kind: 'error', method: 'files.info', code: 'missing_scope', next: 1 });
    await fang.upload('c.csv', FILE, 'DM');
    expect(lastDm().text).toContain('files:read');
  });
});
