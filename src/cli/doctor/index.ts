import { openInspection } from '../../bot/inspect.ts';
import { openDatabase } from '../../db/open.ts';
import type { Terminal } from '../command.ts';
import { bad, type Check, type Finding, type Patient } from './check.ts';
import { databaseChecks } from './database.ts';
import { checkLive } from './live.ts';
import { machineChecks } from './machine.ts';
import { slackChecks } from './slack.ts';

const CHECKS: readonly Check[] = [...machineChecks, ...databaseChecks, ...slackChecks];
const MARKS = { well: '✓', note: '!', bad: '✗' } as const;

/** Looks at everything and says what to do; with --live it also tries things out in a channel. */
export async function examine(terminal: Terminal): Promise<number> {
  const { config } = terminal;
  const slack = config.slack && {
    settings: config.slack,
    inspection: openInspection(config.slack),
  };
  const findings: Finding[] = [];
  const tell = (name: string, found: Finding[]) => {
    findings.push(...found);
    for (const one of found) tellOne(terminal, name, one);
  };
  const database = await openDatabase(config, { note: terminal.say }).catch((error: Error) => {
    const remedy = 'Mend that first; the checks that need the database are left out.';
    tell('database', [bad(error.message, remedy)]);
    return null;
  });
  try {
    const patient: Patient = { config, database, slack };
    for (const check of CHECKS) tell(check.name, await lookAt(check, patient));
    if (terminal.options.live) await checkLive(patient, terminal, tell);
  } finally {
    await database?.close();
  }
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  terminal.say(`${count('well')} well, ${count('note')} to note, ${count('bad')} to mend.`);
  return count('bad') > 0 ? 1 : 0;
}

async function lookAt(check: Check, patient: Patient): Promise<Finding[]> {
  try {
    return await check.look(patient);
  } catch (error) {
    return [bad((error as Error).message, 'Mend that and run doctor again.')];
  }
}

function tellOne({ say }: Terminal, name: string, { state, says, remedy }: Finding): void {
  say(`${MARKS[state]} ${name}: ${says}`);
  if (remedy) say(`    → ${remedy}`);
}
