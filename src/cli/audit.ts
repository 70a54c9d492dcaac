import type { Config } from '../config.ts';
import { sealAudit } from '../db/audit-seal.ts';
import { anchorFileOf, keepAnchor, readAnchors, verifyAudit } from '../db/audit-verify.ts';
import { type Command, withDatabase } from './command.ts';

const FAULTS = {
  changed: 'it, or what was before it, is not what was sealed',
  missing: 'its seal is there, the row is not',
  unsealed: 'it stands among sealed rows without a seal',
  anchor: 'an anchor kept outside names another seal, or the rows up to it are gone',
} as const;

const anchorFile = (config: Config, given: unknown) =>
  typeof given === 'string' ? given : anchorFileOf(config.dataDir);

const verifyCommand: Command = {
  name: 'audit verify',
  usage: '[--anchors FILE]',
  summary: 'walks the whole audit and says whether every row is as it was sealed',
  run: (terminal) =>
    withDatabase(terminal, async ({ prisma, keyring }) => {
      const anchors = readAnchors(anchorFile(terminal.config, terminal.options.anchors));
      const report = await verifyAudit(prisma, keyring, anchors);
      if (report.bad) {
        terminal.say(`BROKEN at row ${report.bad.seq}: ${FAULTS[report.bad.fault]}.`);
        terminal.say(`${report.checked} rows before it are whole.`);
        return 1;
      }
      terminal.say(
        `The audit is whole: ${report.checked} rows checked, ${report.waiting} too new to be sealed.`,
      );
      terminal.say(
        anchors.length > 0
          ? `${anchors.length} anchors agree.`
          : 'No anchors are kept yet: a running bot keeps one a day, and `audit anchor` one now.',
      );
      return 0;
    }),
};

const anchorCommand: Command = {
  name: 'audit anchor',
  usage: '[--anchors FILE]',
  summary: 'notes the end of the audit outside the database, so that cutting it off is seen',
  run: (terminal) =>
    withDatabase(terminal, async ({ prisma, keyring }) => {
      const { head } = await sealAudit(prisma, keyring);
      if (!head) {
        terminal.say('The audit is empty: there is nothing to anchor yet.');
        return 0;
      }
      const file = anchorFile(terminal.config, terminal.options.anchors);
      keepAnchor(file, head, new Date());
      terminal.say(`Row ${head.seq} is anchored in ${file}. Copy that file to another machine.`);
      return 0;
    }),
};

export const auditCommands = [verifyCommand, anchorCommand];
