import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { newId } from '../../src/lib/id.ts';
import { testOffice, wordsOf } from '../support/office.ts';
import { forge, forgeSubmission } from './hostile.ts';

const { slack, logged } = await testOffice({ features });
const admin = slack.as('U_ADMIN');
const doings = features.flatMap((feature) => feature.doings);

describe('an administrator, who may do everything, asks about records that do not exist', () => {
  it.each(['/customer C-9999', '/customer edit C-9999', '/customer owner C-9999 on 3 May'])(
    '%s is refused in words',
    async (line) => {
      const [command = '', ...text] = line.split(' ');
      await admin.command(command, text.join(' '));
      expect(wordsOf(slack.ephemerals('U_ADMIN').at(-1))).not.toBe('');
      await admin.close({ all: true }).catch(() => {});
    },
  );

  it.each(doings.map(({ id }) => id))('%s meets no bug', async (doing) => {
    const ghost = newId(new Date());
    const input = {
      ...{ id: ghost, customerId: ghost, followUpId: ghost, undoId: ghost, snapshotId: ghost },
      ...{ reportId: ghost, messageId: ghost, memberId: ghost, repId: ghost, teamId: ghost },
      ...{ arrivalId: ghost, reviewId: ghost, mergeId: ghost, caseId: ghost, importId: ghost },
      ...{ keepId: ghost, loseId: ghost, companyId: ghost, pairId: ghost, version: 1, page: 0 },
      ...{ to: 'interested', text: 'C-9999', at: '2026-03-09T02:00:00.000Z', grain: 'minute' },
    };
    await forge(slack, { user: 'U_ADMIN', doing, input });
    await admin.close({ all: true }).catch(() => {});
    await forgeSubmission(slack, { user: 'U_ADMIN', doing, input });
    await admin.close({ all: true }).catch(() => {});
    expect(logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
