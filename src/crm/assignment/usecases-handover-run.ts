import { read, type TransactContext, transact, type Work } from '../../db/transact.ts';
import { planMessage, redrawMessage } from '../../ledger/plan.ts';
import type { Actor } from '../access/actor.ts';
import { actorOf, findMember } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import { handOverSome, returnStrays } from './handing.ts';
import {
  closeHandOver,
  findHandOver,
  type HandOver,
  listOpenHandOvers,
  listStrayFollowUps,
  lockTeamsOf,
  settleItems,
  takeHandOver,
  takeItems,
} from './store-handover.ts';

/** Customers of one transaction: short enough that nobody who edits one of them waits long. */
const BATCH = 25;

/** Kind in the ledger: what came, for whoever receives. */
const RECEIVED = 'handover-received';

/**
 * Takes every open hand-over further, until none of their customers waits: what was stopped goes on where
 * it was, however many processes do it. Answers how many customers were handled.
 */
export async function continueHandOvers(ctx: TransactContext): Promise<number> {
  let handled = 0;
  for (const { id } of await read(ctx, ({ db }) => listOpenHandOvers(db))) {
    let n = 0;
    do {
      n = await unlessIdle(() => transact(ctx, (work) => batch(work, id)));
      handled += n;
    } while (n > 0);
    await unlessIdle(() => transact(ctx, (work) => finish(work, id)));
  }
  return handled;
}

/** Nothing was left to do, or another process does it: nothing is written. */
class NothingLeft extends Error {}

async function unlessIdle(step: () => Promise<{ n: number }>): Promise<number> {
  try {
    return (await step()).n;
  } catch (error) {
    if (!(error instanceof NothingLeft)) throw error;
    return 0;
  }
}

async function batch(work: Work, id: string): Promise<{ n: number }> {
  const { tx } = work;
  const handover = await takeHandOver(tx, id);
  const ids = handover ? await takeItems(tx, id, BATCH) : [];
  if (!handover || ids.length === 0) throw new NothingLeft();
  const by = await actorFor(work, handover);
  // Before the customers: who chooses holds the team first, so that two do not wait in a circle.
  if (!handover.toId) await lockTeamsOf(tx, ids);
  await settleItems(tx, id, await handOverSome(work, { handover, by }, ids));
  if (handover.messageId) await redrawMessage(tx, handover.messageId);
  audit(work, {
    actor: 'system',
    action: 'hand-over.batch',
    subject: { kind: 'member', id: handover.fromId },
    details: { handover: id, n: ids.length },
  });
  return { n: ids.length };
}

async function actorFor({ tx }: Work, { byId }: HandOver): Promise<Actor> {
  return actorOf((await findMember(tx, byId))!);
}

/** Ends it: follow-ups on colleagues' customers go back to these, and everybody who got some is told. */
async function finish(work: Work, id: string): Promise<{ n: number }> {
  const { tx, now } = work;
  const handover = await takeHandOver(tx, id);
  if (!handover || !(await closeHandOver(tx, id, now))) throw new NothingLeft();
  const by = await actorFor(work, handover);
  if (handover.isAll) {
    for (const { customerId } of await listStrayFollowUps(tx, handover.fromId))
      await returnStrays(work, { customerId, fromId: handover.fromId, by });
  }
  const state = await findHandOver(tx, id);
  for (const { id: memberId } of state?.receivers ?? []) {
    await planMessage(tx, {
      kind: RECEIVED,
      memberId,
      target: 'dm',
      recipient: `member:${memberId}`,
      slot: `${RECEIVED}:${id}`,
      dueAt: now,
      content: { handoverId: id },
    });
  }
  if (handover.messageId) await redrawMessage(tx, handover.messageId);
  audit(work, {
    actor: 'system',
    action: 'hand-over.end',
    subject: { kind: 'member', id: handover.fromId },
    details: { handover: id },
  });
  return { n: 0 };
}
