import { listOffice } from '../crm/access/usecases/index.ts';
import { type Command, withDatabase } from './command.ts';

const listCommand: Command = {
  name: 'members list',
  summary: 'who may use Gatehouse, and as what',
  run: (terminal) =>
    withDatabase(terminal, async ({ prisma, keyring }) => {
      const { members, teams } = await listOffice({ db: prisma, keys: keyring });
      const nameOf = (id: string) => teams.find((team) => team.id === id)?.name ?? id;
      for (const { slackUserId, role, name, teamIds } of members) {
        terminal.say([slackUserId, role, name, teamIds.map(nameOf).join(', ')].join('\t'));
      }
      terminal.say(`${members.length} members, ${teams.length} teams.`);
      return 0;
    }),
};

export const memberCommands = [listCommand];
