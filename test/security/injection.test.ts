import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { newId } from '../../src/lib/id.ts';
import { testOffice } from '../support/office.ts';
import { forge, forgeSubmission } from './hostile.ts';

const { slack, t, logged } = await testOffice({ features });

/** What somebody types to ring everybody's phone, to hide a link, to break a screen. */
const EVIL = '<!channel>&<@U1>*b*';
const evil = (what: string) => `${what}${EVIL}`;

await t.db.member.update({ where: { id: PEOPLE.lina.id }, data: { name: evil('李娜') } });
await t.db.member.update({ where: { id: PEOPLE.zhang.id }, data: { name: evil('张伟') } });
await t.db.member.update({ where: { id: PEOPLE.wang.id }, data: { name: evil('王芳') } });
await t.db.team.update({ where: { id: TEAMS.east.id }, data: { name: evil('东区') } });
for (const key of ['sources', 'districts'] as const)
  await t.db.setting.create({
    data: {
      id: newId(new Date()),
      key,
      value: DEFAULTS[key].map((one) => ({
        ...one,
        zh: `<!here>${one.zh}`,
        en: `<!here>${one.en}`,
      })),
      effectiveFrom: new Date(0),
    },
  });
await t.db.setting.create({
  data: {
    id: newId(new Date()),
    key: 'reviewStandardZh',
    value: `<!here>${DEFAULTS.reviewStandardZh}`,
    effectiveFrom: new Date(0),
  },
});
const zhang = slack.person('U_ZHANG');
Object.assign(zhang, { displayName: evil('张伟'), realName: evil('张伟') });

const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');
const admin = slack.as('U_ADMIN');
const close = (who: typeof lina) => who.close({ all: true }).catch(() => {});
const say = async (who: typeof lina, command: string, text: string) => {
  await who.command(command, text);
  await close(who);
};

for (const phone of ['13987650001', '13611223344']) {
  await lina.command('/customer', 'new');
  await lina.submit({ name: evil('欧阳'), phones: phone, grade: 'A' });
  await close(lina);
}
await lina.command('/customer', 'edit C-1001');
await lina.click('customer.edit-section#person').catch(() => {});
await lina
  .submit({ wechat: EVIL, address: EVIL, mustHaves: EVIL, note: EVIL, referrer: EVIL })
  .catch(async () => lina.submit({}));
await close(lina);
await t.db.customer.updateMany({
  data: { referrerId: null, source: 'douyin', districts: ['pudong'] },
});
const [first, second] = await t.db.customer.findMany({ orderBy: { number: 'asc' } });
await t.db.customer.update({ where: { id: first!.id }, data: { referrerId: second!.id } });

/** Words, screens and buttons of everybody who may. */
async function everything(): Promise<void> {
  await say(lina, '/customer', '');
  await say(lina, '/customer', EVIL);
  await say(lina, '/customer', evil('欧阳'));
  await say(lina, '/customer', `find ${EVIL}`);
  await say(lina, '/customer', `edit ${EVIL}`);
  await say(lina, '/customer', `new ${EVIL}`);
  await say(lina, '/log', `C-1001 电话 ${EVIL} 下周三下午3点 ${EVIL}`);
  await say(lina, '/log', EVIL);
  await say(lina, '/log', `欧阳 电话 ${EVIL}`);
  await say(lina, '/followup', `C-1001 下周三下午3点 ${EVIL}`);
  await say(lina, '/followup', `C-1001 ${EVIL}`);
  await say(lina, '/followup', `C-1002 下周三 ${EVIL}`);
  await say(lina, '/followup', '');
  await say(lina, '/customer', 'day');
  for (const word of [
    '',
    'C-1001',
    `ask C-1001 ${EVIL}`,
    `return C-1001 ${EVIL}`,
    EVIL,
    'standard',
  ])
    await say(wang, '/review', word);
  for (const word of ['', 'resubmit C-1001', 'C-1001']) await say(lina, '/review', word);
  await say(wang, '/digest', '');
  await say(wang, '/digest', EVIL);
  await say(wang, '/digest', 'subscribe');
  await say(wang, '/gatehouse', 'rules');
  await say(wang, '/gatehouse', EVIL);
  await say(wang, '/gatehouse', 'reveals');
  for (const word of ['members', 'add', 'teams', 'rules', 'me', 'reveals', 'health', ''])
    await say(admin, '/gatehouse', word);
}

const leaks: string[] = [];

