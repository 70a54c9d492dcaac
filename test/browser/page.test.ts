import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canBrowse, DESKTOP, launch, openPage, PHONE } from './chromium.ts';
import { composerOf, type Desk, goTo, modal, pick, send, sitDown } from './desk.ts';

const WIDTHS = [
  { width: 'at a desk', viewport: DESKTOP },
  { width: 'on a phone', viewport: PHONE },
];

describe.runIf(canBrowse()).each(WIDTHS)('the practice page $width', ({ viewport }) => {
  let browser: Browser;
  let opened: Awaited<ReturnType<typeof openPage>>;
  let desk: Desk;

  beforeAll(async () => {
    browser = await launch();
    opened = await openPage(browser, viewport);
  });
  afterAll(async () => browser?.close());
  afterEach(async () => {
    const problems = [...desk.problems];
    await desk.close();
    expect(problems).toEqual([]);
  });

  async function sit(user = 'U_EMMA', channel = 'C_WEST'): Promise<Desk> {
    desk = await sitDown({ opened, user, channel });
    return desk;
  }

  test('Emma fills every kind of input and the app gets each value', async () => {
    const { page, heard } = await sit();
    await send(desk, '/every');
    const form = modal(desk);
    await form.getByLabel('Name', { exact: true }).fill('Ms Wang');
    await form.getByLabel('Note').fill('two\nlines');
    await form.getByLabel('Area').fill('120.5');
    await form.getByLabel('E-mail').fill('wang@example.com');
    await form.getByLabel('Site').fill('https://example.com');
    await form.getByLabel('Story').fill('a story');
    await pick(form, 'Kind', { option: 'Call' });
    await pick(form, 'Layouts', { type: 'vil', option: 'Villa' });
    await form.getByRole('option', { name: 'Two rooms' }).click();
    await form.getByLabel('Layouts').press('Escape');
    await pick(form, 'City', { type: 'sh', option: 'Shenzhen' });
    await pick(form, 'Cities', { type: 'lon', option: 'London' });
    await form.getByLabel('Cities').press('Escape');
    await pick(form, 'Rep', { type: 'tom', option: 'Tom Becker' });
    await pick(form, 'Place', { type: 'general', option: 'general' });
    await pick(form, 'Channel', { type: 'west', option: 'west' });
    await form.getByRole('checkbox', { name: 'Garden' }).check();
    await form.getByRole('radio', { name: 'A' }).check();
    await form.getByLabel('Day').fill('2026-04-05');
    await form.getByLabel('Hour').fill('10:05');
    await form.getByLabel('Moment').fill('2026-07-01T09:00');
    await form.getByLabel('Files').setInputFiles({
      name: 'plan.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b'),
    });
    await form.getByText('plan.csv').waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    const [values] = heard.submitted;
    const told = Object.fromEntries(
      Object.entries(values ?? {}).map(([block, { v }]) => [block, summary(v)]),
    );
    expect(told).toEqual({
      name: 'Ms Wang',
      note: 'two\nlines',
      area: '120.5',
      mail: 'wang@example.com',
      site: 'https://example.com',
      story: 'a story',
      kind: 'call',
      layouts: ['v', '2'],
      city: 'shenzhen',
      cities: ['london'],
      rep: 'U_TOM',
      place: 'C_GENERAL',
      channel: 'C_WEST',
      ticks: ['garden'],
      grade: 'a',
      day: '2026-04-05',
      hour: '10:05',
      // 09:00 of a London summer day is 08:00 UTC.
      moment: Date.parse('2026-07-01T08:00:00Z') / 1000,
      files: ['plan.csv'],
    });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a form shows its initial values, marks what may be left out and sends them untouched', async () => {
    const { heard } = await sit();
    await send(desk, '/every');
    const form = modal(desk);
    expect(await form.getByLabel('Area').inputValue()).toBe('90');
    expect(await form.getByLabel('Kind').inputValue()).toBe('Visit');
    expect(await form.getByLabel('Day').inputValue()).toBe('2026-03-04');
    expect(await form.getByLabel('Hour').inputValue()).toBe('15:30');
    expect(await form.getByRole('radio', { name: 'B' }).isChecked()).toBe(true);
    expect(await form.getByText('(optional)').count()).toBe(17);
    await form.getByLabel('Name', { exact: true }).fill('Ms Wang');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    expect(summary(heard.submitted[0]?.kind?.v)).toBe('visit');
  });

  test('Emma sees what is wrong under the field and keeps all she typed', async () => {
    await sit();
    await send(desk, '/every');
    const form = modal(desk);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Please complete this required field.').waitFor();
    await form.getByLabel('Note').fill('keep me');
    await pick(form, 'Kind', { option: 'Call' });
    await form.getByLabel('Name', { exact: true }).fill('wrong');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Nobody is called that.').waitFor();
    expect(await form.getByLabel('Name', { exact: true }).inputValue()).toBe('wrong');
    expect(await form.getByLabel('Note').inputValue()).toBe('keep me');
    expect(await form.getByLabel('Kind').inputValue()).toBe('Call');
    expect(await form.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe(
      'true',
    );
  });

  test('a form that changes while Emma fills it keeps what she typed and where she types', async () => {
    const { page } = await sit();
    await send(desk, '/changing');
    const form = modal(desk);
    await form.getByLabel('Name').fill('Ms Wang');
    await pick(form, 'Size', { option: 'Large' });
    await form.getByText('Told: Large').waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Ms Wang');
    expect(await form.getByLabel('Size').inputValue()).toBe('Large');
    await form.getByLabel('Echo').pressSequentially('abc');
    await form.getByText('Told: abc').waitFor();
    await page.keyboard.type('d');
    await form.getByText('Told: abcd').waitFor();
    await form.getByRole('button', { name: 'Next' }).click();
    await form.getByRole('heading', { name: 'Step 1' }).waitFor();
  });

  test('modals stack three high, go back one by one and keep what is below', async () => {
    const { page } = await sit();
    await send(desk, '/changing');
    const form = modal(desk);
    await form.getByLabel('Name').fill('Ms Wang');
    await form.getByRole('button', { name: 'Deeper' }).click();
    await form.getByRole('heading', { name: 'Step 2' }).waitFor();
    await form.getByRole('button', { name: 'Deeper' }).click();
    await form.getByRole('heading', { name: 'Step 3' }).waitFor();
    await form.getByRole('button', { name: 'Back' }).click();
    await form.getByRole('heading', { name: 'Step 2' }).waitFor();
    await page.keyboard.press('Escape');
    await form.getByRole('heading', { name: 'Changing' }).waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Ms Wang');
    await form.getByRole('button', { name: 'Close' }).first().click();
    await form.waitFor({ state: 'detached' });
  });

  test('the keyboard stays inside an open modal and returns to the composer', async () => {
    const { page, isPhone } = await sit();
    await send(desk, '/changing');
    const form = modal(desk);
    await form.getByLabel('Name').waitFor();
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      expect(await form.locator(':focus').count()).toBe(1);
    }
    const box = await form.boundingBox();
    if (isPhone) expect(box).toEqual({ x: 0, y: 0, ...viewport });
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(await page.locator(':focus').count()).toBe(1);
  });

  test('buttons, menus, selects and pickers of a message reach the app', async () => {
    const { page, heard } = await sit();
    await send(desk, '/press');
    const message = page.getByRole('article').last();
    await message.getByRole('button', { name: 'Reached' }).click();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Hand over' }).click();
    await pick(message, 'Size', { option: 'Small' });
    await message.locator('input[type=date]').fill('2026-03-09');
    await message.locator('input[type=date]').blur();
    await expect.poll(() => heard.actions.length).toBe(4);
    expect(heard.actions.map(actionSummary)).toEqual([
      'reached 7',
      'menu hand',
      'size s',
      'day 2026-03-09',
    ]);
  });

  test('a dangerous button asks first', async () => {
    const { page, heard } = await sit();
    await send(desk, '/press');
    const erase = page.getByRole('article').last().getByRole('button', { name: 'Erase' });
    const question = page.getByRole('alertdialog', { name: 'Erase it?' });
    await erase.click();
    await question.getByRole('button', { name: 'Keep' }).click();
    await question.waitFor({ state: 'detached' });
    expect(heard.actions).toEqual([]);
    await erase.click();
    await question.getByRole('button', { name: 'Erase now' }).click();
    await expect.poll(() => heard.actions.map(({ action_id }) => action_id)).toEqual(['erase']);
  });

  test('what people and the app wrote is shown as text, with mentions, dates, links and marks', async () => {
    const { page } = await sit();
    await send(desk, '/press');
    const message = page.getByRole('article').last();
    await message.getByText('<script>alert(1)</script> & more').waitFor();
    await message.getByText('@李娜 Li Na').waitFor();
    await message.getByText('2026-03-02 1:00').waitFor();
    const phone = message.getByRole('link', { name: '138 0013 8000' });
    expect(await phone.getAttribute('href')).toBe('tel:+8613800138000');
    await send(desk, '*bold* 2*3*4 <img src=x onerror=alert(1)> :tada:');
    const mine = page.getByRole('article').last();
    await mine.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await mine.locator('strong').allInnerTexts()).toEqual(['bold']);
    expect(await mine.locator('img').count()).toBe(0);
  });

  test('charts are drawn with their numbers, tables and markdown with their parts', async () => {
    const { page } = await sit();
    await send(desk, '/charts');
    const pie = page.getByRole('img', { name: /^Sources\. Walk-in 3, Partner 1/ });
    await pie.locator('svg path.slice').first().waitFor();
    expect(await pie.locator('svg path.slice').count()).toBe(2);
    const bars = page.getByRole('img', { name: /^Visits\. East: Mon 3, Tue 5, Wed 2; West/ });
    expect(await bars.locator('svg rect.bar').count()).toBe(6);
    expect(
      await page
        .getByRole('img', { name: /^Trend/ })
        .locator('path.line')
        .count(),
    ).toBe(2);
    expect(
      await page
        .getByRole('img', { name: /^Volume/ })
        .locator('path.area')
        .count(),
    ).toBe(2);
    await page.getByRole('cell', { name: '12' }).waitFor();
    await page.getByRole('heading', { name: 'Plan' }).waitFor();
    const overflow = await page
      .getByRole('log')
      .evaluate((node) => node.scrollWidth - node.clientWidth);
    expect(overflow).toBe(0);
  });

  test('the composer completes commands and people, and says what it does not know', async () => {
    const { page, heard } = await sit();
    const composer = composerOf(page);
    await composer.pressSequentially('/wh');
    await page.getByRole('option', { name: /whisper/ }).waitFor();
    await composer.press('Tab');
    expect(await composer.inputValue()).toBe('/whisper ');
    await composer.press('Enter');
    const line = page.getByRole('article').filter({ hasText: 'Only visible to you' });
    await line.getByText('Between us').waitFor();
    await send(desk, '/nonsense');
    await page.getByText('/nonsense is not a command').waitFor();
    await composer.fill('');
    await composer.pressSequentially('hello @tom');
    await page.getByRole('option', { name: /Tom Becker/ }).click();
    await composer.press('Enter');
    await page.getByRole('article').last().getByText('@Tom Becker').waitFor();
    expect(heard.said).toEqual([]);
  });

  test('a command that is never acknowledged says so as Slack does', async () => {
    const { page } = await sit();
    await send(desk, '/silent');
    await page
      .getByRole('alert')
      .getByText('/silent failed because the app did not respond (operation_timeout)')
      .waitFor();
  });

  test('the app has a home tab and messages, and a thread opens beside', async () => {
    const { page, heard } = await sit();
    await goTo(desk, /Gatehouse/);
    await page.getByRole('tab', { name: 'Home', selected: true }).waitFor();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Reached' }).click();
    await expect.poll(() => heard.actions.map(({ action_id }) => action_id)).toEqual(['reached']);
    await page.getByRole('tab', { name: 'Messages' }).click();
    await send(desk, 'hello');
    await page.getByRole('button', { name: '1 reply' }).click();
    const thread = page.getByRole('complementary');
    await thread.getByText('Noted ✅').waitFor();
    await thread.getByRole('textbox').fill('thanks');
    await thread.getByRole('button', { name: 'Send' }).click();
    await thread.getByText('thanks').waitFor();
    expect(heard.said).toEqual(['hello', 'thanks']);
    await thread.getByRole('button', { name: 'Close' }).click();
    await thread.waitFor({ state: 'hidden' });
  });

  test('shortcuts start from the lightning and from a message', async () => {
    const { page, heard } = await sit();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Register/ }).click();
    await modal(desk).getByRole('heading', { name: 'Step 1' }).waitFor();
    await page.keyboard.press('Escape');
    await modal(desk).waitFor({ state: 'detached' });
    await send(desk, 'Ms Wang called');
    const message = page.getByRole('article').last();
    await message.getByText('Ms Wang called').waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'Message actions' }).click();
    await page.getByRole('menuitem', { name: /Add to file/ }).click();
    await modal(desk).getByRole('heading', { name: 'Step 1' }).waitFor();
    expect(heard.actions).toEqual([{ shortcut: 'register' }, { shortcut: 'add' }]);
  });

  test('Li Na has the page in Chinese, in her zone, and can turn it to English', async () => {
    const { page, isPhone } = await sit('U_LINA', 'C_EAST');
    await send(desk, '/every');
    await modal(desk).getByRole('button', { name: 'Save' }).click();
    await modal(desk).getByText('请填写此必填项。').waitFor();
    expect(await modal(desk).getByText('（选填）').count()).toBe(17);
    await page.keyboard.press('Escape');
    await modal(desk).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /时钟.*9:20/ }).waitFor();
    if (isPhone) await page.getByRole('button', { name: '频道和人员' }).click();
    await page.getByLabel('语言').selectOption('en-GB');
    await page.getByLabel('Language').waitFor();
    expect(desk.slack.person('U_LINA').locale).toBe('en-GB');
  });

  test('one becomes somebody else and sees what they see', async () => {
    const { page, isPhone, slack } = await sit();
    await slack.as('U_WANG').say('C_MGR', 'for managers');
    if (isPhone) await page.getByRole('button', { name: 'Channels and people' }).click();
    expect(await page.getByRole('navigation').getByText('managers').count()).toBe(0);
    await page.getByRole('button', { name: 'Acting as Emma Clarke' }).click();
    await page.getByRole('option', { name: /Grace Lim/ }).click();
    await goTo(desk, /managers/);
    await page.getByRole('article').getByText('for managers').waitFor();
  });

  test('the clock moves forward and the inspector and faults show what happens', async () => {
    const { page, slack } = await sit();
    await page.getByRole('button', { name: /^Clock/ }).click();
    await page.getByRole('button', { name: '+1 day' }).click();
    await expect.poll(() => slack.clock.shiftMs).toBe(86_400_000);
    await page.getByRole('button', { name: 'Next 9:00' }).click();
    await expect.poll(() => slack.clock.iso()).toBe('2026-03-03T09:00:00.000Z');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Start: Deliver everything twice' }).click();
    await page.getByText('next 1').last().waitFor();
    expect(slack.faults.list.map(({ kind }) => kind)).toEqual(['redeliver']);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect.poll(() => slack.faults.list.length).toBe(0);
    await slack.as('U_EMMA').command('/silent');
    await page.getByRole('button', { name: 'Inspector' }).click();
    const tools = page.getByRole('complementary', { name: 'Inspector' });
    await tools.getByRole('button', { name: 'Problems' }).click();
    await tools
      .getByRole('button', { name: /silent.*operation_timeout/ })
      .first()
      .click();
    await tools.getByText('Acknowledge within three seconds.').waitFor();
  });

  test('a message that somebody else sends appears at once, with an unread mark elsewhere', async () => {
    const { page, slack, isPhone } = await sit();
    await slack.as('U_TOM').say('C_WEST', 'good morning');
    await page.getByRole('article').getByText('good morning').waitFor();
    await slack.as('U_TOM').say('C_GENERAL', 'for all');
    if (isPhone) await page.getByRole('button', { name: 'Channels and people' }).click();
    await page.getByRole('navigation').getByLabel('1 unread').waitFor();
  });
});

/** A state value in short: the value, the chosen values or the ids. */
function summary(state: unknown): unknown {
  const { type: _type, timezone: _zone, ...held } = state as Record<string, unknown>;
  const [value] = Object.values(held);
  if (Array.isArray(value)) return value.map(short);
  return short(value);
}

function short(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const bag = value as Record<string, unknown>;
  if (bag.type === 'rich_text') return JSON.stringify(bag).match(/"text":"([^"]+)"/)?.[1];
  return bag.value ?? bag.name;
}

function actionSummary(action: Record<string, unknown>): string {
  const option = action.selected_option as { value?: string } | undefined;
  const value = action.value ?? option?.value ?? action.selected_date;
  return `${action.action_id} ${value}`;
}
