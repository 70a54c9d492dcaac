import { read, transact, type Work } from '../../../db/transact.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import type { Actor } from '../../access/actor.ts';
import { can, requirePermission } from '../../access/rules.ts';
import { findMember, listActiveMembers, type Member } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { findCheck } from '../../audit/store.ts';
import type { Ctx } from '../../context.ts';
import { openLocked } from '../../customers/lock.ts';
import { sayNumber } from '../../customers/rules.ts';
import {
  type CustomerFile,
  type CustomerRecord,
  findCustomerByNumber,
} from '../../customers/store.ts';
import { noteCheck } from '../../customers/unique.ts';
import { readIdentity } from '../../ownership/rules/identity.ts';
import { keepClock } from '../../ownership/store/clock.ts';
import { findByIdentity, sureBy } from '../../ownership/store/identity.ts';
import { beginPause } from '../../ownership/store/pauses.ts';
import { getSettings } from '../../settings/store.ts';
import type { Court } from '../court.ts';
import type { Said } from '../schema.ts';
import {
  type CaseRow,
  findUnsettled,
  insertCase,
  insertParty,
  listParties,
  saveCase,
} from '../store/cases.ts';
import { insertWord } from '../store/words.ts';
import { announce, redrawCards, tellParties } from '../telling.ts';

/**
 * By what a customer is claimed. A rep never names a record: either the note of a check of their own, out
 * of which the server takes what was found, or what they would check. A manager names one they may see.
 */
export type Claim =
  | { by: 'check'; checkId: string; nth: number }
  | { by: 'identity'; text: string }
  | { by: 'record'; customerId: string; claimantId: string };

/** What came of a claim: codes and ids. */
export interface Opened {
  [key: string]: string | number | boolean;
  id: string;
  number: number;
  /** Somebody else had claimed it already: one case for both. */
  joined: boolean;
}

/** Ways of finding a record that leave no doubt which one is meant. */
const EXACT = new Set(['phone', 'email', 'wechat', 'nationalId', 'registration']);

/** How long a check may be built on. */
const CHECK_MS = 24 * 3_600_000;

/** Whether a check of the person's own still stands, before a form opens on it. Throws `caseCheckGone`. */
export async function requireCheck(ctx: Ctx, checkId: string, nth: number): Promise<void> {
  await read(ctx, async ({ db, now }) => {
    await foundByCheck(db, { actor: ctx.actor, now }, { checkId, nth });
  });
}

/** A customer a manager may open a case about, with who could claim it. Throws what a rep may be told. */
export async function readForCase(
  ctx: Ctx,
  number: number,
): Promise<{ record: CustomerRecord; reps: Member[] }> {
  return read(ctx, async ({ db }) => {
    const record = await findCustomerByNumber(db, number);
    if (record && record.repId === ctx.actor.id)
      throw new Refusal('caseYours', { number: sayNumber(record.number) });
    // A rep claims by what they know of the customer, never by a number read somewhere.
    if (!record || !can(ctx.actor, 'case:decide', record)) throw new Refusal('caseByPhone');
    const reps = (await listActiveMembers(db)).filter(
      ({ id, role }) => role === 'rep' && id !== record.repId,
    );
    return { record, reps };
  });
}

/**
 * Opens a case about a protected customer, or joins the one that is open (#38, #39): never two, by the lock
 * on the customer's row and a unique index. From now on protection stands still. Throws `caseFree`,
 * `caseSeveral`, `caseYours`, `casePool`, `caseHeld`, `caseMasked`, `caseAlready`, `caseJustDecided`, `caseOnAppeal`,
 * `caseNobody`.
 */
export async function openCase(ctx: Ctx, claim: Claim, said: Said): Promise<Opened> {
  requirePermission(ctx.actor, 'case:open', { repId: ctx.actor.id });
  // Noted on its own, so that a claim that is refused counts as the check it is.
  const check = claim.by === 'identity' ? await checkFirst(ctx, claim.text) : null;
  return transact(ctx, async (work) => {
    const { id, foundBy, claimantId } = check
      ? { ...check, claimantId: ctx.actor.id }
      : await named(work, ctx, claim);
    const file = await openLocked(work, id);
    if (!file) throw new Refusal('caseFree');
    requireProtected(file, claimantId, ctx.actor);
    const open = await findOpen(work, file, ctx.actor);
    return open
      ? join(work, { ctx, file, claimantId, said }, open)
      : begin(work, { ctx, file, claimantId, said }, foundBy);
  });
}

/** Notes the check, and answers the one record it found. */
async function checkFirst(ctx: Ctx, text: string): Promise<{ id: string; foundBy: string }> {
  const { actor } = ctx;
  const { ids, by } = await transact(ctx, async (work) => {
    const { phoneRegion } = await getSettings(work.tx, actor.teamIds[0] ?? null, work.now);
    const identity = readIdentity(text, phoneRegion);
    if (!identity) throw new Refusal('checkUnreadable', {}, 'identity');
    const found = await findByIdentity(work.tx, work.keys, identity);
    await noteCheck(work, actor, { by: sureBy(identity, found), ids: found.ids });
    // A record of which only a part of the phone is known may be anybody's.
    return { ids: found.isExact ? found.ids : [], by: identity.by as string };
  });
  if (!EXACT.has(by)) throw new Refusal('caseMasked', {}, 'identity');
  const [id, another] = ids;
  if (!id) throw new Refusal('caseFree', {}, 'identity');
  if (another) throw new Refusal('caseSeveral', {}, 'identity');
  return { id, foundBy: by };
}

