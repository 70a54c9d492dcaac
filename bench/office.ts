import type pg from 'pg';
import { newId } from '../src/lib/id.ts';

/** Business time of a run stands here: a Thursday morning, so that every run measures the same day. */
export const NOW = new Date('2026-03-05T10:00:00+08:00');
const ZONE = 'Asia/Shanghai';
const REPS_IN_A_TEAM = 20;

export interface BenchRep {
  id: string;
  slackUserId: string;
  teamId: string;
}

export interface BenchOffice {
  teams: { id: string; managerId: string; managerSlackId: string }[];
  reps: BenchRep[];
}

/** Teams of twenty reps with a manager each: as many reps as 2,000 customers apiece keep busy, 20 to 500. */
export async function seedTeams(owner: pg.Client, customers: number): Promise<BenchOffice> {
  const count = Math.min(
    500,
    Math.max(REPS_IN_A_TEAM, Math.ceil(customers / 2_000 / REPS_IN_A_TEAM) * REPS_IN_A_TEAM),
  );
  const teams = Array.from({ length: count / REPS_IN_A_TEAM }, (_, nth) => ({
    id: newId(NOW),
    managerId: newId(NOW),
    managerSlackId: `UM${String(nth).padStart(6, '0')}`,
  }));
  const reps = Array.from({ length: count }, (_, nth) => ({
    id: newId(NOW),
    slackUserId: `UR${String(nth).padStart(6, '0')}`,
    teamId: teams[Math.floor(nth / REPS_IN_A_TEAM)]?.id ?? '',
  }));
  for (const [nth, team] of teams.entries()) {
    await owner.query(
      `INSERT INTO teams (id, name, channel_id, zone, locale, created_at) VALUES ($1, $2, $3, $4, 'zh', '2020-01-01')`,
      [team.id, `${nth + 1}组`, `C${String(nth).padStart(8, '0')}`, ZONE],
    );
    await addMember(owner, {
      id: team.managerId,
      slackUserId: team.managerSlackId,
      teamId: team.id,
      role: 'manager',
    });
  }
  for (const rep of reps) await addMember(owner, { ...rep, role: 'rep' });
  return { teams, reps };
}

async function addMember(owner: pg.Client, one: BenchRep & { role: string }): Promise<void> {
  await owner.query(
    `INSERT INTO members (id, slack_user_id, name, role, slack_locale, zone, profile_at)
     VALUES ($1, $2, $3, $4, 'zh-CN', $5, $6)`,
    [one.id, one.slackUserId, `顾问${one.slackUserId.slice(2)}`, one.role, ZONE, NOW],
  );
  await owner.query(`INSERT INTO team_members (team_id, member_id) VALUES ($1, $2)`, [
    one.teamId,
    one.id,
  ]);
}
