import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where distributions put Chromium; a name without a slash is looked for on the PATH. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', 'google-chrome'];

const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Shorter than a test may take, so that what was waited for stands in the failure. */
const WAIT_MS = 6000;

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

/** The Chromium of this machine, `CHROMIUM_PATH` first; null where there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  const found = PLACES.map((place) => (place.startsWith('/') ? place : onPath(place)));
  return found.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/**
 * True where browser tests can run. Where there is no Chromium it says so in one line, and with `REQUIRE_BROWSER=1` it
 * throws instead, so that a machine that must run them cannot pass without.
 */
export function canBrowse(): boolean {
  if (findChromium() !== null) return true;
  const sentence =
    'Browser tests need a Chromium: none at CHROMIUM_PATH, /usr/bin/chromium, /usr/bin/chromium-browser or google-chrome.';
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(sentence);
  process.stderr.write(`${sentence} They are skipped.\n`);
  return false;
}

/** Starts Chromium with an empty profile of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? '', args: SWITCHES });
}

/** A page in a fresh profile; what the page's script fails at is collected in `problems`. */
export async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'UTC' });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => {
    // A refusal of the control API (400) is part of ordinary use; anything else on the console is a fault of the page.
    if (line.type() === 'error' && !line.text().includes('status of 400')) {
      problems.push(line.text());
    }
  });
  return { page, problems };
}
