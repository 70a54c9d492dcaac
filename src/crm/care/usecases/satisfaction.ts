import { type Reading, read, transact, type Work } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { addDays, civilDay, instantAt, nextWorkingSlot } from '../../../lib/calendar/index.ts';
import type { Locale } from '../../../lib/locale.ts';
import { fewRandomBytes } from '../../../lib/random.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { readWords } from '../../../lib/words.ts';
import { can } from '../../access/rules.ts';
import { findTeam } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import { languageOf } from '../../customers/rules.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { insertFollowUp } from '../../followups/store.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';
import { getSettings } from '../../settings/store.ts';
import { openSeen } from '../opening.ts';
import { CODE_BYTES, codeFrom, isLow, readAnswer } from '../rules/satisfaction.ts';
import {
  findByCode,
  findOpenAsk,
  findSatisfaction,
  insertAsk,
  insertTold,
  listAnswers,
  type NewAnswer,
  openCode,
  openWords,
  type Satisfaction,
  saveAnswer,
} from '../store/satisfaction.ts';

/** Kind of the message about a low score in the ledger. */
export const LOW_MESSAGE = 'satisfaction-low';

const DAY_MS = 86_400_000;
const MOST_ANSWERS = 10;

/** An answer as the screen shows it. */
export interface Said {
  score: number;
  words: string | null;
  at: Date;
  how: string;
}

/** How satisfied a customer is, and the question that waits. */
export interface SatisfactionOf {
  file: CustomerFile;
  answers: Said[];
  ask: { code: string; expiresAt: Date } | null;
  /** In which the customer is asked. */
  locale: Locale;
  mayCollect: boolean;
  now: Date;
}

/** What a customer said, for whoever may see the customer. */
export async function readSatisfaction(ctx: Ctx, customerId: string): Promise<SatisfactionOf> {
  return read(ctx, async (at) => {
    const file = await openSeen(at, ctx, customerId);
    const [team, answers, open] = await Promise.all([
      findTeam(at.db, file.teamId),
      listAnswers(at.db, customerId, MOST_ANSWERS),
      findOpenAsk(at.db, customerId, at.now),
    ]);
    const mayCollect = can(ctx.actor, 'satisfaction:collect', file);
    const code = open && mayCollect && !file.doNotContact ? openCode(file.dataKey, open) : null;
    return {
      file,
      answers: answers.map((row) => saidOf(file, row)),
      ask: code ? { code, expiresAt: open!.expiresAt! } : null,
      locale: languageOf(file.values.language, team!.locale),
      mayCollect,
      now: at.now,
    };
  });
}

const saidOf = (file: CustomerFile, row: Satisfaction): Said => ({
  score: row.score!,
  words: openWords(file.dataKey, row),
  at: row.answeredAt!,
  how: row.how!,
});

/**
 * Asks the customer by a code (#71): the one that waits already, else a new one. Throws `textDoNotContact`
 * for somebody who wants to hear nothing.
 */
export async function askSatisfaction(ctx: Ctx, customerId: string): Promise<{ id: string }> {
  const { actor } = ctx;
  return transact(ctx, async (work) => {
    const file = await lockFile(work, actor, { action: 'satisfaction:collect' }, customerId);
    if (file.doNotContact) throw new Refusal('textDoNotContact');
    const open = await findOpenAsk(work.tx, customerId, work.now);
    const { satisfactionDays } = await getSettings(work.tx, file.teamId, work.now);
    const id =
      open?.id ??
      (await insertAsk(work, {
        customerId,
        dataKey: file.dataKey,
        byId: actor.id,
        code: codeFrom(fewRandomBytes(CODE_BYTES)),
        expiresAt: new Date(work.now.getTime() + satisfactionDays * DAY_MS),
      }));
    audit(work, {
      actor,
      action: 'satisfaction.ask',
      subject: { kind: 'customer', id: customerId },
      customer: file,
      details: { satisfactionId: id, again: open !== null },
    });
    return { id: customerId };
  });
}

/** What came of an answer: whose, how much, and whether the manager hears of it. */
export type Collected = { customerId: string; number: number; score: number; isLow: boolean };

/** What the follow-up after a low score says, in the words of who notes it. */
export type CallBack = (score: number) => string;

