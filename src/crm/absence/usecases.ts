import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../db/transact.ts';
import { planMessage } from '../../ledger/plan.ts';
import { civilDay } from '../../lib/calendar/index.ts';
import { Refusal } from '../../lib/refusal.ts';
import { can } from '../access/rules.ts';
import { findMember, listActiveMembers, lockMember, type Member } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { requireTime } from './rules.ts';
import { type AbsenceWish, readAbsence, type TypedAbsence } from './schema.ts';
import {
  type Absence,
  closeAbsence,
  countCovered,
  findAbsence,
  findOverlap,
  insertAbsence,
  listAbsences,
} from './store.ts';

export type { Absence } from './store.ts';

/** Absences on one screen. */
const MOST = 30;

/** Kind of the word to whoever stands in, and to whom a manager sent on leave. */
const ABSENCE = 'absence';

/** What a person sees of absences: who is away or will be, and for whom they may decide. */
export interface Absences {
  list: (Absence & { mayEnd: boolean })[];
  now: Date;
}

/** The person's own absences, those they cover, and the team's for whoever leads it. */
export async function readAbsences(ctx: Ctx): Promise<Absences> {
  return read(ctx, async ({ db, now }) => {
    const people = await listPeople({ db }, ctx);
    const memberIds = [ctx.actor.id, ...people.whose.map(({ id }) => id)];
    const found = await listAbsences(db, { memberIds, now, limit: MOST });
    const mine = new Set(memberIds);
    return {
      list: found.map((one) => ({ ...one, mayEnd: mine.has(one.memberId) })),
      now,
    };
  });
}

/** Colleagues for the form: whose leave the person may set besides their own, and who can stand in. */
export interface AbsencePeople {
  whose: { id: string; name: string }[];
  covers: { id: string; name: string }[];
}

async function listPeople({ db }: Pick<Reading, 'db'>, ctx: Ctx): Promise<AbsencePeople> {
  const { actor } = ctx;
  const isAll = can(actor, 'absence:set', {});
  const members = await listActiveMembers(db, isAll ? undefined : actor.teamIds);
  const others = members.filter(({ id }) => id !== actor.id);
  return {
    whose: others.filter((one) => maySet(ctx, one)).map(({ id, name }) => ({ id, name })),
    covers: members.filter(canCover).map(({ id, name }) => ({ id, name })),
  };
}

const maySet = ({ actor }: Ctx, { id, teamIds }: Member): boolean =>
  can(actor, 'absence:set', { repId: id }) ||
  teamIds.some((teamId) => can(actor, 'absence:set', { teamId }));

const canCover = ({ active, role }: Member): boolean =>
  active && (role === 'rep' || role === 'manager');

/** What a line says, and the people a form needs; the line is null where nothing was typed. */
export async function readForAbsence(
  ctx: Ctx,
  text: string | null,
): Promise<{ people: AbsencePeople; typed: TypedAbsence | null; now: Date }> {
  return read(ctx, async ({ db, now }) => {
    const people = await listPeople({ db }, ctx);
    const { zone, locale } = ctx.actor;
    const named = new Map([...people.whose, ...people.covers].map((one) => [one.id, one]));
    const colleagues = [...named.values()];
    const typed = text ? readAbsence(text, { now, zone, locale, colleagues }) : null;
    return { people, typed, now };
  });
}

/**
 * Sets leave or rest days (#43): one's own, or as a manager the team's. Meanwhile the cover is told and
 * looks after the customers, who stay the assigned rep's. Throws `awayPast`, `awayEndsFirst`, `awayLong`,
 * `awayTwice`, `coverNotInTeam`, `coverAway`.
 */
