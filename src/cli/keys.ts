import { addMasterKey, loadKeys } from '../config.ts';
import { countOldKeys, rewrapDataKeys } from '../db/key-rotation.ts';
import type { OpenDatabase } from '../db/open.ts';
import { Keyring } from '../db/sealing.ts';
import { type Command, type Terminal, withDatabase } from './command.ts';

/**
 * Two steps, since a bot at work knows only the keys it was started with: first a new master key, and
 * after its restart every customer's key moves to it. Either step may be stopped and repeated.
 */
const rotateCommand: Command = {
  name: 'keys rotate',
  usage: '[--now]',
  summary: 'makes a new master key; run again after a restart, it moves every customer’s key to it',
  run: (terminal) =>
    withDatabase(terminal, async ({ prisma, keyring }) => {
      if ((await countOldKeys(prisma, keyring)) > 0) return moveKeys(terminal, prisma, keyring);
      const { keys } = terminal.config;
      if (keys.kind === 'given') {
        terminal.say(
          'The keys come from the environment: put a new one in front of GATEHOUSE_MASTER_KEYS,',
        );
        terminal.say('as 2:NEWKEY,1:OLDKEY, restart every bot process and run this again.');
        return 1;
      }
      terminal.say(
        `New master key ${addMasterKey(keys.path)} in ${keys.path}. Copy the file again.`,
      );
      if (terminal.options.now)
        return moveKeys(terminal, prisma, new Keyring(loadKeys({ ...keys, keys: null })));
      terminal.say(
        'Now restart every bot process and run this again. (--now goes on at once: only while no bot runs.)',
      );
      return 0;
    }),
};

async function moveKeys(
  { say }: Terminal,
  db: OpenDatabase['prisma'],
  keyring: Keyring,
): Promise<number> {
  const { rewrapped } = await rewrapDataKeys(db, keyring);
  say(`${rewrapped} keys moved to the newest master key, ${await countOldKeys(db, keyring)} left.`);
  say('Keep the old master keys in the file: backups made before need them.');
  return 0;
}

export const keyCommands = [rotateCommand];
