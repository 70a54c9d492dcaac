import { read, type TransactContext, transact } from '../../../db/transact.ts';
import { planMessage } from '../../../ledger/plan.ts';
import { addDays } from '../../../lib/calendar/index.ts';
import { findTeam, listActiveMembers } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { getSettings } from '../../settings/store.ts';
import { showRota } from '../board.ts';
import { closingSlot } from '../receive.ts';
import { closingOf } from '../rules/arrivals.ts';
import { forgetPhones, hasPhones, listOpen } from '../store/arrivals.ts';
import { endDuty, isOnDuty, listDesks, lockDesk } from '../store/rota.ts';

/** Phones of parties nobody registered are forgotten after so many days. */
const PHONE_DAYS = 7;

/**
 * At closing time (下班): every rep is told which of the day's arrivals wait for a registration, once; duty
 * ends where the rules say so; phones of parties long gone are forgotten. Answers how many were told.
 */
export async function closeDay(ctx: TransactContext): Promise<number> {
  const desks = await read(ctx, ({ db }) => listDesks(db));
  let told = 0;
  for (const { teamId } of desks) {
    told += await tellUnregistered(ctx, teamId);
    await closeDesk(ctx, teamId);
  }
  return told;
}

async function tellUnregistered(ctx: TransactContext, teamId: string): Promise<number> {
  return read(ctx, async ({ db, now }) => {
    const team = await findTeam(db, teamId);
    const settings = await getSettings(db, teamId, now);
    const closing = team && closingOf(now, team.zone, settings);
    if (!closing) return 0;
    const open = await listOpen(db, { teamId, day: closing.day });
    let told = 0;
    for (const memberId of new Set(open.map((one) => one.memberId))) {
      const made = await planMessage(db, {
        kind: 'arrivals-left',
        memberId,
        target: 'dm',
        ...closingSlot({ memberId, day: closing.day }),
        dueAt: closing.at,
        content: { memberId, teamId, day: closing.day },
      });
      if (made) told++;
    }
    return told;
  });
}

async function closeDesk(ctx: TransactContext, teamId: string): Promise<void> {
  const found = await read(ctx, async ({ db, now }) => {
    const team = await findTeam(db, teamId);
    const settings = await getSettings(db, teamId, now);
    const closing = team && closingOf(now, team.zone, settings);
    if (!closing) return null;
    const ends = settings.dutyEndsAtClose && (await isOnDuty(db, teamId, closing.at));
    const before = addDays(closing.day, -PHONE_DAYS);
    const isOld = await hasPhones(db, teamId, before);
    return ends || isOld ? { team, at: closing.at, before, ends } : null;
  });
  if (!found) return;
  const { team, at, before, ends } = found;
  await transact(ctx, async (work) => {
    const desk = await lockDesk(work.tx, teamId);
    const ended = ends ? await endDuty(work.tx, teamId, at) : 0;
    const forgotten = await forgetPhones(work.tx, teamId, before);
    const lead = (await listActiveMembers(work.tx, [teamId]))[0];
    if (ended > 0 && lead) await showRota(work, team, desk, lead.id);
    audit(work, {
      actor: 'system',
      action: 'reception.close',
      subject: { kind: 'team', id: teamId },
      details: { ended, forgotten },
    });
    return { id: teamId };
  });
}
