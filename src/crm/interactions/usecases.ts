import { isUniqueViolation } from '../../db/errors.ts';
import { type Reading, read, transact, type Work } from '../../db/transact.ts';
import { supersedeNudges } from '../../ledger/plan.ts';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import { requirePermission } from '../access/rules.ts';
import { audit } from '../audit/audit.ts';
import { listChanges } from '../audit/rules.ts';
import type { Ctx } from '../context.ts';
import { lockFile } from '../customers/lock.ts';
import type { CustomerFile } from '../customers/store.ts';
import { findFile } from '../customers/store.ts';
import { type Due, planDue } from '../followups/rules.ts';
import { canPlan, readPlan } from '../followups/schema.ts';
import { findFollowUp, listOpenOf } from '../followups/store.ts';
import type { Settings } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { offerUndo } from '../undo/store.ts';
import { type Addressees, listAddressees } from './addressee.ts';
import { fillMissing, type MissingField, refuseTakenPhone } from './missing.ts';
import { arrangeNext, type NextWish, usualNext } from './next.ts';
import {
  type ContactKind,
  isFitting,
  isVisit,
  MAX_SAID,
  mostValuable,
  type Result,
  visitKind,
} from './rules.ts';
import { readContactText, readHappened, readParty, readSaid, type TypedContact } from './schema.ts';
import { countAttemptsInARow, insertInteraction, recountContacts, wasJustLogged } from './store.ts';

/** A contact as a form, a line of text or one tap gives it. */
export interface ContactWish {
  customerId: string;
  /** The follow-up it was asked from, if any. */
  followUpId: string | null;
  kind: ContactKind;
  result: Result;
  /** null: now. */
  happenedAt: Date | null;
  said: string | null;
  /** As typed; for visits. */
  partySize: string | null;
  /** As usual, none, typed words, or a picked moment. */
  next: 'usual' | 'none' | { text: string } | Due;
  /** The missing field that was asked for, as typed. */
  missing: MissingField | null;
  /** One tap: a second one within a moment is the same one. */
  once?: boolean;
}

/** What came of it: ids and codes. */
export type LoggedContact = {
  customerId: string;
  number: number;
  kind: string;
  result: string;
  happenedAt: string;
  closed: number;
  next: { how: string; dueAt: string; grain: string } | null;
  /** What the file still lacks most; null: complete. */
  missing: string | null;
  undoId: string;
};

/**
 * Logs a contact (#15, #52–#54): the row with its sealed account, the file's counts, the follow-ups it
 * answers and the one that is next, and the missing field that was asked for, in one transaction.
 */
export async function logContact(ctx: Ctx, wish: ContactWish): Promise<LoggedContact> {
  try {
    return await transact(ctx, (work) => log(work, ctx, wish));
  } catch (error) {
    if (isUniqueViolation(error)) await refuseTakenPhone(ctx, wish);
    throw error;
  }
}

async function log(work: Work, ctx: Ctx, wish: ContactWish): Promise<LoggedContact> {
  const { actor } = ctx;
  const asked = wish.followUpId ? await findFollowUp(work.tx, wish.followUpId) : null;
  const standIn =
    asked?.customerId === wish.customerId && asked.state === 'open'
      ? { repId: asked.memberId }
      : null;
  const file = await lockFile(work, actor, { action: 'contact:log', standIn }, wish.customerId);
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const contact = readContact(wish, { ctx, file, settings, now: work.now });
  if (wish.once && (await wasJustLogged(work, { customerId: file.id, memberId: actor.id }))) {
    throw new Refusal('justLogged');
  }

  const id = await insertInteraction(work, file.dataKey, {
    customerId: file.id,
    memberId: actor.id,
    kind: contact.kind,
    effective: contact.result === 'effective',
    outcome: contact.result === 'effective' ? null : contact.result,
    happenedAt: contact.happenedAt,
    said: contact.said,
    partySize: contact.partySize,
  });
  await recountContacts(work, file.id);
  const attemptsInARow = await countAttemptsInARow(work.tx, file.id);
  const { followUpId } = wish;
  const arranged = await arrangeNext(work, {
    id,
    followUpId,
    file,
    actor,
    settings,
    attemptsInARow,
    ...contact,
  });
  if (contact.result === 'effective') {
    await supersedeNudges(work.tx, { aboutIds: [file.id], outcome: 'contacted', now: work.now });
  }
  const missing = await fillMissing(work, ctx, { file, settings, field: wish.missing });
  const undoId = await offerUndo(work, {
    memberId: actor.id,
    customerId: file.id,
    kind: 'contact',
    repId: file.repId,
    steps: [...arranged.steps, { step: 'withdraw-contact', id }],
  });
  audit(work, {
    actor,
    action: 'contact.log',
    subject: { kind: 'interaction', id },
    customer: file,
    details: {
      kind: contact.kind,
      result: contact.result,
      happenedAt: contact.happenedAt.toISOString(),
    },
    changes: listChanges(
      {},
      {
        said: contact.said,
        'followUp.due': arranged.next?.due.dueAt.toISOString() ?? null,
      },
    ),
  });
  const { next } = arranged;
  return {
    customerId: file.id,
    number: file.number,
    kind: contact.kind,
    result: contact.result,
    happenedAt: contact.happenedAt.toISOString(),
    closed: arranged.closed,
    next: next && { how: next.how, dueAt: next.due.dueAt.toISOString(), grain: next.due.grain },
    missing: mostValuable(missing),
    undoId,
  };
}

