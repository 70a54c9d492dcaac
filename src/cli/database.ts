import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadKeys } from '../config.ts';
import { makeBackup } from '../db/backup.ts';
import { attachServer } from '../db/embedded.ts';
import { restoreBackup } from '../db/restore.ts';
import { Keyring } from '../db/sealing.ts';
import { type Command, ownerUrlOf, requireArgument, withDatabase } from './command.ts';

const migrateCommand: Command = {
  name: 'migrate',
  summary: 'brings the database to this version, as every start does',
  run: (terminal) =>
    withDatabase(terminal, async ({ migrated }) => {
      const { applied, present } = migrated;
      for (const name of applied) terminal.say(`applied ${name}`);
      terminal.say(`${applied.length} applied, ${present.length} in the database.`);
      return 0;
    }),
};

const backupCommand: Command = {
  name: 'backup',
  usage: '[FILE]',
  summary: 'writes an encrypted backup of everything as it is at this moment',
  run: (terminal) =>
    withDatabase(terminal, async (database) => {
      const day = new Date().toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
      const file = resolve(
        terminal.args[0] ?? join(terminal.config.dataDir, 'backups', `gatehouse-${day}.backup`),
      );
      mkdirSync(dirname(file), { recursive: true });
      const made = await makeBackup({
        url: ownerUrlOf(terminal.config, database),
        keyring: database.keyring,
        file,
      });
      terminal.say(
        `${file}: ${countRows(made.tables)} rows, ${Math.ceil(made.bytes / 1024)} KB, encrypted.`,
      );
      terminal.say('It opens only with the keys of this office. Keep their copy elsewhere.');
      return 0;
    }),
};

/** A restore never overwrites: it wants a new folder (or an empty database) and the old keys. */
const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'puts a backup into an empty database: a new GATEHOUSE_DATA_DIR, the old keys',
  async run(terminal) {
    const file = resolve(requireArgument(terminal, 'the backup file'));
    const { config, say } = terminal;
    const keyring = new Keyring(loadKeys(config.keys));
    const given = config.database;
    const server =
      given.kind === 'embedded' ? await attachServer({ dataDir: config.dataDir, note: say }) : null;
    const ownerUrl = server
      ? server.url('owner')
      : given.kind === 'server'
        ? (given.ownerUrl ?? given.appUrl)
        : '';
    try {
      const restored = await restoreBackup({ ownerUrl, keyring, file });
      say(`Restored ${countRows(restored.tables)} rows as they were at ${restored.madeAt}.`);
      return 0;
    } finally {
      await server?.detach();
    }
  },
};

const countRows = (tables: Record<string, number>) =>
  Object.values(tables).reduce((sum, rows) => sum + rows, 0);

export const databaseCommands = [migrateCommand, backupCommand, restoreCommand];
