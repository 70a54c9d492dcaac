import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { testOffice } from '../support/office.ts';
import { forgeSubmission } from './hostile.ts';

const { slack, t, logged } = await testOffice({ features });
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');

await lina.command('/customer', 'new 欧阳晓芙 13987650001');
await lina.submit({ grade: 'A' });
await lina.close({ all: true });
await wang.command('/digest', '东区');
const customer = await t.db.customer.findFirstOrThrow();
const followUp = await t.db.followUp.findFirstOrThrow();
const snapshot = await t.db.digestSnapshot.findFirstOrThrow({ where: { teamId: TEAMS.east.id } });

/** Ids that are right, so that what is wrong beside them is reached. */
const IDS = {
  id: customer.id,
  customerId: customer.id,
  followUpId: followUp.id,
  snapshotId: snapshot.id,
  memberId: PEOPLE.lina.id,
  repId: PEOPLE.lina.id,
  version: 1,
};

/** What no form of ours ever sends, yet Slack would sign. */
const STRANGE: [string, unknown][] = [
  ['an array', ['x', 'y']],
  ['a number', 7],
  ['words', 'x y z'],
  ['a date beyond time', '275760-09-13T00:00:00.000Z'],
  ['a method of every object', 'constructor'],
];

const KEYS =
  'name phones gender ageBand source referrerId referrer area budget layouts districts purchaseTime purpose payment decision wechat email address mustHaves floors nearby musts units note partySize grade arrivalKind arrivedAt consent nextFollowUp customer customers rep kind result happenedAt said party when at what reason colleague channel channelId teamId weekday time zone zoneOther locale language role teams person nudges ownChannel search stage district overdue follow from clear wishes __proto__ constructor'.split(
    ' ',
  );

describe('values of a kind no form of ours sends', () => {
  const doings = features.flatMap((feature) => feature.doings);
  const harmful = new Set(['members.remove', 'teams.archive', 'customer.invalidate']);

  it.each(STRANGE)(
    '%s in every field is refused in words, never by a bug',
    async (_, strange) => {
      const values = Object.fromEntries(KEYS.map((key) => [key, strange]));
      for (const { id: doing } of doings) {
        if (harmful.has(doing)) continue;
        const inputs = [{ ...IDS, to: 'interested', open: [], part: 'need' }];
        for (const input of inputs) {
          const user = MANAGERS.test(doing) ? 'U_WANG' : 'U_LINA';
          await forgeSubmission(slack, { user, doing, input, values });
          await slack
            .as(user)
            .close({ all: true })
            .catch(() => {});
        }
      }
      const bugs = logged.filter((line) => line.includes('"level":"error"')).map(shorten);
      logged.length = 0;
      expect([...new Set(bugs)]).toEqual([]);
    },
    120_000,
  );
});

const MANAGERS = /^(digest|roll-up|rules|members|customer\.reassign)/;

const shorten = (line: string) => {
  const { error } = JSON.parse(line);
  return `${error.name} ${error.message ?? ''} ${error.frames.find((f: string) => f.includes('/src/') && !f.includes('generated'))}`;
};
