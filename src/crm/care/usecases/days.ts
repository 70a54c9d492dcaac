import {
  type Reading,
  read,
  type TransactContext,
  transact,
  type Work,
} from '../../../db/transact.ts';
import { planMessage, redrawSlot } from '../../../ledger/plan.ts';
import { type CivilDay, civilDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can } from '../../access/rules.ts';
import { findMember, listTeams } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { lockFile } from '../../customers/lock.ts';
import type { CustomerFile } from '../../customers/store.ts';
import { openSeen } from '../opening.ts';
import { daysOf, keptOn, readMonthDay } from '../rules/days.ts';
import {
  type CareDue,
  type CareFile,
  findCareFile,
  findHandOver,
  forgetFormer,
  listCareDue,
  saveCareFile,
} from '../store/days.ts';

/** Kind of the morning's message about care days in the ledger. */
export const CARE_MESSAGE = 'care-days';

const slotOfRep = (repId: string, day: CivilDay) => ({
  recipient: `${CARE_MESSAGE}:${repId}`,
  slot: day,
});

/** The care days of a customer, for whoever may see the customer. */
export async function readCare(
  ctx: Ctx,
  customerId: string,
): Promise<{
  file: CustomerFile;
  care: CareFile | null;
  by: string;
  mayChange: boolean;
  /** When a home was handed over to them, by their deal. */
  handedOverOn: CivilDay | null;
}> {
  return read(ctx, async (at) => {
    const file = await openSeen(at, ctx, customerId);
    const care = await findCareFile(at.db, customerId, file.dataKey);
    const byId = care?.withdrawnById ?? care?.consentById;
    const by = byId ? await findMember(at.db, byId) : null;
    return {
      file,
      care,
      by: by?.name ?? '–',
      mayChange: can(ctx.actor, 'care:change', file),
      handedOverOn: await findHandOver(at.db, customerId),
    };
  });
}

/** Care days as they are typed: the day of the year, and the day on which they moved in. */
export interface CareWish {
  customerId: string;
  /** The customer agreed to be greeted on these days; nothing is kept without. */
  agrees: boolean;
  birthday: string | null;
  moveInOn: CivilDay | null;
}

/**
 * Keeps care days with the customer's separate consent (#72), or, where it is not given (any more), forgets
 * them at once: what was to be said about them is not said. Throws `birthdayUnreadable`, `careNeedsConsent`.
 */
export async function saveCare(ctx: Ctx, wish: CareWish): Promise<{ id: string; kept: boolean }> {
  const { actor } = ctx;
  const birthday = readBirthday(wish.birthday);
  return transact(ctx, async (work) => {
    const file = await lockFile(work, actor, { action: 'care:change' }, wish.customerId);
    const before = await findCareFile(work.tx, file.id, file.dataKey);
    const stands = before?.consentAt && !before.withdrawnAt ? before : null;
    const { moveInOn } = wish;
    if (!stands && !wish.agrees) {
      const wantsDays = birthday !== null || moveInOn !== null;
      throw wantsDays ? new Refusal('careNeedsConsent', {}, 'agrees') : new Refusal('alreadySo');
    }
    const given = stands ?? { consentAt: work.now, consentById: actor.id };
    const consent = { consentAt: given.consentAt, consentById: given.consentById };
    await saveCareFile(
      work,
      { customerId: file.id, dataKey: file.dataKey, before },
      wish.agrees
        ? { ...consent, withdrawnAt: null, withdrawnById: null, birthday, moveInOn }
        : {
            ...consent,
            withdrawnAt: work.now,
            withdrawnById: actor.id,
            birthday: null,
            moveInOn: null,
          },
    );
    if (!wish.agrees) await forgetFormer(work, file.id, actor.id);
    await redrawTold(work, file, before);
    audit(work, {
      actor,
      action: wish.agrees ? 'care.save' : 'care.withdraw',
      subject: { kind: 'customer', id: file.id },
      customer: file,
      details: { birthday: birthday !== null, moveIn: moveInOn !== null, new: !stands },
    });
    return { id: file.id, kept: wish.agrees };
  });
}

/** What the rep was told on these days, this year and before, is drawn again: it names nobody who withdrew. */
async function redrawTold(work: Work, file: CustomerFile, before: CareFile | null): Promise<void> {
  const { repId } = file;
  if (!repId) return;
  const today = await dayOf(work, file);
  const to = Number(today.slice(0, 4));
  const from = before?.consentAt?.getUTCFullYear() ?? to;
  const kept = [before?.birthday, before?.moveInOn?.slice('2026-'.length)];
  const told = kept.flatMap((day) => (day ? daysOf(day, { from, to }) : []));
  for (const day of new Set([today, ...told])) await redrawSlot(work.tx, slotOfRep(repId, day));
}

async function dayOf(
  work: { tx: Reading['db']; now: Date },
  file: CustomerFile,
): Promise<CivilDay> {
  const team = await work.tx.team.findUnique({
    where: { id: file.teamId },
    select: { zone: true },
  });
  return civilDay(work.now, team?.zone ?? 'UTC');
}

function readBirthday(typed: string | null): string | null {
  if (!typed?.trim()) return null;
  const day = readMonthDay(typed);
  if (!day) throw new Refusal('birthdayUnreadable', {}, 'birthday');
  return day;
}

/** Plans one message for every rep with a customer whose day it is; once a day, whoever asks. */
export async function planCareDays(ctx: TransactContext): Promise<number> {
  return read(ctx, async ({ db, keys, now }) => {
    let planned = 0;
    for (const { id: teamId, zone } of await listTeams(db)) {
      const today = civilDay(now, zone);
      const due = await listCareDue(
        { db, keys },
        { teamIds: [teamId], days: keptOn(today), today },
      );
      for (const repId of new Set(due.map((one) => one.repId))) {
        const id = await planMessage(db, {
          kind: CARE_MESSAGE,
          memberId: repId,
          target: 'dm',
          ...slotOfRep(repId, today),
          dueAt: now,
          content: { day: today, teamId },
        });
        if (id) planned += 1;
      }
    }
    return planned;
  });
}

/** Whose day it is among a rep's customers, as their consent stands at this moment. */
export async function listCareOf(
  at: Pick<Reading, 'db' | 'keys'>,
  of: { repId: string; teamId: string; day: CivilDay },
): Promise<CareDue[]> {
  const { repId, teamId, day } = of;
  return listCareDue(at, { teamIds: [teamId], days: keptOn(day), today: day, repId });
}
