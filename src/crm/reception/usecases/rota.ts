import { read, transact, type Work } from '../../../db/transact.ts';
import { civilDay, startOfDay } from '../../../lib/calendar/index.ts';
import { Refusal } from '../../../lib/refusal.ts';
import { can } from '../../access/rules.ts';
import { listActiveMembers, type Team } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context.ts';
import { getSettings } from '../../settings/store.ts';
import { readRotaOf, showRota } from '../board.ts';
import { requireDeskTeam, type Where } from '../desk.ts';
import { keepsPlace, type Place, type Rota } from '../rules/rota.ts';
import { type Arrival, listArrivals } from '../store/arrivals.ts';
import { findDesk, listPlaces, lockDesk, saveDesk, savePlace } from '../store/rota.ts';

/** The reception of a team as one person sees it. */
export interface Reception {
  team: Team;
  rota: Rota;
  /** The parties of today, the newest first. */
  today: Arrival[];
  /** Reps of the team, for asking by name and for signing on. */
  reps: { id: string; name: string }[];
  channelId: string | null;
  mayManage: boolean;
  now: Date;
}

/** 轮排 The rota of a team with its reps and today's parties. */
export async function readReception(ctx: Ctx, where: Where): Promise<Reception> {
  return read(ctx, async ({ db, now }) => {
    const { actor } = ctx;
    const team = await requireDeskTeam(db, actor, 'reception:see', where);
    const desk = await findDesk(db, team.id);
    const reps = await listActiveMembers(db, [team.id]);
    return {
      team,
      rota: await readRotaOf(db, team, now),
      today: await listArrivals(db, team.id, civilDay(now, team.zone)),
      reps: reps.flatMap(({ id, name, role }) => (role === 'rep' ? [{ id, name }] : [])),
      channelId: desk?.channelId ?? team.channelId,
      mayManage: can(actor, 'reception:manage', { teamId: team.id }),
      now,
    };
  });
}

/** What somebody's duty becomes. */
export type Duty = 'on' | 'off' | 'skip' | 'back';

/** Whose duty: one's own, or a rep's by whoever manages the reception. */
export interface DutyWish extends Where {
  duty: Duty;
  memberId?: string | undefined;
}

/**
 * 上岗 / 下岗 / 过 / 回来. Everybody of the team may pass over the rep whose turn it is (`memberId`: the one
 * they saw there, so that two who press at once pass over one); otherwise it is one's own duty or, for a
 * manager, anybody's. Throws `turnMoved`, `dutyAlready`, `dutyNot`, `notARep`.
 */
export async function changeDuty(
  ctx: Ctx,
  wish: DutyWish,
): Promise<{ id: string; teamId: string }> {
  return transact(ctx, async (work) => {
    const { actor } = ctx;
    const team = await requireDeskTeam(work.tx, actor, 'reception:note', wish);
    const desk = await lockDesk(work.tx, team.id);
    const memberId = await whoseDuty(work, ctx, team, wish);
    const known = (await listPlaces(work.tx, team.id)).find((one) => one.memberId === memberId);
    const next = await nextState(work, team, { known: known ?? null, duty: wish.duty });
    await savePlace(work.tx, { teamId: team.id, memberId, since: work.now, ...next });
    await showRota(work, team, desk, actor.id);
    audit(work, {
      actor,
      action: `duty.${wish.duty}`,
      subject: { kind: 'member', id: memberId },
      details: { teamId: team.id },
    });
    return { id: memberId, teamId: team.id };
  });
}

async function whoseDuty(
  work: Work,
  { actor }: Ctx,
  team: Team,
  { duty, memberId }: DutyWish,
): Promise<string> {
  if (duty === 'skip') {
    const { turn, skipped } = await readRotaOf(work.tx, team, work.now);
    const [first] = turn;
    const isPassed = skipped.some((one) => one.memberId === actor.id);
    if (!first) throw new Refusal(isPassed ? 'dutySkipped' : 'nobodyOnDuty');
    const passed = memberId ?? first.memberId;
    if (passed !== first.memberId && passed !== actor.id)
      throw new Refusal('turnMoved', { name: first.name });
    return passed;
  }
  const who = memberId ?? actor.id;
  const mayManage = can(actor, 'reception:manage', { teamId: team.id });
  if (who !== actor.id && !mayManage) throw new Refusal('notAllowed');
  const reps = await listActiveMembers(work.tx, [team.id]);
  if (!reps.some(({ id, role }) => id === who && role === 'rep')) throw new Refusal('notARep');
  return who;
}

/** The state and place that follow. */
async function nextState(
  { tx, now }: Work,
  team: Team,
  { known, duty }: { known: Place | null; duty: Duty },
): Promise<{ state: Place['state']; toEnd: boolean }> {
  const state = known?.state ?? 'off';
  switch (duty) {
    case 'on': {
      if (state !== 'off') throw new Refusal('dutyAlready');
      const today = startOfDay(civilDay(now, team.zone), team.zone);
      return { state: 'on', toEnd: !keepsPlace(known, today) };
    }
    case 'off':
      if (state === 'off') throw new Refusal('dutyNot');
      return { state: 'off', toEnd: false };
    case 'skip':
      if (state === 'off') throw new Refusal('dutyNot');
      return { state: 'skipped', toEnd: false };
    case 'back': {
      if (state !== 'skipped') throw new Refusal('dutyNotSkipped');
      const { skippedKeepsTurn } = await getSettings(tx, team.id, now);
      return { state: 'on', toEnd: !skippedKeepsTurn };
    }
  }
}

/** Moves the rota to another channel, or back to the team's own (null). Managers only. */
export async function moveDesk(
  ctx: Ctx,
  wish: { teamId: string; channelId: string | null },
): Promise<{ teamId: string }> {
  return transact(ctx, async (work) => {
    const team = await requireDeskTeam(work.tx, ctx.actor, 'reception:manage', wish);
    const desk = await lockDesk(work.tx, team.id);
    const { channelId } = wish;
    await saveDesk(work.tx, team.id, { channelId });
    await showRota(work, team, { ...desk, channelId }, ctx.actor.id);
    audit(work, {
      actor: ctx.actor,
      action: 'reception.move',
      subject: { kind: 'team', id: team.id },
      details: { old: desk.channelId, new: channelId },
    });
    return { teamId: team.id };
  });
}
