import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bad, type Check, note, well } from './check.ts';

const GB = 1_000_000_000;
const WEEK_MS = 7 * 86_400_000;

const node: Check = {
  name: 'Node',
  look() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const enough = major > 20 || (major === 20 && minor >= 19);
    return [
      enough
        ? well(process.versions.node)
        : bad(process.versions.node, 'Install Node 20.19 or newer.'),
    ];
  },
};

/** Working hours and due times depend on it: a Node built without it knows one zone and one language. */
const zones: Check = {
  name: 'time zones',
  look() {
    const shanghai = new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai',
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    const said = shanghai.format(new Date('2026-03-05T00:00:00Z'));
    if (!said.includes('周四') || !said.includes('08')) {
      return [
        bad(
          `this Node does not know Chinese or Shanghai (${said})`,
          'Install a Node with full ICU data (the default).',
        ),
      ];
    }
    return [well(`data of ${process.versions.tz ?? 'unknown'}`)];
  },
};

const disk: Check = {
  name: 'disk',
  look({ config }) {
    const folder = existsSync(config.dataDir) ? config.dataDir : dirname(config.dataDir);
    const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '/');
    const free = Number(bavail) * Number(bsize);
    const says = `${(free / GB).toFixed(1)} GB free at ${folder}`;
    if (free < 0.3 * GB) return [bad(says, 'Make room now: a full disk stops the database.')];
    return [free < 2 * GB ? note(says, 'Make room soon.') : well(says)];
  },
};

const keys: Check = {
  name: 'keys',
  look({ config }) {
    if (config.keys.kind === 'given') return [well('from the environment')];
    if (!config.keys.keys) return [note(`${config.keys.path} is made by the first start`)];
    return [
      note(
        `in ${config.keys.path}`,
        'Keep a copy on another machine, apart from data and backups: without it nothing sealed can ever be read.',
      ),
    ];
  },
};

const backups: Check = {
  name: 'backups',
  look({ config }) {
    const folder = join(config.dataDir, 'backups');
    const files = existsSync(folder)
      ? readdirSync(folder).filter((name) => name.endsWith('.backup'))
      : [];
    const newest = Math.max(0, ...files.map((name) => statSync(join(folder, name)).mtimeMs));
    if (newest === 0)
      return [
        note(`none in ${folder}`, 'Run daily: npm run cli -- backup, and copy the file away.'),
      ];
    const days = Math.floor((Date.now() - newest) / 86_400_000);
    const says = `${files.length} in ${folder}, the newest ${days} days old`;
    return [Date.now() - newest > WEEK_MS ? bad(says, 'Run: npm run cli -- backup') : well(says)];
  },
};

export const machineChecks = [node, zones, disk, keys, backups];
