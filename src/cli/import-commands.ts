import type { Command } from './command.ts';

// What an import does knows half of the product, so it is loaded only when one is asked for.
const load = () => import('./import.ts');

const importCommand: Command = {
  name: 'import',
  usage: 'FILE [--run] [--team NAME] [--by NAME] [--map "HEADING=COLUMN"] [--all-rows]',
  summary:
    'old records from a CSV or XLSX: says what would become of each row; --run brings them in',
  run: async (terminal) => (await load()).importFile(terminal),
};

const undoCommand: Command = {
  name: 'import undo',
  usage: 'ID',
  summary: 'takes an import back as a whole; what somebody has worked on since stays and is named',
  run: async (terminal) => (await load()).takeBack(terminal),
};

const listCommand: Command = {
  name: 'import list',
  summary: 'what was brought along, by whom and how far',
  run: async (terminal) => (await load()).listBrought(terminal),
};

export const importCommands = [undoCommand, listCommand, importCommand];
