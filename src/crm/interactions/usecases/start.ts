import { type Reading, read } from '../../../db/transact.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { isTheirs, requirePermission } from '../../access/rules.ts';
import type { Ctx } from '../../context.ts';
import { type CustomerFile, findCustomer, findFile } from '../../customers/store.ts';
import type { Due } from '../../followups/rules.ts';
import { canPlan } from '../../followups/schema.ts';
import { findFollowUp, listOpenOf } from '../../followups/store.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { type Addressees, listAddressees } from '../addressee.ts';
import { usualNext } from '../next.ts';
import { MAX_SAID, mostValuable, type Result } from '../rules.ts';
import { findAhead, readContactText, readHappened, type TypedContact } from '../schema.ts';
import { countAttemptsInARow } from '../store.ts';

/** What the form of a contact starts with. */
export interface ContactStart {
  file: CustomerFile;
  settings: Settings;
  now: Date;
  /** What is next when nothing else is wished: an open plan, or as usual. */
  next: Due | null;
  /** The missing field to ask for. */
  missing: string | null;
}

/** Reads what the form of a contact shows, for a person who may log it. */
export async function readForContact(
  ctx: Ctx,
  wish: { customerId: string; followUpId: string | null; result: Result },
): Promise<ContactStart> {
  return read(ctx, async (at) => {
    const file = await requireFile(at, ctx, wish);
    const [settings, open, attemptsInARow] = await Promise.all([
      getSettings(at.db, file.teamId, at.now),
      listOpenOf(at.db, file.id),
      countAttemptsInARow(at.db, file.id),
    ]);
    const coming = open.find((row) => row.id !== wish.followUpId && row.dueAt > at.now);
    const { actor } = ctx;
    const usual = usualNext(at.now, { file, result: wish.result, actor, settings, attemptsInARow });
    return {
      file,
      settings,
      now: at.now,
      next: coming ?? usual,
      missing: mostValuable(file.missing),
    };
  });
}

async function requireFile(
  at: Reading,
  ctx: Ctx,
  wish: { customerId: string; followUpId: string | null },
): Promise<CustomerFile> {
  await findCustomer(at.db, wish.customerId); // one that was merged says so
  const file = await findFile(at, wish.customerId);
  if (!file) throw new Refusal('notAllowed');
  const asked = wish.followUpId ? await findFollowUp(at.db, wish.followUpId) : null;
  const isStandIn =
    asked?.customerId === file.id && isTheirs(ctx.actor, asked.memberId, file.teamId);
  if (!isStandIn) requirePermission(ctx.actor, 'contact:log', file);
  return file;
}

/** The customers a typed line may begin with, among those the person may see, and the rest of the line. */
export async function findAddressees(ctx: Ctx, text: string): Promise<Addressees> {
  return read(ctx, (at) => listAddressees(at, ctx.actor, text));
}

/** A typed account, and whether it can be saved without asking anything back. */
export interface Typed {
  account: TypedContact;
  happenedAt: Date | null;
  isClear: boolean;
}

/**
 * Reads what was typed after a customer's name. It is clear when it tells how, what came of it and, for
 * a contact, what was said, and when the words of the next date name exactly one. A coming moment that
 * was not said to be the next step is asked about.
 */
export async function readTyped(ctx: Ctx, customerId: string, text: string): Promise<Typed> {
  return read(ctx, async (at) => {
    const file = await requireFile(at, ctx, { customerId, followUpId: null });
    const { zone, locale } = ctx.actor;
    const settings = await getSettings(at.db, file.teamId, at.now);
    const writer = { now: at.now, zone, locale, settings };
    const { happenedAt, rest } = readHappened(text, writer);
    const told = readContactText(rest);
    const ahead = told.next === null ? findAhead(told.said, writer) : null;
    const account = { ...told, next: told.next ?? ahead };
    const isTold = account.result !== 'effective' || account.said !== '';
    const isClear =
      account.kind !== null &&
      account.result !== null &&
      isTold &&
      ahead === null &&
      account.said.length <= MAX_SAID &&
      (account.next === null || canPlan(account.next, writer));
    return { account, happenedAt, isClear };
  });
}
