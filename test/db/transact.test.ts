import { describe, expect, it } from 'vitest';
import { transact, type Work } from '../../src/db/transact.ts';
import { newId } from '../../src/lib/id.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase();
const ctx = (delivery?: string) => ({ db: t.db, keys: t.keyring, ...(delivery && { delivery }) });

/** A change that leaves a mark: one audit row. */
function mark(work: Work, action: string): void {
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
