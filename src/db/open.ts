import { type Config, loadKeys } from '../config.ts';
import { createDatabase, type Database, type Limits } from './client.ts';
import { attachServer, type EmbeddedServer } from './embedded.ts';
import { requireKnownKeys } from './key-marks.ts';
import { admitAppLogin, type MigrationReport, migrate } from './migrate.ts';
import { Keyring } from './sealing.ts';

/** The database as the program uses it, migrated and with its keys. */
export interface OpenDatabase extends Database {
  keyring: Keyring;
  /** The owner's address: migrations, backup's restore, the practice clock. Null if only one login is given. */
  ownerUrl: string | null;
  migrated: MigrationReport;
  /** Another pool as the application, for work that may take longer than a person waits. */
  another(limits: Limits): Database;
}

export interface OpenOptions {
  note?: (line: string) => void;
  onLostConnection?: (error: Error) => void;
}

/**
 * Opens what the settings name: the embedded server (started or attached) or the given one; brings the
 * schema up to date as the owner; checks that the keys belong to this database. `close()` leaves the
 * embedded server too. On a failure nothing stays started.
 */
export async function openDatabase(
  config: Pick<Config, 'database' | 'dataDir' | 'keys'>,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  const keyring = new Keyring(loadKeys(config.keys));
  const server = await serverOf(config, options);
  const pools: Database[] = [];
  const close = async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await server.detach();
  };
  try {
    const migrated = await migrate(server.ownerUrl);
    if (server.separate && !server.embedded) await admitAppLogin(server.ownerUrl, server.appUrl);
    const another = (limits?: Limits) => {
      const { onLostConnection } = options;
      const pool = createDatabase({
        url: server.appUrl,
        ...(limits && { limits }),
        ...(onLostConnection && { onLostConnection }),
      });
      pools.push(pool);
      return pool;
    };
    const database = another();
    await requireKnownKeys(database.prisma, keyring);
    return {
      ...database,
      keyring,
      migrated,
      another,
      close,
      ownerUrl: server.separate ? server.ownerUrl : null,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Server {
  appUrl: string;
  ownerUrl: string;
  /** The application has a login of its own. */
  separate: boolean;
  embedded: EmbeddedServer | null;
  detach(): Promise<void>;
}

async function serverOf(
  config: Pick<Config, 'database' | 'dataDir'>,
  options: OpenOptions,
): Promise<Server> {
  const given = config.database;
  if (given.kind === 'server') {
    return {
      appUrl: given.appUrl,
      ownerUrl: given.ownerUrl ?? given.appUrl,
      separate: given.ownerUrl !== null,
      embedded: null,
      detach: async () => {},
    };
  }
  const embedded = await attachServer({
    dataDir: config.dataDir,
    ...(options.note && { note: options.note }),
  });
  return {
    appUrl: embedded.url('app'),
    ownerUrl: embedded.url('owner'),
    separate: true,
    embedded,
    detach: () => embedded.detach(),
  };
}