/** Writes what the customer told the rep. */
export async function tellSatisfaction(
  ctx: Ctx,
  wish: { customerId: string; score: number; words: string | null; callBack: CallBack },
): Promise<Collected> {
  const { actor } = ctx;
  const words = readWords(wish.words, 'words');
  return transact(ctx, async (work) => {
    const file = await lockFile(work, actor, { action: 'satisfaction:collect' }, wish.customerId);
    const answer = answerOf(ctx, file, { score: wish.score, words, how: 'told' });
    const id = await insertTold(work, { customerId: file.id, dataKey: file.dataKey }, answer);
    return collected(work, ctx, file, { id, answer, callBack: wish.callBack });
  });
}

/**
 * Writes what the customer texted back: a code, a score, words. Throws `codeUnreadable`, `codeUnknown` (also
 * for a customer the person may not ask), `codeUsed`, `codeExpired`.
 */
export async function answerByCode(
  ctx: Ctx,
  wish: { text: string; callBack: CallBack },
): Promise<Collected> {
  const typed = readAnswer(wish.text);
  if (!typed) throw new Refusal('codeUnreadable');
  return transact(ctx, async (work) => {
    const ask = await findByCode(work.tx, work.keys, typed.code);
    const file = ask && (await fileFor(work, ctx, ask.customerId));
    if (!ask || !file) throw new Refusal('codeUnknown');
    if (ask.answeredAt) throw new Refusal('codeUsed');
    if (ask.expiresAt && ask.expiresAt <= work.now) throw new Refusal('codeExpired');
    const answer = answerOf(ctx, file, { score: typed.score, words: typed.words, how: 'code' });
    if (!(await saveAnswer(work, ask.id, file.dataKey, answer))) throw new Refusal('codeUsed');
    return collected(work, ctx, file, { id: ask.id, answer, callBack: wish.callBack });
  });
}

/** The file behind a code; null where the person may not collect there, so that a code tells nothing. */
async function fileFor(work: Work, { actor }: Ctx, id: string): Promise<CustomerFile | null> {
  try {
    return await lockFile(work, actor, { action: 'satisfaction:collect' }, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'notAllowed') return null;
    throw error;
  }
}

const answerOf = (
  { actor }: Ctx,
  file: CustomerFile,
  said: Pick<NewAnswer, 'score' | 'words' | 'how'>,
): NewAnswer => ({ ...said, collectedById: actor.id, repId: file.repId });

/** Notes an answer; a low one goes to the manager once, and the rep gets a follow-up. */
async function collected(
  work: Work,
  ctx: Ctx,
  file: CustomerFile,
  of: { id: string; answer: NewAnswer; callBack: CallBack },
): Promise<Collected> {
  const { score, how } = of.answer;
  const settings = await getSettings(work.tx, file.teamId, work.now);
  const low = isLow(score, settings.satisfactionLow);
  if (low) await careFor(work, ctx, file, { ...of, settings });
  audit(work, {
    actor: ctx.actor,
    action: 'satisfaction.answer',
    subject: { kind: 'customer', id: file.id },
    customer: file,
    details: { satisfactionId: of.id, score, how, low },
  });
  return { customerId: file.id, number: file.number, score, isLow: low };
}

async function careFor(
  work: Work,
  { actor }: Ctx,
  file: CustomerFile,
  of: { id: string; answer: NewAnswer; callBack: CallBack; settings: Settings },
): Promise<void> {
  const memberId = file.repId ?? actor.id;
  await planMessage(work.tx, {
    kind: LOW_MESSAGE,
    memberId,
    target: 'manager',
    recipient: `${LOW_MESSAGE}:${of.id}`,
    slot: 'low',
    dueAt: work.now,
    content: { satisfactionId: of.id },
  });
  if (!file.repId) return;
  const { settings } = of;
  const morning = instantAt(
    addDays(civilDay(work.now, actor.zone), 1),
    settings.workStart,
    actor.zone,
  );
  await insertFollowUp(work, file.dataKey, {
    customerId: file.id,
    memberId: file.repId,
    dueAt: nextWorkingSlot(morning, officeHours(settings, actor.zone)),
    grain: 'day',
    zone: actor.zone,
    what: of.callBack(of.answer.score),
    createdById: actor.id,
  });
}

/** A low score, for the message that tells of it: numbers only; null where it is gone. */
export async function findLow(
  at: Pick<Reading, 'db'>,
  id: string,
): Promise<{
  customerId: string;
  number: number;
  name: string;
  gender: string | null;
  score: number;
} | null> {
  const row = await findSatisfaction(at.db, id);
  const record = row && (await at.db.customer.findUnique({ where: { id: row.customerId } }));
  if (record?.status !== 'active' || row?.score == null) return null;
  const { number, name, gender } = record;
  return { customerId: record.id, number, name, gender, score: row.score };
}
