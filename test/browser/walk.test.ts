import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canBrowse, DESKTOP, launch, PHONE } from './chromium.ts';
import { goTo, pick, send } from './desk.ts';
import { fillOffice, openOffice, Visitor, type WalkedOffice } from './walk-office.ts';

// The program as `npm start` runs it: practice workspace, bot and database in processes of their own. Each test goes on
// where the one before stopped, as a day does. PICTURES=1 keeps the screens under docs/pictures.

const PATIENCE = 60_000;

describe.runIf(canBrowse())('a day at the office', { timeout: PATIENCE }, () => {
  let office: WalkedOffice;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    [office, browser] = await Promise.all([openOffice(), launch()]);
  }, PATIENCE);
  afterAll(async () => {
    await browser?.close();
    await office?.program.end('SIGTERM');
  }, PATIENCE);
  afterEach(() => expect(visitor.problems).toEqual([]));

  describe('at a desk, in Chinese', () => {
    beforeAll(async () => {
      visitor = await Visitor.arrive(office, browser, DESKTOP);
    });
    afterAll(() => visitor.page.context().close());

    test('李娜 types one line, completes the form and has a card', async () => {
      const { modal } = visitor;
      await visitor.is('U_LINA', 'C_EAST');
      await send(visitor, '/customer 登记 王女士 138 1234 5678 明天上午10点');
      await modal.getByRole('heading', { name: '登记客户' }).waitFor();
      expect(await modal.getByLabel('姓名').inputValue()).toBe('王女士');
      expect(await modal.getByLabel('电话').first().inputValue()).toBe('138 1234 5678');
      await modal.getByRole('radio', { name: /^A/ }).check();
      await modal.getByRole('checkbox', { name: /同意/ }).check();
      await visitor.picture('zh-register');
      await visitor.press('▸ 需求');
      await pick(modal, '意向户型', { option: '三房' });
      await visitor.page.keyboard.press('Escape');
      await modal.getByLabel('意向面积').fill('100-120平');
      await modal.getByLabel('预算').fill('800-1000万');
      await visitor.press(/^登记$/);
      await modal.getByText('已登记 C-1001').waitFor();
      await modal.getByText('预算：800–1000万').waitFor();
      await modal.getByText('138****5678').waitFor();
      await visitor.leave('关闭');
    });

    test('张伟 registers the same phone and hears only that the office knows it', async () => {
      const { modal } = visitor;
      await visitor.is('U_ZHANG', 'C_EAST');
      await send(visitor, '/customer 登记 李先生 13812345678');
      await visitor.press(/^登记$/);
      await modal.getByText('这个电话案场里已有登记').waitFor();
      expect(await modal.textContent()).not.toMatch(/李娜|C-1001/);
      expect(await modal.getByLabel('姓名').inputValue()).toBe('李先生');
      await visitor.leave('取消');
    });

    test('李娜 finds her customer by four digits; the phone shows only when she asks for it', async () => {
      const { modal } = visitor;
      await visitor.is('U_LINA', 'C_EAST');
      await send(visitor, '/customer 5678');
      await modal.getByRole('heading', { name: '客户 C-1001' }).waitFor();
      await visitor.picture('zh-card');
      await visitor.press('看电话');
      await modal.getByRole('link', { name: '138 1234 5678' }).waitFor();
      await visitor.press('返回');
      await modal.getByRole('heading', { name: '客户 C-1001' }).waitFor();
      await visitor.leave('关闭');
    });

    test('李娜 logs a call in one line and reads the next date back', async () => {
      await fillOffice(office);
      await visitor.is('U_LINA', 'C_EAST');
      await send(visitor, '/log 王女士 电话 谈了价格，想要朝南');
      await visitor.channel.getByText('✅ C-1001 · 电话 · 有效').waitFor();
      await visitor.channel.getByText(/下次跟进不变：.*周二 10:00（中国时间）/).waitFor();
    });

    test('李娜 is told at the minute, and one tap notes that nobody answered', async () => {
      await visitor.is('U_LINA', 'C_EAST');
      await office.moveClock({ set: `${office.tuesday}T10:00:20+08:00` });
      const nudge = visitor.channel.getByText('C-1001 王女士');
      await nudge.waitFor();
      await visitor.channel.getByText('跟进到期：10:00').waitFor();
      expect(await visitor.channel.textContent()).not.toContain('138');
      await visitor.picture('zh-nudge');
      await visitor.channel.getByRole('button', { name: '没接', exact: true }).click();
      await visitor.channel.getByText('✅ C-1001 · 电话 · 没接').waitFor();
      await visitor.channel.getByText('C-1001 王女士 · ✓').waitFor();
    });

    test('李娜 sees her day on the home tab', async () => {
      await visitor.is('U_LINA', 'C_EAST');
      await goTo(visitor, 'Gatehouse');
      await visitor.channel.getByRole('tab', { name: '主页' }).click();
      await visitor.channel.getByText('C-1001 王女士').first().waitFor();
      await visitor.picture('zh-day');
    });

    test('王芳 asks for the week and sees whose customers stand behind a number', async () => {
      const { modal } = visitor;
      await visitor.is('U_WANG', 'C_MGR');
      await send(visitor, '/digest 东区');
      await visitor.channel.getByText('有效跟进').waitFor();
      await visitor.picture('zh-digest', visitor.channel.getByRole('heading', { name: /周报/ }));
      await pick(visitor.channel, '看明细', { option: '来电与到访' });
      await visitor.press('名单');
      await modal.getByText('组客户').waitFor();
      await modal.getByText('C-10').first().waitFor();
    });

    test('赵敏 reads the rules with their meaning', async () => {
      await visitor.is('U_ADMIN', 'C_MGR');
      await send(visitor, '/gatehouse 规则');
      await visitor.modal.getByRole('button', { name: '打开' }).nth(1).click();
      await visitor.modal.getByText('各等级跟进间隔').waitFor();
      await visitor.picture('zh-rules');
    });
  });

  describe('on a phone, in English', () => {
    beforeAll(async () => {
      visitor = await Visitor.arrive(office, browser, PHONE);
    });
    afterAll(() => visitor.page.context().close());

    test('Emma registers by the shortcut, corrects a phone and has a card', async () => {
      const { page, modal } = visitor;
      await visitor.is('U_EMMA', 'C_WEST');
      await page.getByRole('button', { name: 'Shortcuts' }).click();
      await page.getByRole('menuitem', { name: /Register/ }).click();
      await modal.getByLabel('Name').fill('Ms Novak');
      await modal.getByLabel('Phone').fill('07911 123456');
      await modal.getByLabel('Next follow-up').fill('today 10:30am');
      await modal.getByRole('radio', { name: /^B/ }).check();
      await visitor.picture('en-register');
      await modal.getByLabel('Phone').fill('12345');
      await visitor.press(/^Register$/);
      await modal.getByText('That is no phone number we know.').waitFor();
      await modal.getByLabel('Phone').fill('07911 123456');
      await visitor.press(/^Register$/);
      await modal.getByText('is registered.').waitFor();
      await visitor.picture('en-card');
      await visitor.leave('Close');
    });

    test('Emma types a date that can be two and taps the one she means', async () => {
      const { modal } = visitor;
      await send(visitor, '/followup Novak 05/06 10am show flat');
      await modal.getByText('Which one do you mean?').waitFor();
      await modal.getByRole('button', { name: /5 Jun/ }).click();
      await modal.getByText('already has a follow-up').waitFor();
      await visitor.press('Keep both');
      await modal.getByText(/follow-up .* 5 Jun/).waitFor();
      await visitor.leave('Close');
    });

    test('Emma is told in English, in her own morning, and notes what was said', async () => {
      const { modal } = visitor;
      await office.moveClock({ set: `${office.tuesday}T10:30:20Z` });
      await visitor.channel.getByText('Ms Novak').waitFor();
      await visitor.picture('en-nudge');
      await visitor.channel.getByRole('button', { name: 'Reached' }).click();
      await modal.getByLabel('What was said').fill('Liked the garden, asks about the loan');
      await visitor.press('Save');
      await modal.getByText('· Phone · effective').waitFor();
      await visitor.leave('Close');
      await visitor.channel.getByText('Ms Novak · ✓').waitFor();
    });

    test('Emma sees her day on the home tab', async () => {
      await goTo(visitor, 'Gatehouse');
      await visitor.channel.getByRole('tab', { name: 'Home' }).click();
      await visitor.channel.getByText('Ms Novak').first().waitFor();
      await visitor.picture('en-day');
    });

    test('Grace asks for the week on her phone', async () => {
      await visitor.is('U_GRACE', 'C_WEST');
      await send(visitor, '/digest');
      await visitor.channel.getByText('Effective contacts').waitFor();
      await visitor.picture('en-digest', visitor.channel.getByRole('heading', { name: /week/ }));
    });

    test('a guest asks and is told politely that this is not for them', async () => {
      await visitor.is('U_GUEST', 'C_RECEPTION');
      await send(visitor, '/customer');
      await visitor.channel.getByText('Gatehouse is for this sales office.').waitFor();
    });
  });
});
