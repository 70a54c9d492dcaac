import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { manifest } from './support.ts';

function start(more: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  const path = join(folder, 'manifest.yml');
  writeFileSync(path, stringify(manifest));
  const env = { ...process.env, PRACTICE_MANIFEST: path, PRACTICE_PORT: '0', ...more };
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/server.ts'], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const ready = new Promise<Record<string, string>>((resolve) =>
    lines.once('line', (line) => resolve(JSON.parse(line).practice)),
  );
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  return { child, ready, ended, complaint: () => complaint };
}

test('the process says where it is in one line, and ends when whoever started it is gone', async () => {
  const { child, ready, ended } = start();
  const practice = await ready;
  expect(practice).toMatchObject({
    page: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
    apiUrl: `${practice.page}api/`,
    botToken: expect.stringMatching(/^xoxb-practice-/),
    appToken: expect.stringMatching(/^xapp-practice-/),
  });
  const headers = { authorization: `Bearer ${practice.botToken}` };
  const auth = await fetch(`${practice.apiUrl}auth.test`, { method: 'POST', headers });
  expect(await auth.json()).toMatchObject({ ok: true, user_id: 'U_GATEHOUSE' });
  child.stdin.end();
  expect(await ended).toBe(0);
});

test('the process ends on SIGTERM', async () => {
  const { child, ready, ended } = start();
  await ready;
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('without a manifest the process says so in one sentence', async () => {
  const { ended, complaint } = start({ PRACTICE_MANIFEST: '/nowhere/manifest.yml' });
  expect(await ended).toBe(1);
  expect(complaint()).toMatch(/^The practice workspace cannot start: .*manifest\.yml'\n$/);
});
