import { inspectDatabase } from '../../db/inspect.ts';
import { bad, type Check, type Finding, note, well } from './check.ts';

const server: Check = {
  name: 'database',
  async look({ config, database }) {
    if (!database) return [];
    const found = await inspectDatabase(database.prisma, database.keyring);
    const kind = config.database.kind === 'embedded' ? 'embedded' : 'a server of your own';
    return [
      well(`PostgreSQL ${found.version}, ${kind}, ${database.migrated.present.length} migrations`),
      ...roles(found, database.ownerUrl !== null),
      ...(found.clockShifted
        ? [
            note(
              'business time is shifted: this is a practice database',
              'Never use it for a real office.',
            ),
          ]
        : []),
      found.oldKeys > 0
        ? note(
            `${found.oldKeys} keys are still under an old master key`,
            'Run: npm run cli -- keys rotate',
          )
        : well('every key is under the newest master key'),
      sealing(found),
    ];
  },
};

type Found = Awaited<ReturnType<typeof inspectDatabase>>;

function roles(found: Found, separate: boolean): Finding[] {
  if (found.mayRewriteAudit || found.mayChangeSchema) {
    return [
      bad(
        `the bot works as ${found.role} and could rewrite the audit or change the schema`,
        'Let it work as gatehouse_app: GRANT gatehouse_app TO its login, or give a plain login as DATABASE_URL and the owner as DATABASE_OWNER_URL.',
      ),
    ];
  }
  if (separate)
    return [well(`the bot works as ${found.role}: no schema changes, the audit only grows`)];
  return [
    note(
      'one login for everything: its sessions step down to gatehouse_app, but who has its password is the owner',
      'Give the bot a login of its own as DATABASE_URL and the owner as DATABASE_OWNER_URL.',
    ),
  ];
}

function sealing(found: Found): Finding {
  const says = `audit: ${found.auditRows} rows, ${found.unsealed} not sealed yet`;
  if (found.unsealed > 0 && found.oldestUnsealedMinutes > 10) {
    return note(says, 'They are sealed while a bot runs. Is one running?');
  }
  return well(`${says}; prove it with: npm run cli -- audit verify`);
}

export const databaseChecks = [server];
