import type { Db } from '../../src/db/client.ts';

/**
 * The sales office of the practice workspace and of the tests: the people's Slack ids are the practice
 * workspace's. Two teams with channels, four reps, a reviewer, two managers, an administrator.
 */
export const TEAMS = {
  east: {
    id: '00000000-0000-7000-8000-0000000000e1',
    name: '东区',
    channelId: 'C_EAST',
    zone: 'Asia/Shanghai',
    locale: 'zh',
  },
  west: {
    id: '00000000-0000-7000-8000-0000000000f1',
    name: 'West',
    channelId: 'C_WEST',
    zone: 'Europe/London',
    locale: 'en',
  },
} as const;

const { east, west } = TEAMS;
const person = (
  n: number,
  slackUserId: string,
  name: string,
  role: string,
  slackLocale: string,
  zone: string,
  teams: { id: string }[],
) => ({
  id: `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
  slackUserId,
  name,
  role,
  slackLocale,
  zone,
  teams,
});

export const PEOPLE = {
  lina: person(1, 'U_LINA', '李娜', 'rep', 'zh-CN', 'Asia/Shanghai', [east]),
  zhang: person(2, 'U_ZHANG', '张伟', 'rep', 'zh-CN', 'Asia/Shanghai', [east]),
  emma: person(3, 'U_EMMA', 'Emma Clarke', 'rep', 'en-GB', 'Europe/London', [west]),
  tom: person(4, 'U_TOM', 'Tom Becker', 'rep', 'en-US', 'America/New_York', [west]),
  chen: person(5, 'U_CHEN', '陈静', 'reviewer', 'zh-CN', 'Asia/Shanghai', [east, west]),
  wang: person(6, 'U_WANG', '王芳', 'manager', 'zh-CN', 'Asia/Shanghai', [east, west]),
  grace: person(7, 'U_GRACE', 'Grace Lim', 'manager', 'en-US', 'Asia/Singapore', [west]),
  admin: person(8, 'U_ADMIN', '赵敏', 'administrator', 'zh-CN', 'Asia/Shanghai', []),
} as const;

/** The West team works in London: its phones and budgets are British. */
const WEST_RULES = { phoneRegion: 'GB', currency: 'GBP' } as const;

/** Fills an empty database with the office; does nothing where an office already is. */
export async function seedOffice(db: Db): Promise<void> {
  if ((await db.team.count()) > 0) return;
  await db.team.createMany({ data: Object.values(TEAMS).map((team) => ({ ...team })) });
  const people = Object.values(PEOPLE);
  await db.member.createMany({ data: people.map(({ teams: _, ...member }) => member) });
  await db.teamMember.createMany({
    data: people.flatMap(({ id, teams }) =>
      teams.map((team, nth) => ({ memberId: id, teamId: team.id, home: nth === 0 })),
    ),
  });
  await db.setting.createMany({
    data: Object.entries(WEST_RULES).map(([key, value], nth) => ({
      id: `00000000-0000-7000-8000-${(0x100 + nth).toString(16).padStart(12, '0')}`,
      teamId: west.id,
      key,
      value,
      effectiveFrom: new Date(0),
    })),
  });
}
