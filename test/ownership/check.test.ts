import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf } from '../../src/crm/customers/rules-standing.ts';
import { readIdentity } from '../../src/crm/ownership/rules/identity.ts';
import { checkIdentity } from '../../src/crm/ownership/usecases/check.ts';
import { lapseDue } from '../../src/crm/ownership/usecases/lapse.ts';
import { LIMITS } from '../../src/db/client.ts';
import { Refusal } from '../../src/lib/refusal.ts';
import { openRegister } from './support.ts';

const office = await openRegister({
  now: '2026-03-05T09:00:00+08:00',
  limits: { ...LIMITS.background, sessions: 20 },
});
const { t } = office;
const lina = await office.as('U_LINA');
const zhang = await office.as('U_ZHANG');
const emma = await office.as('U_EMMA');
const wang = await office.as('U_WANG');

describe('what is asked', () => {
  it.each([
    ['138 1234 5678', 'phone', '+8613812345678'],
    ['+86-138-1234-5678', 'phone', '+8613812345678'],
    ['００８６１３８１２３４５６７８', 'phone', '+8613812345678'],
    ['138****5678', 'masked', '138****5678'],
    ['138xxxx5678', 'masked', '138****5678'],
    ['Wang@Example.com', 'email', 'Wang@Example.com'],
    ['wx_wang88', 'wechat', 'wx_wang88'],
    ['微信：wx_wang88', 'wechat', 'wx_wang88'],
    ['电话 138.1234.5678', 'phone', '+8613812345678'],
    ['E-mail wang@example.com', 'email', 'wang@example.com'],
  ])('%s is a %s', (typed, by, value) => {
    expect(readIdentity(typed, 'CN')).toEqual({ by, value });
  });

  it.each(['', '8888', '王女士', '13812345678 13912345678', 'two words', 'C-1042', 'c1042'])(
    '%s is nothing',
    (typed) => {
      expect(readIdentity(typed, 'CN')).toBeNull();
    },
  );
});