/** A wish made clean. */
interface Contact {
  kind: ContactKind;
  result: Result;
  happenedAt: Date;
  said: string | null;
  partySize: number | null;
  next: NextWish;
}

/** Slack's pickers know whole minutes, and clocks of phones run a little ahead. */
const TOLERANCE_MS = 60_000;

/** Checks everything at once, so that a form shows every field that is wrong. */
function readContact(
  wish: ContactWish,
  at: { ctx: Ctx; file: CustomerFile; settings: Settings; now: Date },
): Contact {
  const { now, file } = at;
  const refusals: Refusal[] = [];
  const collect = <T>(readField: () => T): T | undefined => {
    try {
      return readField();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
      return undefined;
    }
  };
  if (!isFitting(wish.kind, wish.result))
    refusals.push(new Refusal('resultDoesNotFit', {}, 'result'));
  const happenedAt = wish.happenedAt ?? now;
  if (happenedAt.getTime() > now.getTime() + TOLERANCE_MS) {
    refusals.push(new Refusal('contactInTheFuture', {}, 'happenedAt'));
  }
  const said = collect(() => readSaid(wish.said)) ?? null;
  const partySize = isVisit(wish.kind) ? (collect(() => readParty(wish.partySize)) ?? null) : null;
  const next = collect(() => readNext(wish.next, at)) ?? 'usual';
  if (refusals.length > 0) throw new Refusals(refusals);
  return {
    kind: visitKind(wish.kind, file.visitCount),
    result: wish.result,
    happenedAt: happenedAt > now ? now : happenedAt,
    said,
    partySize,
    next,
  };
}

function readNext(
  next: ContactWish['next'],
  { ctx, settings, now }: { ctx: Ctx; settings: Settings; now: Date },
): NextWish {
  if (next === 'usual' || next === 'none') return next;
  const { zone, locale } = ctx.actor;
  if (!('text' in next)) {
    return {
      ...planDue({ instant: next.dueAt, grain: next.grain }, { now, zone, settings }),
      what: null,
    };
  }
  const { dues, what } = readPlan(next.text, { now, zone, locale, settings });
  const [due] = dues;
  if (!due || dues.length > 1) throw new Refusal('whenAmbiguous', {}, 'when');
  return { ...due, what };
}

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
  const file = await findFile(at, wish.customerId);
  if (!file) throw new Refusal('notAllowed');
  const asked = wish.followUpId ? await findFollowUp(at.db, wish.followUpId) : null;
  const isStandIn =
    asked?.customerId === file.id &&
    asked.memberId === ctx.actor.id &&
    ctx.actor.teamIds.includes(file.teamId);
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
 * a contact, what was said, and when the words of the next date name exactly one.
 */
export async function readTyped(ctx: Ctx, customerId: string, text: string): Promise<Typed> {
  return read(ctx, async (at) => {
    const file = await requireFile(at, ctx, { customerId, followUpId: null });
    const { zone, locale } = ctx.actor;
    const settings = await getSettings(at.db, file.teamId, at.now);
    const writer = { now: at.now, zone, locale, settings };
    const { happenedAt, rest } = readHappened(text, writer);
    const account = readContactText(rest);
    const isTold = account.result !== 'effective' || account.said !== '';
    const isClear =
      account.kind !== null &&
      account.result !== null &&
      isTold &&
      account.said.length <= MAX_SAID &&
      (account.next === null || canPlan(account.next, writer));
    return { account, happenedAt, isClear };
  });
}
