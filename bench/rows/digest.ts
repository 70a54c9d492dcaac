import type { DigestTeam } from '../../src/crm/digests/rules/snapshot.ts';
import { shiftWeek, weekAt } from '../../src/crm/digests/rules/week.ts';
import { listDigestTeams } from '../../src/crm/digests/store/snapshots.ts';
import { takeSnapshot } from '../../src/crm/digests/usecases/taking.ts';
import { transact } from '../../src/db/transact.ts';
import { memoryMb, ms, ratio } from '../measure.ts';
import { NOW } from '../office.ts';
import type { Place } from '../place.ts';
import type { Row } from '../report.ts';
import { noteStatements, type Statement } from '../trips.ts';

/** Last week of one team amid everybody's, and of the whole office one team after the other. */
export async function digestRow(place: Place): Promise<Row> {
  const teams = await listDigestTeams(place.database.prisma, null);
  const before = memoryMb();
  const first = await timed(() => take(place, teams[0]!));
  const all = await timed(async () => {
    for (const team of teams.slice(1)) await take(place, team);
  });
  const grown = memoryMb() - before;
  const { statements, took } = await recorded(place, teams[0]!);
  const same = await replay(place, statements);
  return {
    what: `Weekly digest over ${place.customers.toLocaleString('en')} customers and ${place.loaded.contacts.toLocaleString('en')} contacts`,
    floor: `the same statements by node-postgres ${ms(same)}`,
    ours: `one team ${ms(took)} (the first ${ms(first)}), all ${teams.length} teams ${ms(first + all)}, memory +${grown} MB`,
    ratio: ratio(took, same),
    budget: '≤ 1.5 ×, < 2 s, memory flat',
  };
}

async function take(place: Place, team: DigestTeam): Promise<void> {
  const week = shiftWeek(weekAt(NOW, team.zone), -1);
  await transact({ db: place.database.prisma, keys: place.keys }, async (work) => ({
    id: (await takeSnapshot(work, team, week, 'system')).id,
  }));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Takes the digest once more, noting each statement; several times, the fastest counts. */
async function recorded(
  place: Place,
  team: DigestTeam,
): Promise<{ statements: Statement[]; took: number }> {
  let statements: Statement[] = [];
  let took = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 5; n++) {
    await forget(place, team);
    let once = 0;
    const noted = await noteStatements(async () => {
      once = await timed(() => take(place, team));
    });
    if (once < took) [took, statements] = [once, noted];
  }
  return { statements, took };
}

/** The noted statements over a bare connection, but the audit's: its rows are written once. The fastest of several runs. */
async function replay(place: Place, statements: Statement[]): Promise<number> {
  const again = statements.filter(({ text }) => !text.includes('INSERT INTO audit'));
  let best = Number.POSITIVE_INFINITY;
  const client = await place.raw.connect();
  try {
    for (let n = 0; n < 5; n++) {
      await place.owner.query('TRUNCATE digest_snapshots CASCADE');
      const once = await timed(async () => {
        for (const { text, values } of again) await client.query(text, values);
      });
      best = Math.min(best, once);
    }
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
  return best;
}

async function forget(place: Place, team: DigestTeam): Promise<void> {
  await place.owner.query('DELETE FROM digest_snapshots WHERE team_id = $1', [team.teamId]);
}
