import { read, type TransactContext, transact } from '../../../db/transact.ts';
import { listTeams } from '../../access/store.ts';
import { audit } from '../../audit/audit.ts';
import { getSettings } from '../../settings/store.ts';
import { forgetReports, hasOldReports } from '../store.ts';

const DAY_MS = 86_400_000;

/** Deletes what old reports say, team by team, by the team's rules; number and verdict stay. */
export async function forgetOldReports(ctx: TransactContext): Promise<void> {
  const teams = await read(ctx, ({ db }) => listTeams(db, { archived: true }));
  for (const { id: teamId } of teams) {
    const before = await read(ctx, async ({ db, now }) => {
      const { reportKeepDays } = await getSettings(db, teamId, now);
      const ended = new Date(now.getTime() - reportKeepDays * DAY_MS);
      return (await hasOldReports(db, teamId, ended)) ? ended : null;
    });
    if (!before) continue;
    await transact(ctx, async (work) => {
      const forgotten = await forgetReports(work.tx, teamId, before);
      audit(work, {
        actor: 'system',
        action: 'partner.forget',
        subject: { kind: 'team', id: teamId },
        details: { forgotten },
      });
      return { id: teamId };
    });
  }
}