async function named(
  work: Work,
  { actor }: Ctx,
  claim: Claim,
): Promise<{ id: string; foundBy: string; claimantId: string }> {
  if (claim.by === 'check') {
    const at = { actor, now: work.now };
    return { ...(await foundByCheck(work.tx, at, claim)), claimantId: actor.id };
  }
  if (claim.by !== 'record') throw new Error('an identity is checked first');
  const { customerId: id, claimantId } = claim;
  const record = await work.tx.customer.findUnique({ where: { id } });
  requirePermission(actor, 'case:decide', { teamId: record?.teamId ?? null });
  const claimant = await findMember(work.tx, claimantId);
  if (!claimant?.active || claimant.role !== 'rep') throw new Refusal('noRep', {}, 'rep');
  return { id, foundBy: 'manager', claimantId };
}

/** What a check of this person found, lately: the note is the only thing a button may carry. */
async function foundByCheck(
  db: Work['tx'] | Ctx['db'],
  { actor, now }: { actor: Actor; now: Date },
  { checkId, nth }: { checkId: string; nth: number },
): Promise<{ id: string; foundBy: string }> {
  const check = await findCheck(db, { checkId, actorId: actor.id });
  const id = check?.found[nth];
  if (!check || !id || check.at.getTime() < now.getTime() - CHECK_MS)
    throw new Refusal('caseCheckGone');
  // A part of a number can be anybody's, a relative is somebody else; who decides sees what is only likely.
  const isLikely = check.by === 'likely' && !check.others.includes(id);
  if (!EXACT.has(check.by) && !isLikely) throw new Refusal('caseMasked');
  return { id, foundBy: check.by };
}

function requireProtected(file: CustomerFile, claimantId: string, actor: Actor): void {
  if (file.repId === claimantId) {
    throw new Refusal('caseYours', {
      number: can(actor, 'customer:see', file) ? sayNumber(file.number) : '',
    });
  }
  if (file.status !== 'active') throw new Refusal('caseHeld');
  if (file.repId === null) throw new Refusal('casePool');
}

/** The case that takes the customer, if it can be joined; one whose verdict has become final is closed. */
async function findOpen(work: Work, file: CustomerFile, { zone }: Actor): Promise<CaseRow | null> {
  const row = await findUnsettled(work.tx, file.id);
  if (row?.state !== 'decided') return row;
  const { appealUntil } = row;
  if (appealUntil && appealUntil > work.now)
    throw new Refusal('caseJustDecided', { until: civilDay(appealUntil, zone) });
  await saveCase(work, row.id, { state: 'final', settledAt: appealUntil ?? work.now });
  return null;
}

interface Claiming {
  ctx: Ctx;
  file: CustomerFile;
  claimantId: string;
  said: Said;
}

async function begin(work: Work, claiming: Claiming, foundBy: string): Promise<Opened> {
  const { ctx, file, claimantId, said } = claiming;
  const row = await insertCase(work, {
    customerId: file.id,
    keyCustomerId: file.id,
    teamId: file.teamId,
    holderId: file.repId!,
    openedById: ctx.actor.id,
    foundBy,
  });
  await insertParty(work, row.id, { memberId: row.holderId, side: 'holder' });
  await insertParty(work, row.id, { memberId: claimantId, side: 'claimant' });
  const word = { caseId: row.id, memberId: ctx.actor.id, kind: 'claim' as const, said };
  await insertWord(work, file.dataKey, word);
  await beginPause(work, file.id, 'case');
  await keepClock(work, file.id);
  const court: Court = { row, parties: await listParties(work.tx, row.id) };
  await announce(work, court);
  await tellParties(work, court, 'opened', (id) => id !== ctx.actor.id);
  note(work, claiming, { row, action: 'case.open' });
  return { id: row.id, number: row.number, joined: false };
}

async function join(work: Work, claiming: Claiming, row: CaseRow): Promise<Opened> {
  const { ctx, file, claimantId, said } = claiming;
  const parties = await listParties(work.tx, row.id);
  if (parties.some(({ memberId }) => memberId === claimantId))
    throw new Refusal('caseAlready', { n: row.number });
  // Who judged cannot become a party afterwards, and on appeal it is between those who were heard.
  if (row.state === 'appealed') throw new Refusal('caseOnAppeal');
  await insertParty(work, row.id, { memberId: claimantId, side: 'claimant' });
  const word = { caseId: row.id, memberId: ctx.actor.id, kind: 'claim' as const, said };
  await insertWord(work, file.dataKey, word);
  await redrawCards(work, row);
  note(work, claiming, { row, action: 'case.join' });
  return { id: row.id, number: row.number, joined: true };
}

/**
 * Two rows: who claimed, which is not in the customer's history since its rep is not to know it before the
 * verdict; and for the history that a case was opened.
 */
function note(
  work: Work,
  { ctx, file, claimantId }: Claiming,
  { row, action }: { row: CaseRow; action: string },
): void {
  audit(work, {
    actor: ctx.actor,
    action,
    subject: { kind: 'case', id: row.id },
    details: { number: row.number, claimant: claimantId, customer: file.id },
  });
  audit(work, {
    actor: 'system',
    action: `${action}ed`,
    subject: { kind: 'case', id: row.id },
    customer: file,
    details: { number: row.number },
  });
}
