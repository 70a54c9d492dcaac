import { randomUUID } from 'node:crypto';
import { PEOPLE, seedOffice, TEAMS } from '../../prisma/seed/office.ts';
import type { Message as Posted } from '../../sandbox/core/types.ts';
import { type PracticeOptions, PracticeSlack } from '../../sandbox/practice.ts';
import { createPoster, type PosterOptions } from '../../src/bot/poster.ts';
import type { Db } from '../../src/db/client.ts';
import { Delivery, type DeliveryParts } from '../../src/jobs/deliver.ts';
import { Pace } from '../../src/ledger/pace.ts';
import { newId } from '../../src/lib/id.ts';
import { createLog, type Log } from '../../src/lib/log.ts';
import { NOW, type TestDatabase, type TestDatabaseOptions, testDatabase } from './database.ts';
import { wordsOf } from './office.ts';

/** What the bot may do in Slack; without the history scopes doubtful messages cannot be looked for. */
export const SCOPES = ['chat:write', 'im:write', 'commands', 'users:read'];
export const HISTORY = ['channels:history', 'groups:history', 'im:history'];

export const deliveryManifest = (scopes = [...SCOPES, ...HISTORY]) => ({
  display_information: { name: 'Gatehouse' },
  features: { bot_user: { display_name: 'Gatehouse' } },
  oauth_config: { scopes: { bot: scopes } },
  settings: { interactivity: { is_enabled: true }, socket_mode_enabled: true },
});

/** How much time tests have let pass at once, in ms: pauses that a bot keeps in memory end too. */
let passed = 0;

/** No waiting for Slack's pace where a test is not about it; a pause that Slack asked for counts. */
export function noPace(): Pace {
  const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1_000_000 };
  const clock = () => performance.now() + passed;
  return new Pace({ channel: unlimited, workspace: unlimited }, clock);
}

/** A process of the bot that sends what an office planned, without waiting for Slack's pace. */
export function senderOf(
  { t, slack }: Pick<DeliveryOffice, 't' | 'slack'>,
  log: Log = createLog({ level: 'error', write: () => {} }),
): Delivery {
  return new Delivery({
    db: t.db,
    keys: t.keyring,
    log,
    poster: createPoster({ token: slack.botToken, apiUrl: slack.apiUrl, fetch: slack.fetch }),
    engine: { pace: noPace() },
  });
}

export interface DeliveryOffice {
  t: TestDatabase;
  db: Db;
  slack: PracticeSlack;
  log: Log;
  logged: string[];
  /** A process of the bot: with its own engine and client. */
  bot(
    parts?: Partial<DeliveryParts> & { poster?: DeliveryParts['poster'] },
    options?: Partial<PosterOptions>,
  ): Delivery;
  /** Moves both clocks. */
  setNow(iso: string): Promise<void>;
  advance(interval: string, ms: number): Promise<void>;
}

export interface OfficeOptions extends TestDatabaseOptions {
  scopes?: string[];
  clientMsgIds?: PracticeOptions['clientMsgIds'];
}

/** The seeded office with a practice workspace that counts what it stores; no time passes by itself. */
export async function deliveryOffice(options: OfficeOptions = {}): Promise<DeliveryOffice> {
  const t = await testDatabase(options);
  await seedOffice(t.db);
  let now = new Date(options.now ?? NOW).getTime();
  const slack = new PracticeSlack({
    manifest: deliveryManifest(options.scopes),
    now: () => now,
    // The second line of defence is off, so that the first is what is seen.
    clientMsgIds: options.clientMsgIds ?? 'ignored',
  });
  const logged: string[] = [];
  const log = createLog({ level: 'info', write: (line) => void logged.push(line) });
  return {
    t,
    db: t.db,
    slack,
    log,
    logged,
    bot: (parts = {}, poster = {}) =>
      new Delivery({
        db: t.db,
        keys: t.keyring,
        log,
        poster: createPoster({
          token: slack.botToken,
          apiUrl: slack.apiUrl,
          fetch: slack.fetch,
          timeoutMs: 200,
          ...poster,
        }),
        ...parts,
        engine: { pace: noPace(), ...parts.engine },
      }),
    async setNow(iso) {
      now = new Date(iso).getTime();
      await t.setNow(iso);
    },
    async advance(interval, ms) {
      now += ms;
      await t.advance(interval);
    },
  };
}

type Person = keyof typeof PEOPLE;

