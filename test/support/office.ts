import type { Receiver } from '@slack/bolt';
import { afterAll, afterEach } from 'vitest';
import { seedOffice } from '../../prisma/seed/office.ts';
import { PracticeSlack } from '../../sandbox/practice.ts';
import { createApp } from '../../src/bot/app.ts';
import type { HomeView } from '../../src/bot/blocks.ts';
import { homeTab } from '../../src/bot/blocks.ts';
import type { Feature, Scene } from '../../src/bot/doing.ts';
import type { Edge } from '../../src/bot/edge.ts';
import { buildManifest } from '../../src/bot/manifest.ts';
import { createLog } from '../../src/lib/log.ts';
import type { AskModel } from '../../src/lib/model.ts';
import { NOW, type TestDatabase, testDatabase } from './database.ts';

/** A whole office under test: the practice workspace, a real Bolt app on it, a real database, the seeded people. */
export interface TestOffice {
  slack: PracticeSlack;
  t: TestDatabase;
  edge: Edge;
  /** Every line the bot logged. */
  logged: string[];
  /** The same since the file began. */
  allLogged: string[];
  /** Moves both clocks: the database's and the workspace's. */
  setNow(iso: string): Promise<void>;
  /** All words on a person's screen: the open modal, flattened. */
  screen(user: string): string;
}

export interface OfficeOptions {
  features: Feature[];
  now?: string;
  home?: (scene: Scene) => Promise<HomeView>;
  wake?: () => void;
  model?: AskModel | undefined;
}

/** Opens the office; everything closes when the file is over. An error the bot did not expect fails the test. */
export async function testOffice(options: OfficeOptions): Promise<TestOffice> {
  const t = await testDatabase({ now: options.now ?? NOW });
  await seedOffice(t.db);
  const slack = new PracticeSlack({
    manifest: buildManifest(options.features, { prefix: '' }),
    now: () => new Date(options.now ?? NOW),
  });
  const logged: string[] = [];
  const allLogged: string[] = [];
  const { app, edge } = createApp(
    {
      botToken: slack.botToken,
      receiver: slack.receiver() as unknown as Receiver,
      apiUrl: slack.apiUrl,
      fetch: slack.fetch,
    },
    {
      db: t.db,
      keys: t.keyring,
      features: options.features,
      prefix: '',
      home: options.home ?? (async () => homeTab([])),
      wake: options.wake ?? (() => {}),
      log: createLog({
        level: 'info',
        write: (line) => {
          logged.push(line);
          allLogged.push(line);
        },
      }),
      admins: [],
      teamId: slack.world.team.id,
      health: async () => ({ ok: true, parts: {} }) as never,
      model: options.model,
    },
  );
  await app.start();
  afterAll(async () => {
    await app.stop();
  });
  afterEach(() => {
    const bugs = logged.filter((line) => line.includes('"level":"error"'));
    logged.length = 0;
    if (bugs.length > 0) throw new Error(`the bot met a bug:\n${bugs.join('\n')}`);
  });
  return {
    slack,
    t,
    edge,
    logged,
    allLogged,
    async setNow(iso) {
      await t.setNow(iso);
      slack.clock.set(new Date(iso));
    },
    screen: (user) => wordsOf(slack.modal(user)),
  };
}

/** Presses a button behind 更多 More of the card that is open before the person. */
export async function viaMore(who: ReturnType<PracticeSlack['as']>, doing: string): Promise<void> {
  await who.click('customer.more');
  await who.click(doing);
}

/** Every text of a view or message, in order, one per line. */
export function wordsOf(node: unknown): string {
  if (node === null || typeof node !== 'object') return '';
  if (Array.isArray(node)) return node.map(wordsOf).filter(Boolean).join('\n');
  const { text, initial_value: initial, ...rest } = node as Record<string, unknown>;
  const own = [
    typeof text === 'string' ? text : wordsOf(text),
    typeof initial === 'string' ? initial : '',
  ];
  const others = Object.entries(rest)
    .filter(([key]) => key !== 'state')
    .map(([, value]) => wordsOf(value));
  return [...own, ...others].filter(Boolean).join('\n');
}
