import type pg from 'pg';

/**
 * Moves business time (`app_now()`), which only the owner may do: the practice workspace and tests.
 * In a real office the clock is never touched.
 */
export interface PracticeClock {
  /** Stops business time at an instant. */
  freeze(instant: Date): Promise<void>;
  /** Moves it by a PostgreSQL interval: `2h`, `3 days`, `-1h`. A running clock stays running. */
  advance(interval: string): Promise<void>;
  /** Lets it run again with the server's clock. */
  reset(): Promise<void>;
  now(): Promise<Date>;
}

/** The clock of the database the owner is connected to. */
export function practiceClock(owner: Pick<pg.Client, 'query'>): PracticeClock {
  return {
    async freeze(instant) {
      await owner.query("UPDATE practice_clock SET frozen = $1, shift = '0'", [instant]);
    },
    async advance(interval) {
      await owner.query('UPDATE practice_clock SET shift = shift + $1::interval', [interval]);
    },
    async reset() {
      await owner.query("UPDATE practice_clock SET frozen = NULL, shift = '0'");
    },
    async now() {
      const { rows } = await owner.query<{ now: Date }>('SELECT app_now() AS now');
      const [row] = rows;
      if (!row) throw new Error('the database does not tell the time');
      return row.now;
    },
  };
}
