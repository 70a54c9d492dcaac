import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportWords } from '../bot/views/exchange/export.ts';
import { listOffice } from '../crm/access/usecases/index.ts';
import { exportCustomers } from '../crm/exchange/usecases/export.ts';
import { getRules } from '../crm/settings/usecases.ts';
import { csvLines } from '../lib/table/writing.ts';
import { type Command, requireArgument, UsageError } from './command.ts';
import { asOperator, terminalLocale } from './operator.ts';

/** Writes customers as a file. */
export const exportFile: Command['run'] = (terminal) =>
  asOperator(terminal, async (ctx, w) => {
    const file = resolve(requireArgument(terminal, 'the file'));
    const { team, purpose } = terminal.options;
    const said = typeof purpose === 'string' ? purpose : null;
    const office = await listOffice(ctx);
    const { settings } = await getRules(ctx, null);
    const { zone } = ctx.actor;
    const words = exportWords({ w, locale: terminalLocale(), settings }, { ...office, zone });
    const teamId = typeof team === 'string' ? teamOf(office.teams, team) : null;
    let rows = -1;
    const counted = (async function* () {
      for await (const row of exportCustomers(ctx, { teamId, purpose: said }, words)) {
        rows += 1;
        yield row;
      }
    })();
    try {
      // Only for the person who runs it, and never over another file.
      const to = createWriteStream(file, { mode: 0o600, flags: 'wx' });
      await pipeline(Readable.from(csvLines(counted)), to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new UsageError(`${file} is there already`);
      await rm(file, { force: true });
      throw error;
    }
    terminal.say(w.exchange.terminal.exported({ n: rows, file }));
    terminal.say(
      said === null ? w.exchange.terminal.exportedMasked : w.exchange.terminal.exportedClear,
    );
    return 0;
  });

type Team = { id: string; name: string };

function teamOf(teams: readonly Team[], named: string): string {
  const found = teams.find(({ id, name }) => id === named || name === named);
  if (!found) throw new UsageError(`there is no team called ${named}`);
  return found.id;
}
