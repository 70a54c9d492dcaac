import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Program, startProgram, testFolder } from '../support/program.ts';
import { DESKTOP, openPage, PHONE } from './chromium.ts';

/** What comes with a tick of the scheduler, on a machine with other things to do. */
const PATIENCE_MS = 20_000;

const PICTURES = join(import.meta.dirname, '../../docs/pictures');

/** The program as `npm start` runs it, with an office and a data folder of its own. */
export interface WalkedOffice {
  address: string;
  program: Program;
  /** Moves everybody's time, as `2027-03-02T10:00:30+08:00`. */
  moveClock(to: { set: string }): Promise<void>;
  /** The two days of the walk, `YYYY-MM-DD`. */
  monday: string;
  tuesday: string;
}

/** Starts the office and turns its clock to a Monday at 9:20 in Shanghai. */
export async function openOffice(): Promise<WalkedOffice> {
  const program = startProgram([process.execPath, '--import', 'tsx', 'scripts/start.ts'], {
    GATEHOUSE_DATA_DIR: join(testFolder(), 'data'),
    PRACTICE_PORT: '0',
  });
  const [, address = ''] = await program.hear(/open: (http:\S+)/);
  const moveClock: WalkedOffice['moveClock'] = (to) => act(address, 'clock', to);
  const monday = firstMondayOfMarch(new Date());
  await moveClock({ set: `${monday}T09:20:00+08:00` });
  return { address, program, moveClock, monday, tuesday: dayAfter(monday) };
}

/** One call of the practice workspace's control API. */
async function act(address: string, path: string, body: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${address}control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

/** More customers, each from one typed line, so that pictures of lists and charts show something. */
export async function fillOffice({ address }: WalkedOffice): Promise<void> {
  if (!arePicturesAsked()) return;
  for (const [user, channel, text] of MORE_CUSTOMERS) {
    await act(address, 'command', { user, channel, command: '/customer', text });
    await expect.poll(() => countModals(address, user), { timeout: PATIENCE_MS }).toBe(1);
    await act(address, 'submit', { user });
    await act(address, 'close', { user, all: true });
  }
}

async function countModals(address: string, user: string): Promise<number> {
  const answer = await fetch(`${address}control/state?user=${user}`);
  return ((await answer.json()) as { modals: unknown[] }).modals.length;
}

const arePicturesAsked = () => process.env.PICTURES === '1';

const MORE_CUSTOMERS = [
  ['U_LINA', 'C_EAST', '登记 陈先生 13911112201 来电 三房 100平 500-600万 抖音 B类 周二下午3点'],
  ['U_LINA', 'C_EAST', '登记 赵女士 13911112202 来访 两房 89平 300万以内 公众号 C类 周二下午4点半'],
  ['U_LINA', 'C_EAST', '登记 孙晓明 13911112204 来电 三房 抖音 周五上午10点'],
  ['U_ZHANG', 'C_EAST', '登记 周先生 13911112203 来访 四房 140平 800-900万 路过 A类 周三上午11点'],
  ['U_ZHANG', 'C_EAST', '登记 吴阿姨 13911112205 来电 两房 安居客 D类'],
  ['U_EMMA', 'C_WEST', 'new Mr Okafor 07911 123411 call-in 3 bed 120 sqm portal grade B Tue 4pm'],
  ['U_EMMA', 'C_WEST', 'new Ms Lindqvist 07911 123412 2 bed 80 sqm billboard grade C Thu 2pm'],
  ['U_TOM', 'C_WEST', 'new Mr Silva 07911 123413 call-in 4 bed walk-in grade A tomorrow 11am'],
] as const;

/** A working Monday ahead of today that is no holiday in Shanghai or London. */
function firstMondayOfMarch(today: Date): string {
  const firstOf = (year: number) => {
    const first = new Date(Date.UTC(year, 2, 1));
    return new Date(Date.UTC(year, 2, 1 + ((8 - first.getUTCDay()) % 7)));
  };
  const thisYear = firstOf(today.getUTCFullYear());
  const monday = thisYear > today ? thisYear : firstOf(today.getUTCFullYear() + 1);
  return monday.toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** A person of the office at the page. */
export class Visitor {
  readonly page: Page;
  readonly problems: string[];
  readonly #office: WalkedOffice;
  readonly #viewport: { width: number; height: number };

  private constructor(
    office: WalkedOffice,
    opened: Awaited<ReturnType<typeof openPage>>,
    viewport: { width: number; height: number },
  ) {
    this.page = opened.page;
    this.problems = opened.problems;
    this.#office = office;
    this.#viewport = viewport;
  }

  static async arrive(
    office: WalkedOffice,
    browser: Browser,
    viewport: { width: number; height: number },
  ): Promise<Visitor> {
    const opened = await openPage(browser, viewport);
    opened.page.context().setDefaultTimeout(PATIENCE_MS);
    return new Visitor(office, opened, viewport);
  }

  get isPhone(): boolean {
    return this.#viewport.width === PHONE.width;
  }

  get modal(): Locator {
    return this.page.getByRole('dialog');
  }

  /** What stands in the open channel. */
  get channel(): Locator {
    return this.page.getByRole('main');
  }

  /** Acts as somebody in a channel, as after a reload. */
  async is(user: string, channel: string): Promise<void> {
    await this.page.goto(`${this.#office.address}?${user}#${user}/${channel}`);
    await this.page.locator('body.ready').waitFor();
  }

  /** Presses a button of the modal. */
  async press(name: string | RegExp): Promise<void> {
    await this.modal.getByRole('button', { name }).first().click();
  }

  /** Closes the modal with its own button and waits until it is gone. */
  async leave(name: string): Promise<void> {
    await this.modal.getByRole('button', { name, exact: true }).last().click();
    await this.modal.waitFor({ state: 'detached' });
  }

  /** Keeps what is on screen as a picture of both widths, when pictures are asked for; `top` is scrolled to the top. */
  async picture(name: string, top?: Locator): Promise<void> {
    if (!arePicturesAsked()) return;
    mkdirSync(PICTURES, { recursive: true });
    for (const [width, viewport] of [
      ['desk', DESKTOP],
      ['phone', PHONE],
    ] as const) {
      await this.page.setViewportSize(viewport);
      await this.page.evaluate(FORMS_TO_THE_TOP);
      await top?.evaluate((node) => node.scrollIntoView());
      const path = join(PICTURES, `${name}-${width}.png`);
      await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    }
    await this.page.setViewportSize(this.#viewport);
  }
}

/** Runs in the page. */
const FORMS_TO_THE_TOP =
  "document.activeElement?.blur(); document.querySelectorAll('[role=dialog], [role=dialog] *, dialog, dialog *').forEach((node) => { node.scrollTop = 0; })";
