import { createApp } from './bot/app.ts';
import { connectionOf, createReceiver } from './bot/connect.ts';
import { Traffic } from './bot/guard.ts';
import { type Look, lookAtSlack, reportHealth, serveHealth } from './bot/health.ts';
import { identify } from './bot/identify.ts';
import { drawHome, features } from './commands/index.ts';
import type { Config, SlackSettings } from './config.ts';
import { requireFittingOffice } from './crm/access/usecases/index.ts';
import { lookAtDatabase } from './db/health.ts';
import { openDatabase } from './db/open.ts';
import { startJobs } from './jobs/start.ts';
import { Closers } from './lib/closers.ts';
import { createLog } from './lib/log.ts';
import { connectModel } from './lib/model.ts';

/** The bot at work: database → jobs → Slack → health, closed in the reverse order. On a failure nothing stays started. */
export async function start(
  config: Config,
  slack: SlackSettings,
): Promise<{ stop(reason: string): Promise<void> }> {
  const began = performance.now();
  const log = createLog({ level: config.logLevel });
  const closers = new Closers();
  log.info('app.starting', { mode: slack.mode });
  try {
    const database = await openDatabase(config, {
      note: (line) => log.info('db.note', { line }),
      onLostConnection: (error) => log.warn('db.connection_lost', {}, error),
    });
    closers.add(database.close);
    await requireFittingOffice(database.prisma, slack.apiUrl ? 'practice' : 'real');
    const identity = await identify(slack);
    const traffic = new Traffic();
    const looks: Record<string, Look> = { database: () => lookAtDatabase(database) };
    const receiver = createReceiver(slack, { traffic, log, looks });
    const { app, edge } = createApp(connectionOf(slack, receiver, identity, log), {
      ...{ db: database.prisma, keys: database.keyring, features, home: drawHome, log },
      ...{ prefix: config.prefix, admins: config.admins, teamId: identity.teamId || null },
      ...{ wake: () => jobs.wake(), health: () => reportHealth(looks) },
      model: connectModel(config.model, log),
    });
    const { directory, files } = edge;
    const jobs = startJobs({ database, slack, config, directory, files, log });
    closers.add(jobs.stop);
    await app.start();
    closers.add(() => app.stop());
    closers.add(() => traffic.close());
    Object.assign(looks, { slack: () => lookAtSlack(receiver, traffic), delivery: jobs.health });
    closers.add(await serveHealth(looks, config.healthPort));
    log.info('app.ready', { mode: slack.mode, ms: Math.round(performance.now() - began) });
  } catch (error) {
    await closers.close();
    throw error;
  }
  return {
    async stop(reason) {
      log.info('app.stopping', { reason });
      await closers.close();
    },
  };
}
