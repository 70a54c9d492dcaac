import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serverProcesses } from '../../src/db/embedded/processes.ts';
import { type Program, runProgram, startProgram, testFolder } from '../support/program.ts';

const START = [process.execPath, '--import', 'tsx', 'scripts/start.ts'];
const PAGE = /open: (http:\/\/127\.0\.0\.1:\d+\/)/;

/** `npm start` on a machine that has only Node: no tokens, no database. */
function start(dataDir: string, command = START): Program {
  return startProgram(command, { GATEHOUSE_DATA_DIR: dataDir, PRACTICE_PORT: '0' });
}

const pageOf = async (program: Program): Promise<string> => (await program.hear(PAGE))[1] ?? '';

async function control(page: string, act: string, body: Record<string, unknown>) {
  const answer = await fetch(`${page}control/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { delivery: { acked: boolean; error: string | null } };
}

/** The title of the modal on a person's screen. */
async function titleOf(page: string, user: string): Promise<string | undefined> {
  const answer = await fetch(`${page}control/state?user=${user}`);
  const { modals } = (await answer.json()) as { modals: { title: { text: string } }[] };
  return modals.at(-1)?.title.text;
}

const command = (page: string, user: string, text: string) =>
  control(page, 'command', { user, channel: 'C_EAST', command: '/gatehouse', text });

const serverOf = (dataDir: string) => {
  const pgdata = join(dataDir, 'postgres');
  return existsSync(pgdata) ? serverProcesses(pgdata) : [];
};

describe('npm start without tokens', { timeout: 180_000 }, () => {
  it('is ready on an empty machine, serves the practice workspace, and SIGTERM leaves nothing behind', async () => {
    const dataDir = join(testFolder(), 'data');
    const program = start(dataDir, ['npm', 'start']);
    const page = await pageOf(program);
    expect((await fetch(page)).status).toBe(200);
    expect((await command(page, 'U_LINA', '')).delivery).toMatchObject({
      acked: true,
      error: null,
    });
    expect(serverOf(dataDir)).not.toEqual([]);

    // npm reports the signal in its own way; what matters is that all of it ended.
    await program.end('SIGTERM');
    expect(serverOf(dataDir)).toEqual([]);
    await expect(fetch(page)).rejects.toThrow();
  });

  it('stopped by npm while it is still starting, it leaves nothing behind either', async () => {
    const dataDir = join(testFolder(), 'data');
    const program = start(dataDir, ['npm', 'start']);
    await expect.poll(() => existsSync(dataDir), { timeout: 30_000 }).toBe(true);
    await program.end('SIGTERM');
    expect(program.said()).not.toContain('"level":"error"');
    expect(serverOf(dataDir)).toEqual([]);
  });

  it('after kill -9 the next start recovers by itself, with what 李娜 had changed', async () => {
    const dataDir = join(testFolder(), 'data');
    const first = start(dataDir);
    const page = await pageOf(first);
    await command(page, 'U_LINA', '我的');
    await expect.poll(() => titleOf(page, 'U_LINA')).toBe('我的设置');
    const saved = await control(page, 'submit', {
      user: 'U_LINA',
      values: { language: { value: 'en' } },
    });
    expect(saved).toMatchObject({ delivery: { acked: true } });
    expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    const second = start(dataDir);
    const again = await pageOf(second);
    await command(again, 'U_LINA', 'me');
    await expect.poll(() => titleOf(again, 'U_LINA')).toBe('My preferences');
    await second.end('SIGTERM');
    expect(serverOf(dataDir)).toEqual([]);
  });
});

describe('npm start with wrong settings', () => {
  it('says everything that is wrong and how to mend it, at once, and starts nothing', async () => {
    const dataDir = join(testFolder(), 'data');
    const { code, said } = await runProgram(START, {
      GATEHOUSE_DATA_DIR: dataDir,
      SLACK_BOT_TOKEN: 'nonsense-1',
      SLACK_APP_TOKEN: 'xapp-1-right',
      LOG_LEVEL: 'loud',
      HEALTH_PORT: '99999',
    });
    expect(code).toBe(1);
    expect(said).toContain('3 things are wrong');
    for (const name of ['SLACK_BOT_TOKEN', 'LOG_LEVEL', 'HEALTH_PORT'])
      expect(said).toContain(name);
    expect(said).not.toContain('nonsense-1');
    expect(existsSync(dataDir)).toBe(false);
  });
});
