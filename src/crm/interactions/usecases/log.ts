import { transact, type Work } from '../../../db/transact.ts';
import { supersedeNudges } from '../../../ledger/plan.ts';
import { Refusal, Refusals } from '../../../lib/refusal.ts';
import { audit } from '../../audit/audit.ts';
import { listChanges } from '../../audit/rules.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { blindly } from '../../customers/unique.ts';
import { pairTaken } from '../../duplicates/find.ts';
import { type Due, planDue } from '../../followups/rules.ts';
import { readPlan } from '../../followups/schema.ts';
import { findFollowUp } from '../../followups/store.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import type { Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { offerUndo } from '../../undo/store.ts';
import { fillMissing, type MissingField } from '../missing.ts';
import { arrangeNext, type NextWish } from '../next.ts';
import {
  type ContactKind,
  isFitting,
  isVisit,
  mostValuable,
  type Result,
  visitKind,
} from '../rules.ts';
import { readParty, readSaid } from '../schema.ts';
import {
  countAttemptsInARow,
  insertInteraction,
  recountContacts,
  wasJustLogged,
} from '../store.ts';

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
  /** Logged later than it happened: the moment is said back. */
  isLate: boolean;
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
  return blindly(ctx, () => transact(ctx, (work) => log(work, ctx, wish)), pairTaken);
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
  if (contact.result === 'effective') await keepClock(work, file.id);
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
    await supersedeNudges(work.tx, {
      aboutIds: [file.id],
      outcome: 'contacted',
      now: work.now,
      // An appointment stands, whatever was said on the phone.
      except: ['viewing'],
    });
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
    isLate: work.now.getTime() - contact.happenedAt.getTime() > LATE_MS,
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
/** Entered this long after it happened, a contact is logged late. */
const LATE_MS = 10 * 60_000;

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
  // Written so that a date that is none is refused as well.
  if (!(happenedAt.getTime() <= now.getTime() + TOLERANCE_MS)) {
    refusals.push(new Refusal('contactInTheFuture', {}, 'happenedAt'));
  }
  const said = collect(() => readSaid(wish.said)) ?? null;
  const partySize = isVisit(wish.kind) ? (collect(() => readParty(wish.partySize)) ?? null) : null;
  const next = collect(() => readNext(wish.next, at)) ?? 'usual';
  if (refusals.length > 0) throw new Refusals(refusals);
  return {
    kind: visitKind(wish.kind, file.visitCount),
    result: wish.result,
    happenedAt: new Date(Math.min(happenedAt.getTime(), now.getTime())),
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
