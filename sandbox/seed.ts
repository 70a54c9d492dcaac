import type { Channel, Person } from './core/types.ts';
import type { Office } from './core/world.ts';

/**
 * The office that practice and tests share: Riverside Garden · 滨江花园. Slack knows no trade roles; who is a rep, a reviewer
 * or a manager stands here only in titles.
 */

const TEAM = { id: 'T_RIVERSIDE', name: 'Riverside Garden · 滨江花园', domain: 'riverside-garden' };
const OTHER_TEAM = 'T_PARTNER';
/** 2026-01-05 09:00 in Shanghai, unix seconds. */
const CREATED = 1_767_574_800;

type Given = Pick<Person, 'id' | 'name' | 'realName' | 'title' | 'locale' | 'tz'> & Partial<Person>;

function person(given: Given): Person {
  return {
    displayName: given.realName,
    email: `${given.name}@riverside.example`,
    teamId: TEAM.id,
    isAdmin: false,
    isOwner: false,
    isPrimaryOwner: false,
    isRestricted: false,
    isUltraRestricted: false,
    isBot: false,
    deleted: false,
    ...given,
  };
}

const chinese = { locale: 'zh-CN', tz: 'Asia/Shanghai' };

function people(): Person[] {
  return [
    person({
      id: 'U_LINA',
      name: 'lina',
      realName: '李娜 Li Na',
      title: '置业顾问 · rep, east',
      ...chinese,
    }),
    person({
      id: 'U_ZHANG',
      name: 'zhangwei',
      realName: '张伟 Zhang Wei',
      title: '置业顾问 · rep, east',
      ...chinese,
    }),
    person({
      id: 'U_EMMA',
      name: 'emma',
      realName: 'Emma Clarke',
      title: 'Sales rep, west',
      locale: 'en-GB',
      tz: 'Europe/London',
    }),
    person({
      id: 'U_TOM',
      name: 'tom',
      realName: 'Tom Becker',
      title: 'Sales rep, west',
      locale: 'en-US',
      tz: 'America/New_York',
    }),
    person({
      id: 'U_CHEN',
      name: 'chenjing',
      realName: '陈静 Chen Jing',
      title: '审核 · reviewer',
      ...chinese,
    }),
    person({
      id: 'U_WANG',
      name: 'wangfang',
      realName: '王芳 Wang Fang',
      title: '销售经理 · manager, east and west',
      ...chinese,
    }),
    person({
      id: 'U_GRACE',
      name: 'grace',
      realName: 'Grace Lim',
      title: 'Sales manager, west',
      locale: 'en-US',
      tz: 'Asia/Singapore',
    }),
    person({
      id: 'U_ADMIN',
      name: 'zhaomin',
      realName: '赵敏 Zhao Min',
      title: '管理员 · administrator',
      ...chinese,
      ...OWNER,
    }),
    person({
      id: 'U_GUEST',
      name: 'guest.gu',
      realName: 'Guest Gu',
      title: 'Guest',
      locale: 'en-US',
      tz: 'Asia/Shanghai',
      isRestricted: true,
    }),
    person({
      id: 'U_CONNECT',
      name: 'carl',
      realName: 'Carl Connect',
      title: 'Partner',
      locale: 'en-US',
      tz: 'Europe/Berlin',
      teamId: OTHER_TEAM,
    }),
    person({
      id: 'U_GONE',
      name: 'hequ',
      realName: '何去 He Qu',
      title: '',
      ...chinese,
      deleted: true,
    }),
    person({
      id: 'U_GATEHOUSE',
      name: 'gatehouse',
      realName: 'Gatehouse',
      title: '',
      locale: 'en-US',
      tz: 'UTC',
      isBot: true,
      email: '',
    }),
  ];
}

const OWNER = { isAdmin: true, isOwner: true, isPrimaryOwner: true };
const BOT = 'U_GATEHOUSE';
const EAST = ['U_LINA', 'U_ZHANG'];
const WEST = ['U_EMMA', 'U_TOM'];
const MANAGERS = ['U_WANG', 'U_GRACE'];
const STAFF = [...EAST, ...WEST, ...MANAGERS, 'U_CHEN', 'U_ADMIN'];

function channel(
  id: string,
  name: string,
  members: string[],
  more: Partial<Channel> = {},
): Channel {
  return {
    id,
    name,
    kind: 'channel',
    isPrivate: false,
    isArchived: false,
    isGeneral: false,
    isExtShared: false,
    topic: '',
    created: CREATED,
    members: new Set(members),
    messages: [],
    lastRead: new Map(),
    with: null,
    ...more,
  };
}

/** The bot is in every channel but #general, so that `not_in_channel` can be met. */
function channels(): Channel[] {
  return [
    channel('C_EAST', 'east-team-东区', [...EAST, 'U_WANG', 'U_ADMIN', BOT], { topic: '东区案场' }),
    channel('C_WEST', 'west-team-西区', [...WEST, ...MANAGERS, 'U_ADMIN', BOT], {
      topic: 'West sales office',
    }),
    channel('C_MGR', 'managers-经理', [...MANAGERS, 'U_CHEN', 'U_ADMIN', BOT], { isPrivate: true }),
    channel('C_RECEPTION', 'reception-前台', [...STAFF, 'U_GUEST', 'U_CONNECT', BOT], {
      isExtShared: true,
    }),
    channel('C_GENERAL', 'general', [...STAFF], { isGeneral: true }),
  ];
}

/** A fresh copy each time: tests change it. */
export function riversideGarden(): Office {
  return {
    team: TEAM,
    appId: 'A_GATEHOUSE',
    botId: 'B_GATEHOUSE',
    botUser: BOT,
    people: people(),
    channels: channels(),
    groups: [
      { id: 'S_EAST', handle: 'east', name: '东区 East', users: EAST },
      { id: 'S_WEST', handle: 'west', name: 'West 西区', users: WEST },
      { id: 'S_MANAGERS', handle: 'managers', name: '经理 Managers', users: MANAGERS },
    ],
  };
}