describe('the blind answer', async () => {
  const id = await office.register('U_LINA', '+8613812345678', {
    values: { wechat: 'wx_wang88', email: 'wang@example.com' },
  });

  it('Zhang Wei hears until when, and nothing else, however he spells it', async () => {
    for (const typed of ['13812345678', '+86 138-1234-5678', 'WX_Wang88', 'WANG@example.com']) {
      const { answers, isExact } = await checkIdentity(zhang, typed);
      expect({ answers, isExact }).toEqual({
        isExact: true,
        answers: [
          {
            standing: { kind: 'protected', until: new Date('2026-04-04T09:00:00+08:00') },
            record: null,
            claimId: null,
            dispute: { checkId: expect.any(String), nth: 0 },
          },
        ],
      });
    }
  });

  it('a masked phone is only possibly hers', async () => {
    const { answers, isExact } = await checkIdentity(zhang, '138****5678');
    expect(isExact).toBe(false);
    expect(answers).toMatchObject([
      { standing: { kind: 'protected' }, record: null, dispute: null },
    ]);
  });

  it('a record of which only a part of the phone is known is possibly the one of a whole phone, and of a part', async () => {
    const partner = { phones: [], wechat: 'wx_partner', note: '渠道报备 139****7777' };
    await office.register('U_LINA', '', { values: partner });
    const sees = { standing: { kind: 'protected' }, record: null, dispute: null };
    for (const typed of ['139 1111 7777', '139****7777']) {
      const { answers, isExact } = await checkIdentity(zhang, typed);
      expect({ answers, isExact }, typed).toMatchObject({ isExact: false, answers: [sees] });
    }
    expect((await checkIdentity(zhang, '138 9999 5678')).answers).toEqual([]);
    const note = await t.db.audit.findFirstOrThrow({
      where: { action: 'customer.check', actorId: zhang.actor.id },
      orderBy: { at: 'desc' },
    });
    expect(note.details).toMatchObject({ by: 'phone', found: [] });
  });

  it('what he typed stands nowhere in the clear, and Slack’s second try gets the same answer', async () => {
    const ask = () => checkIdentity({ ...zhang, delivery: 'slack-again' }, '138 1234 5678');
    const [first, again] = [await ask(), await ask()];
    expect(again).toMatchObject({ asked: { by: 'phone' }, answers: first.answers });
    const kept = await t.db.inbox.findUniqueOrThrow({ where: { key: 'slack-again' } });
    expect(Object.keys(kept.outcome as object).sort()).toEqual(['checkId', 'ids', 'isExact']);
    expect(JSON.stringify(kept.outcome)).not.toContain('13812345678');
  });

  it('Li Na is told which of hers it is; Wang Fang, who may see it, too', async () => {
    const [own] = (await checkIdentity(lina, '13812345678')).answers;
    expect(own).toMatchObject({ standing: { kind: 'yours' }, record: { id } });
    const [team] = (await checkIdentity(wang, '13812345678')).answers;
    expect(team).toMatchObject({ standing: { kind: 'protected' }, record: { id }, claimId: null });
  });

  it('a phone nobody has is free', async () => {
    expect((await checkIdentity(zhang, '13900000000')).answers).toEqual([]);
  });

  it('in the pool, a rep of the team may claim; Emma of another team hears only that', async () => {
    await t.setNow('2026-04-05T10:00:00+08:00');
    await lapseDue(lina);
    const [resting] = (await checkIdentity(zhang, '13812345678')).answers;
    expect(resting).toMatchObject({ standing: { kind: 'pool' }, claimId: null });
    await t.setNow('2026-04-07T11:00:00+08:00');
    const [mine] = (await checkIdentity(zhang, '13812345678')).answers;
    expect(mine).toMatchObject({ standing: { kind: 'pool', isTeams: true }, claimId: id });
    const [theirs] = (await checkIdentity(emma, '+8613812345678')).answers;
    expect(theirs).toMatchObject({
      standing: { kind: 'pool', isTeams: false },
      claimId: null,
      record: null,
    });
  });

  it('never names anybody to whom it is not known already', () => {
    const record = fc.record({
      repId: fc.option(fc.constantFrom('me', 'other')),
      teamId: fc.constantFrom('mine', 'theirs'),
      status: fc.constantFrom('active', 'invalid'),
      protectedUntil: fc.option(fc.date({ noInvalidDate: true })),
      poolOpenAt: fc.option(fc.date({ noInvalidDate: true })),
    });
    fc.assert(
      fc.property(record, (one) => {
        const standing = standingOf(one, { id: 'me', teamIds: ['mine'] }, []);
        expect(JSON.stringify(standing)).not.toMatch(/other|theirs/);
        expect(standing.kind === 'yours').toBe(one.repId === 'me');
      }),
    );
  });
});

describe('every check', () => {
  it('is a row of the audit, not in the customer’s own history, and counts towards the hour', async () => {
    const rows = await t.db.audit.findMany({ where: { action: 'customer.check' } });
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.every(({ customerId }) => customerId === null)).toBe(true);
    await office.set('checksPerHour', 3);
    await t.setNow('2026-04-07T13:00:00+08:00');
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => checkIdentity(zhang, '13900000000')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(refused)).toEqual(new Set(['checkedTooOften']));
  });

  it('by way of a registration counts as well', async () => {
    await t.setNow('2026-04-05T14:00:00+08:00');
    const again = () => office.register('U_LINA', '+8613812345678').catch((error) => error.code);
    expect([await again(), await again(), await again(), await again()]).toEqual([
      'phoneInPool',
      'phoneInPool',
      'phoneInPool',
      'checkedTooOften',
    ]);
    await office.set('checksPerHour', 500, '2020-01-02T00:00:00Z');
  });
});

describe('twenty people register the same phone in the same second', () => {
  it('one wins in the database, the others get the blind answer', async () => {
    const people = ['U_LINA', 'U_ZHANG', 'U_EMMA', 'U_TOM'];
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, nth) =>
        office.register(people[nth % people.length]!, '+8613711112222', {
          values: { name: `王 ${nth}` },
        }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    for (const error of refused) {
      expect(error).toBeInstanceOf(Refusal);
      expect(['phoneYours', 'phoneProtected']).toContain(error.code);
      expect(error.field).toBe('phones');
    }
    const count = await t.owner.query(
      `SELECT count(*)::int AS n FROM customers WHERE name LIKE '王 %'`,
    );
    expect(count.rows[0].n).toBe(1);
  });
});
