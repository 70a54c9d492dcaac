import type { Locator, Page } from 'playwright-core';
import { ManualTimers } from '../../sandbox/core/timers.ts';
import { PracticeSlack } from '../../sandbox/practice.ts';
import { servePractice } from '../../sandbox/transports/http.ts';
import type { openPage } from './chromium.ts';
import { type Heard, startTrialApp, TRIAL_MANIFEST } from './trial_app.ts';

/** Monday 2 March 2026, 09:20 in Shanghai, 01:20 in London. */
const NOW = new Date('2026-03-02T01:20:00Z');

/** A person at the page, with the workspace and the app behind it. */
export interface Desk {
  page: Page;
  slack: PracticeSlack;
  heard: Heard;
  problems: string[];
  isPhone: boolean;
  close(): Promise<void>;
}

/** What typing and going about need to know. */
type Seat = Pick<Desk, 'page' | 'isPhone'>;

export interface Sitting {
  /** One browser page serves all that sit at it, one after another: opening one costs more than most of them do. */
  opened: Awaited<ReturnType<typeof openPage>>;
  user?: string;
  channel?: string;
}

/** Opens the page as a person in a channel of a fresh workspace. */
export async function sitDown({
  opened: { page, problems },
  user = 'U_EMMA',
  channel = 'C_WEST',
}: Sitting): Promise<Desk> {
  const slack = new PracticeSlack({
    manifest: TRIAL_MANIFEST,
    now: () => NOW,
    timers: new ManualTimers(),
  });
  const heard = await startTrialApp(slack);
  const server = await servePractice(slack.world, 0);
  problems.length = 0;
  // A port of its own is an origin of its own: nothing that the page before kept is seen here.
  await page.goto(`http://127.0.0.1:${server.port}/#${user}/${channel}`);
  await page.locator('body.ready').waitFor();
  const close = async () => {
    await page.goto('about:blank');
    await server.close();
  };
  const isPhone = (page.viewportSize()?.width ?? 0) < 760;
  return { page, slack, heard, problems, isPhone, close };
}

/** Where one types in the open channel. */
export function composerOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^(Message |发消息到 )/ });
}

/** Types into the composer and sends. */
export async function send({ page, isPhone }: Seat, text: string): Promise<void> {
  const composer = composerOf(page);
  await composer.fill(text);
  if (isPhone)
    await page
      .getByRole('main')
      .getByRole('button', { name: /^(Send|发送)$/ })
      .click();
  else await composer.press('Enter');
}

/** The modal on screen. */
export function modal({ page }: Desk): Locator {
  return page.getByRole('dialog');
}

/** Picks an option of a select, typing what is given to narrow the list. */
export async function pick(
  within: Locator,
  name: string,
  { type = '', option }: { type?: string; option: string },
): Promise<void> {
  const box = within.getByRole('combobox', { name });
  await box.click();
  if (type) await box.pressSequentially(type);
  await within.getByRole('option', { name: option }).click();
}

/** Goes to a channel, a person or the app in the side bar, which is a drawer on a phone. */
export async function goTo({ page, isPhone }: Seat, name: string | RegExp): Promise<void> {
  if (isPhone)
    await page.getByRole('button', { name: /^(Channels and people|频道和人员)$/ }).click();
  await page.getByRole('navigation').getByRole('button', { name }).first().click();
}
