import pg from 'pg';
import type { World } from './core/world.ts';

/** Undefined table: the bot has not migrated its database yet. */
const NO_TABLE = '42P01';

/**
 * Couples the workspace's clock with the bot's business time: the database's shift is taken over at the start, and each move is
 * written there before it takes effect here. Returns the way to disconnect.
 */
export async function coupleClock(
  world: World,
  connectionString: string,
): Promise<() => Promise<void>> {
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: 5000,
    statement_timeout: 5000,
    idleTimeoutMillis: 1000,
    allowExitOnIdle: true,
  });
  // An idle connection may break when the server restarts; the next move connects again.
  pool.on('error', () => undefined);
  const shift = await readShift(pool);
  if (shift !== null) world.clock.restore(shift);
  world.clock.onMove((shiftMs) =>
    pool.query('UPDATE practice_clock SET shift = $1::interval', [`${shiftMs} milliseconds`]),
  );
  return () => pool.end();
}

async function readShift(pool: pg.Pool): Promise<number | null> {
  try {
    const { rows } = await pool.query<{ ms: string }>(
      'SELECT extract(epoch FROM shift) * 1000 AS ms FROM practice_clock',
    );
    return rows[0] ? Number(rows[0].ms) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO_TABLE) return null;
    throw error;
  }
}
