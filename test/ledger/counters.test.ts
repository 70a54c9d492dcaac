import { describe, expect, it } from 'vitest';
import { countMessages } from '../../src/ledger/counters.ts';
import { newId } from '../../src/lib/id.ts';
import { testDatabase } from '../support/database.ts';

const t = await testDatabase({ now: '2026-03-05T10:00:00+08:00' });

/** A message of one's own occasion; due in business time, written so many seconds ago by the database's clock. */
async function plan({ due, ago }: { due: string; ago: number }): Promise<void> {
  const id = newId(new Date());
  await t.owner.query(
    `INSERT INTO messages (id, kind, target, recipient, slot, due_at, content, state, created_at)
     VALUES ($1, 'brief', 'dm', $2, 's', $3, '{}', 'planned', clock_timestamp() - make_interval(secs => $4))`,
    [id, `member:${id}`, due, ago],
  );
}

describe('how long the oldest message has waited', () => {
  it('the bot comes back at ten and plans Li Na’s brief of half past eight: nobody has waited yet', async () => {
    await plan({ due: '2026-03-05T08:30:00+08:00', ago: 0 });
    const { due, oldestDueSeconds } = await countMessages(t.db);
    expect(due).toBe(1);
    expect(oldestDueSeconds).toBeLessThan(60);
  });

  it('what was planned yesterday for ten minutes ago has waited ten minutes', async () => {
    await plan({ due: '2026-03-05T09:50:00+08:00', ago: 86_400 });
    expect((await countMessages(t.db)).oldestDueSeconds).toBeCloseTo(600, 0);
  });

  it('what was due at once and lies there for an hour has waited an hour', async () => {
    await plan({ due: '2026-03-05T08:00:00+08:00', ago: 3_600 });
    expect((await countMessages(t.db)).oldestDueSeconds).toBeCloseTo(3_600, -1);
  });
});
