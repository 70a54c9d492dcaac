import { describe, expect, it } from 'vitest';
import { Prisma } from '../../src/db/generated/client.ts';
import { transact, type Work, type Writing } from '../../src/db/transact.ts';
import { newId } from '../../src/lib/id.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();
const ctx = (delivery?: string) => ({ db: t.db, keys: t.keyring, ...(delivery && { delivery }) });

/** A change that leaves a mark: one audit row. */
function mark(work: Writing, action: string): void {
  work.auditRows.push({
    id: newId(),
    actorId: null,
    actorKind: 'system',
    action,
    subjectKind: 'test',
    subjectId: null,
    customerId: null,
    details: {},
    sealed: null,
  });
}

describe('one transaction per thing a person does', () => {
  it('Li Na’s click that Slack delivers twice has its effect once and the same answer', async () => {
    const run = (n: number) =>
      transact(ctx('click-1'), async (work) => {
        mark(work, 'clicked');
        return { n };
      });
    expect([await run(1), await run(2)]).toEqual([{ n: 1 }, { n: 1 }]);
    expect(await t.db.audit.count({ where: { action: 'clicked' } })).toBe(1);
  });

  it('ten deliveries of one click at the same moment have one effect', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        transact(ctx('click-2'), async (work) => {
          mark(work, 'raced');
          return { n };
        }),
      ),
    );
    expect(new Set(answers.map(({ n }) => n)).size).toBe(1);
    expect(await t.db.audit.count({ where: { action: 'raced' } })).toBe(1);
  });

  it('a delivery whose first try failed is done by the second', async () => {
    const failing = transact(ctx('click-3'), async () => {
      throw new Error('the plug was pulled');
    });
    await expect(failing).rejects.toThrow('plug');
    const done = await transact(ctx('click-3'), async (work) => {
      mark(work, 'second try');
      return { done: true };
    });
    expect(done).toEqual({ done: true });
  });

  it('two steps of one delivery are two effects, each once', async () => {
    for (const _ of [1, 2]) {
      const delivery = ctx('click-4');
      for (const step of ['first', 'second']) {
        const answer = await transact(delivery, async (work) => {
          mark(work, step);
          return { step };
        });
        expect(answer).toEqual({ step });
      }
    }
    expect(await t.db.audit.count({ where: { action: { in: ['first', 'second'] } } })).toBe(2);
  });

  it('a write without an audit row is taken back', async () => {
    const silent = transact(ctx(), async ({ tx, now }) => {
      await tx.team.create({
        data: { id: newId(), name: 'Silent', zone: 'UTC', locale: 'en', createdAt: now },
      });
      return {};
    });
    await expect(silent).rejects.toThrow('without an audit row');
    expect(await t.db.team.count()).toBe(0);
  });
});

describe('two who wait for each other', () => {
  const [east, west] = [newId(), newId()];
  const teams = { [east]: 'East', [west]: 'West' };
  const rename = (work: Work, id: string, name: string) =>
    work.tx.team.update({ where: { id }, data: { name } });

  it('both get what they wanted: whom the database breaks off does it again, with the other’s work before them', async () => {
    await t.db.team.createMany({
      data: Object.entries(teams).map(([id, name]) => ({ id, name, zone: 'UTC', locale: 'en' })),
    });
    let tries = 0;
    let bothHold: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      bothHold = resolve;
    });
    const cross = (delivery: string, first: string, second: string) =>
      transact(ctx(delivery), async (work) => {
        await rename(work, first, `${delivery} one`);
        tries += 1;
        if (tries === 2) bothHold();
        await held;
        await rename(work, second, `${delivery} two`);
        mark(work, delivery);
        return { delivery };
      });
    const answers = await Promise.all([cross('hold', east, west), cross('claim', west, east)]);
    expect(answers).toEqual([{ delivery: 'hold' }, { delivery: 'claim' }]);
    expect(tries).toBe(3);
    expect(await t.db.audit.count({ where: { action: { in: ['hold', 'claim'] } } })).toBe(2);
    const names = await t.db.team.findMany({ where: { id: { in: [east, west] } } });
    expect(new Set(names.map(({ name }) => name.split(' ')[0])).size).toBe(1);
    expect(await t.db.inbox.count({ where: { key: { in: ['hold', 'claim'] } } })).toBe(2);
  });

  it('what is broken off every time is given up after the third', async () => {
    let tries = 0;
    const broken = transact(ctx(), async ({ tx }) => {
      tries += 1;
      await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40P01'; END $$`;
      return {};
    });
    await expect(broken).rejects.toThrow();
    expect(tries).toBe(3);
  });
});

describe('what needs no lock is written in one statement', () => {
  const never = () => Promise.reject(new Error('a transaction was opened'));
  /** A draft put along with a mark. */
  const keep = (form: string) => async (writing: Writing) => {
    mark(writing, form);
    writing.puts.also(
      (when) => Prisma.sql`
        INSERT INTO drafts (id, member_id, form, sealed, saved_at, expires_at)
        SELECT ${newId()}::uuid, ${newId()}::uuid, ${form}, 'x', now(), now() WHERE ${when}`,
    );
    return { form };
  };
  const kept = (form: string) => t.db.draft.count({ where: { form } });
  const marks = (action: string) => t.db.audit.count({ where: { action } });

  it('twenty deliveries of one click at the same moment have one effect and one answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => transact(ctx('once-1'), never, keep('form-1'))),
    );
    expect(answers).toEqual(answers.map(() => ({ form: 'form-1' })));
    expect([await kept('form-1'), await marks('form-1')]).toEqual([1, 1]);
  });

  it('what is refused the second time, since it is there already, gets the first answer', async () => {
    const run = () =>
      transact(ctx('once-2'), never, async (writing) => {
        if ((await kept('form-2')) > 0) throw new Error('there already');
        return keep('form-2')(writing);
      });
    expect([await run(), await run()]).toEqual([{ form: 'form-2' }, { form: 'form-2' }]);
    expect(await kept('form-2')).toBe(1);
  });

  it('where one part of it is refused nothing is written, and the delivery can be tried again', async () => {
    const failing = transact(ctx('once-3'), never, async (writing) => {
      writing.puts.add('stage_moves', {
        ...{ id: newId(), customerId: newId(), toStage: 'potential', at: writing.now },
      });
      return keep('form-3')(writing);
    });
    await expect(failing).rejects.toThrow('stage_moves_customer_id_fkey');
    expect([await kept('form-3'), await marks('form-3')]).toEqual([0, 0]);
    expect(await transact(ctx('once-3'), never, keep('form-3'))).toEqual({ form: 'form-3' });
  });

  it('where it needs more, a transaction does it under the same key', async () => {
    const run = () =>
      transact(
        ctx('once-4'),
        async (work) => {
          mark(work, 'locked');
          return { how: 'locked' };
        },
        async () => null,
      );
    expect([await run(), await run()]).toEqual([{ how: 'locked' }, { how: 'locked' }]);
    expect(await marks('locked')).toBe(1);
  });

  it('without an audit row it is a defect', async () => {
    await expect(transact(ctx(), never, async () => ({}))).rejects.toThrow('without an audit row');
  });
});
