import type { Ctx } from '../../src/crm/context.ts';
import type { SettingKey } from '../../src/crm/settings/rules.ts';
import { saveSetting } from '../../src/crm/settings/store.ts';
import { changeStage, type Moved, type StageWish } from '../../src/crm/stages/usecases.ts';
import type { TestDatabase } from './database.ts';

/** An office in which no move asks for anything, for tests that are about something else. */
export async function askNothing({ db }: Pick<TestDatabase, 'db'>): Promise<void> {
  const keys: SettingKey[] = ['needsInterested', 'needsNegotiating', 'needsClosed'];
  for (const key of keys) {
    await saveSetting(db, { teamId: null, key, value: [], from: new Date(0), byId: null });
  }
}

/** Moves a customer who has all that is asked for. */
export async function moved(
  ctx: Ctx,
  wish: Pick<StageWish, 'customerId' | 'to'> & Partial<StageWish>,
): Promise<Moved> {
  const done = await changeStage(ctx, { reason: null, note: null, ...wish });
  if (done.status !== 'moved') throw new Error(`something is missing: ${JSON.stringify(done)}`);
  return done;
}