export interface CustomerPlan {
  rep?: Person | null;
  team?: keyof typeof TEAMS;
  name?: string;
  gender?: string | null;
  grade?: string | null;
  arrivedAt?: string;
  arrivalKind?: string;
  lastEffectiveAt?: string | null;
  lastAttemptAt?: string | null;
  confirmedAt?: string;
  doNotContact?: boolean;
  status?: string;
  stage?: string;
}

/** A registered customer; contacted just now unless said otherwise. */
export async function addCustomer(
  db: Db,
  plan: CustomerPlan = {},
): Promise<{ id: string; number: number }> {
  const arrivedAt = new Date(plan.arrivedAt ?? '2026-03-05T08:30:00+08:00');
  const lastEffectiveAt = plan.lastEffectiveAt === undefined ? arrivedAt : plan.lastEffectiveAt;
  return db.customer.create({
    data: {
      id: newId(arrivedAt),
      teamId: TEAMS[plan.team ?? 'east'].id,
      repId: plan.rep === null ? null : PEOPLE[plan.rep ?? 'lina'].id,
      registeredById: PEOPLE[plan.rep ?? 'lina'].id,
      name: plan.name ?? '王芳',
      gender: plan.gender === undefined ? 'female' : plan.gender,
      grade: plan.grade === undefined ? 'B' : plan.grade,
      status: plan.status ?? 'active',
      stage: plan.stage ?? 'interested',
      arrivalKind: plan.arrivalKind ?? 'visit',
      arrivedAt,
      registeredAt: arrivedAt,
      confirmedAt: plan.confirmedAt ? new Date(plan.confirmedAt) : arrivedAt,
      lastEffectiveAt: lastEffectiveAt === null ? null : new Date(lastEffectiveAt),
      lastAttemptAt: plan.lastAttemptAt ? new Date(plan.lastAttemptAt) : null,
      doNotContact: plan.doNotContact ?? false,
      updatedAt: arrivedAt,
    },
    select: { id: true, number: true },
  });
}

export interface FollowUpPlan {
  customerId: string;
  dueAt: string | Date;
  rep?: Person;
  grain?: string;
}

export async function addFollowUp(db: Db, plan: FollowUpPlan): Promise<{ id: string }> {
  const dueAt = new Date(plan.dueAt);
  const member = PEOPLE[plan.rep ?? 'lina'];
  return db.followUp.create({
    data: {
      id: randomUUID(),
      customerId: plan.customerId,
      memberId: member.id,
      dueAt,
      firstDueAt: dueAt,
      grain: plan.grain ?? 'minute',
      zone: member.zone,
      createdById: member.id,
      createdAt: dueAt,
    },
    select: { id: true },
  });
}

/** A customer with a follow-up at this time. */
export async function addDue(
  db: Db,
  dueAt: string | Date,
  plan: CustomerPlan & { grain?: string } = {},
) {
  const customer = await addCustomer(db, plan);
  const rep = plan.rep ?? 'lina';
  const { id } = await addFollowUp(db, {
    customerId: customer.id,
    dueAt,
    rep,
    ...(plan.grain && { grain: plan.grain }),
  });
  return { ...customer, followUpId: id };
}

/** How often each customer's number was stored by Slack, whatever it was told; edits do not count. */
export function timesTold(slack: PracticeSlack, number: number): number {
  return slack.stored.all.filter(({ channel, ts }) => {
    const message = slack.messages(channel).find((one) => one.ts === ts);
    return message !== undefined && shown(message).includes(`C-${number} `);
  }).length;
}

/** All words of a message as people read them. */
export const shown = (message: Posted | undefined): string =>
  message ? wordsOf(message.blocks) : '';

/** Every text of a channel or DM, oldest first. */
export const texts = (slack: PracticeSlack, channel: string): string[] =>
  slack.messages(channel).map(shown);
export const dmTexts = (slack: PracticeSlack, user: string): string[] => slack.dms(user).map(shown);

/** Lets leases and pauses of the database's own clock be over, as if that time had passed. */
export async function passTime(t: TestDatabase): Promise<void> {
  passed += 86_400_000;
  await t.owner.query(
    `UPDATE messages SET next_at = next_at - interval '1 day', lease_until = lease_until - interval '1 day'`,
  );
}

/** Runs the bot until nothing is due any more, letting pauses pass. */
export async function settleAll(office: DeliveryOffice, bot: Delivery, rounds = 6): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await bot.run();
    const { due, sending, stale } = await bot.health();
    if (due + sending + stale === 0) return;
    await passTime(office.t);
  }
}