/** Collects every mrkdwn text and message text with a `<` that is not ours. */
function look(node: unknown, name: string, key = ''): void {
  if (Array.isArray(node)) {
    for (const one of node) look(one, name, key);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const bag = node as Record<string, unknown>;
  const isMrkdwn = bag.type === 'mrkdwn' || (key === 'message' && bag.type === undefined);
  if (isMrkdwn && typeof bag.text === 'string') {
    const strange = bag.text
      .replace(/<@U_[A-Z]+>|<#C[A-Z0-9_]+>|<tel:\+?\d+\|[^<>|]*>|<https?:\/\/[^<>|]*>/g, '')
      .match(/<[^>]*>?/g);
    if (strange) leaks.push(`${name}: ${bag.text.slice(0, 200)}`);
  }
  for (const [inner, value] of Object.entries(bag)) {
    const parsed =
      typeof value === 'string' && /^[[{]/.test(value) && inner !== 'text'
        ? tryParse(value)
        : value;
    if (inner !== 'private_metadata' && inner !== 'value') look(parsed, name, inner);
  }
}
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
function lookSince(from: number): string[] {
  leaks.length = 0;
  for (const entry of slack.traffic.entries.slice(from)) {
    if (entry.kind === 'call' && !/^users\.|conversations/.test(entry.name))
      look(entry.request, entry.name, 'message');
    if (entry.kind === 'ack') look(entry.response, entry.name);
    if (entry.kind === 'response') look(entry.request, entry.name, 'message');
  }
  return [...new Set(leaks)];
}

describe('names, notes, teams, choices and reasons that are written to take effect', () => {
  it('take none on any screen that is opened by typing', async () => {
    await everything();
    expect(lookSince(0)).toEqual([]);
  });

  it('take none on any screen that is opened by pressing', async () => {
    const from = slack.traffic.entries.length;
    const followUp = await t.db.followUp.findFirstOrThrow({ where: { state: 'open' } });
    const snapshot = await t.db.digestSnapshot.findFirstOrThrow({
      where: { teamId: TEAMS.east.id },
    });
    const message = newId(new Date());
    await t.owner.query(
      `INSERT INTO messages (id, kind, member_id, target, recipient, slot, due_at, content, state, slack_channel, slack_ts, sent_at)
       VALUES ($1, 'roll-up', $2, 'dm', 'manager:x', 's', app_now(), '{}', 'sent', 'D1', '1.1', app_now())`,
      [message, PEOPLE.wang.id],
    );
    await t.owner.query(
      `INSERT INTO nudges (id, rule, subject_id, slot, about_id, member_id, message_id, due_at)
       VALUES ($1, 'silence', $2, 's', $2, $3, $4, app_now())`,
      [newId(new Date()), first!.id, PEOPLE.lina.id, message],
    );
    const input = {
      customerId: first!.id,
      followUpId: followUp.id,
      snapshotId: snapshot.id,
      messageId: message,
      memberId: PEOPLE.lina.id,
      repId: PEOPLE.lina.id,
      teamId: TEAMS.east.id,
      figure: 'registered',
      group: 'intake',
      item: 'intake',
      open: ['need'],
      part: 'person',
      filter: { text: EVIL },
      text: EVIL,
      origin: { kind: 'card', id: first!.id },
      version: 1,
      to: 'lost',
      at: '2026-03-09T02:00:00.000Z',
      grain: 'minute',
      existing: 'ask',
      kind: 'phone',
    };
    const values = {
      name: evil('新名'),
      reason: EVIL,
      note: EVIL,
      said: EVIL,
      when: EVIL,
      what: EVIL,
      search: EVIL,
      customer: first!.id,
      customers: [first!.id],
      rep: PEOPLE.zhang.id,
      colleague: PEOPLE.zhang.id,
      channel: 'C_EAST',
      channelId: 'C_EAST',
      teamId: TEAMS.east.id,
      weekday: '1',
      time: '09:00',
      zone: 'Asia/Shanghai',
      locale: 'zh',
      language: 'zh',
      role: 'rep',
      teams: [TEAMS.east.id],
      person: 'U_ZHANG',
      nudges: 'team',
    };
    const harmful = new Set(['members.remove', 'teams.archive', 'customer.invalidate']);
    for (const { id: doing } of features.flatMap((feature) => feature.doings)) {
      if (harmful.has(doing)) continue;
      for (const [user, id] of [
        ['U_LINA', first!.id],
        ['U_WANG', first!.id],
        [
          'U_ADMIN',
          doing.startsWith('members')
            ? PEOPLE.zhang.id
            : doing.startsWith('teams')
              ? TEAMS.east.id
              : snapshot.id,
        ],
      ] as const) {
        await forge(slack, { user, doing, input: { ...input, id }, values });
        await close(slack.as(user));
        await forgeSubmission(slack, { user, doing, input: { ...input, id }, values });
        await close(slack.as(user));
      }
    }
    logged.length = 0;
    expect(lookSince(from)).toEqual([]);
  }, 180_000);
});
