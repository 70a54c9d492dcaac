import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildManifest, SCOPES } from '../../src/bot/manifest.ts';
import { features } from '../../src/commands/index.ts';
import { testFolder } from '../support/program.ts';

const generate = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/manifest.ts', ...args], {
    encoding: 'utf8',
  });

describe('what Slack must know of the app', () => {
  it('manifest.yml is what the lists of commands and shortcuts say', () => {
    expect(parse(readFileSync('manifest.yml', 'utf8'))).toEqual(buildManifest(features));
    expect(generate('--check').status).toBe(0);
  });

  it('a manifest edited by hand fails the check and says what to run', () => {
    const out = join(testFolder(), 'manifest.yml');
    writeFileSync(out, `${readFileSync('manifest.yml', 'utf8')}# by hand\n`);
    const { status, stderr } = generate('--check', '--out', out);
    expect(status).toBe(1);
    expect(stderr).toContain('npm run manifest');
  });

  it('every scope has its reason beside it', () => {
    const text = readFileSync('manifest.yml', 'utf8');
    for (const { name, why } of SCOPES) expect(text).toContain(`- ${name} # ${why}`);
  });

  it('commands carry both languages, in the description and in the hint', () => {
    for (const { description, usage_hint: hint } of buildManifest(features).features
      .slash_commands) {
      expect(description).toMatch(/\p{Script=Han}.* · .*[a-z]/u);
      expect(hint).toMatch(/[a-z]/);
      expect(hint).toMatch(/\p{Script=Han}/u);
    }
  });

  it('an office that shares its workspace puts a prefix before each command', () => {
    const out = join(testFolder(), 'manifest.yml');
    expect(generate('--prefix', 'gh-', '--out', out).status).toBe(0);
    const { features: made } = parse(readFileSync(out, 'utf8')) as ReturnType<typeof buildManifest>;
    expect(made.slash_commands.every(({ command }) => command.startsWith('/gh-'))).toBe(true);
  });

  it('over HTTP every way in has its address and Socket Mode is off', () => {
    const made = buildManifest(features, { requestUrl: 'https://gatehouse.example/slack/events' });
    expect(made.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { request_url: 'https://gatehouse.example/slack/events' },
    });
    expect(
      made.features.slash_commands.every(
        ({ url }) => url === 'https://gatehouse.example/slack/events',
      ),
    ).toBe(true);
  });

  it('refuses what Slack would refuse: a shortcut name over 24 characters', () => {
    const shortcut = {
      id: 'x',
      type: 'global',
      name: '登记客户 · Register a customer',
      description: 'x',
      doing: 'x',
    } as const;
    expect(() => buildManifest([...features, { doings: [], shortcuts: [shortcut] }])).toThrow();
  });
});