export async function setAbsence(ctx: Ctx, wish: AbsenceWish): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { tx, now } = work;
    await lockMember(tx, wish.memberId);
    const member = await findMember(tx, wish.memberId);
    if (!member?.active || !maySet(ctx, member)) throw new Refusal('notAllowed');
    requireTime(wish, { now, zone: member.zone });
    await requireFree(work, wish, member.zone);
    await requireCover(work, wish, member);
    const id = await insertAbsence(work, { ...wish, byId: ctx.actor.id });
    await tell(work, ctx, { id, ...wish, event: 'set' });
    const { kind, fromAt, toAt, coverId } = wish;
    audit(work, {
      actor: ctx.actor,
      action: 'absence.set',
      subject: { kind: 'member', id: wish.memberId },
      details: {
        absence: id,
        kind,
        from: fromAt.toISOString(),
        to: toAt?.toISOString() ?? null,
        weekdays: wish.weekdays,
        cover: coverId,
      },
    });
    return { id };
  });
}

async function requireFree({ tx }: Work, wish: AbsenceWish, zone: string): Promise<void> {
  if (!wish.toAt || wish.weekdays.length > 0) return;
  const { fromAt, toAt } = wish;
  const taken = await findOverlap(tx, wish.memberId, { fromAt, toAt });
  if (taken) throw new Refusal('awayTwice', { day: civilDay(taken.fromAt, zone) }, 'firstDay');
}

async function requireCover({ tx }: Work, wish: AbsenceWish, member: Member): Promise<void> {
  const { coverId, fromAt, toAt } = wish;
  if (!coverId) return;
  const cover = await findMember(tx, coverId);
  const isOfTeam = cover?.teamIds.some((id) => member.teamIds.includes(id)) ?? false;
  if (!cover || !canCover(cover) || !isOfTeam || cover.id === member.id)
    throw new Refusal('coverNotInTeam', {}, 'cover');
  const away =
    toAt && wish.weekdays.length === 0 && (await findOverlap(tx, coverId, { fromAt, toAt }));
  if (away) {
    const day = civilDay(away.fromAt, member.zone);
    throw new Refusal('coverAway', { name: cover.name, day }, 'cover');
  }
}

/** Ends an absence now, or takes it back before it begins. */
export async function endAbsence(ctx: Ctx, id: string): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { tx, now } = work;
    const found = await findAbsence(tx, id);
    if (!found) throw new Refusal('notAllowed');
    await lockMember(tx, found.memberId);
    const absence = await findAbsence(tx, id);
    const member = await findMember(tx, found.memberId);
    if (!absence || !member || !maySet(ctx, member)) throw new Refusal('notAllowed');
    if (absence.cancelledAt || (absence.toAt && absence.toAt <= now))
      throw new Refusal('alreadySo');
    await closeAbsence(work, absence, ctx.actor.id);
    await tell(work, ctx, { ...absence, event: 'ended' });
    audit(work, {
      actor: ctx.actor,
      action: 'absence.end',
      subject: { kind: 'member', id: absence.memberId },
      details: { absence: id },
    });
    return { id };
  });
}

/** Tells whoever stands in, and whose leave somebody else set or ended. */
async function tell(
  { tx, now }: Work,
  { actor }: Ctx,
  of: { id: string; memberId: string; coverId: string | null; event: 'set' | 'ended' },
): Promise<void> {
  const people = [of.coverId, of.memberId].filter((id) => id !== null && id !== actor.id);
  for (const memberId of people as string[]) {
    await planMessage(tx, {
      kind: ABSENCE,
      memberId,
      target: 'dm',
      recipient: `member:${memberId}`,
      slot: `${ABSENCE}:${of.id}:${of.event}`,
      dueAt: now,
      content: { absenceId: of.id, event: of.event, byId: actor.id },
    });
  }
}

/** What the word about an absence says when it leaves; null where it is over already. */
export async function readAbsenceWord(
  ctx: TransactContext,
  { absenceId, event }: { absenceId: string; event: 'set' | 'ended' },
): Promise<{ absence: Absence; counts: { customers: number; followUps: number } } | null> {
  return read(ctx, async ({ db }) => {
    const absence = await findAbsence(db, absenceId);
    if (!absence || (event === 'set' && absence.cancelledAt)) return null;
    const before = absence.toAt ?? new Date(absence.fromAt.getTime() + 86_400_000);
    return { absence, counts: await countCovered(db, absence.memberId, before) };
  });
}
