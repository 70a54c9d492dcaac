import type { Command } from './command.ts';

// Bringing in and taking out know half of the product: they are loaded only when one is asked for.
const load = () => import('./import.ts');

const exportCommand: Command = {
  name: 'export',
  usage: 'FILE [--team NAME] [--by NAME] [--purpose "WHAT FOR"]',
  summary:
    'customers as a CSV file that can be imported again; phones masked unless --purpose says what for',
  run: async (terminal) => (await import('./export.ts')).exportFile(terminal),
};

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

export const exchangeCommands = [undoCommand, listCommand, importCommand, exportCommand];
