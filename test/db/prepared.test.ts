import { describe, expect, it } from 'vitest';
import { PLANNED_ANEW, statementNames } from '../../src/db/prepared.ts';

describe('a statement is kept planned', () => {
  it('from the third time on, under a name of its own', () => {
    const name = statementNames();
    const asked = (sql: string) => [1, 2, 3, 4].map(() => name({ sql }));
    expect(asked('SELECT 1')).toEqual(['', '', 's1', 's1']);
    expect(asked('SELECT 2')).toEqual(['', '', 's2', 's2']);
    expect(name({ sql: 'SELECT 1' })).toBe('s1');
  });

  it('not where its best plan depends on its values', () => {
    const name = statementNames();
    const sql = `\n ${PLANNED_ANEW} SELECT 1`;
    expect([1, 2, 3, 4].map(() => name({ sql }))).toEqual(['', '', '', '']);
  });

  it('nor beyond five hundred: texts that never come again fill no session', () => {
    const name = statementNames();
    const names = Array.from({ length: 600 }, (_, nth) =>
      [1, 2, 3].map(() => name({ sql: `SELECT ${nth}` })).at(-1),
    );
    expect(new Set(names.filter(Boolean)).size).toBe(500);
    expect(names.slice(500).every((one) => one === '')).toBe(true);
  });
});
