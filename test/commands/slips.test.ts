import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';
import { testOffice, viaMore, wordsOf } from '../support/office.ts';

const { slack, screen } = await testOffice({ features });
const wang = slack.as('U_WANG');
const tom = slack.as('U_TOM');

await tom.command('/customer', 'new Ms Novak 07911123456');
await tom.submit({ grade: 'B' });
await tom.close({ all: true });

describe('a slip in a subcommand', () => {
  it.each([
    ['/customer', 'fnid', 'find'],
    ['/followup', 'overdeu', 'overdue'],
    ['/log', 'nwe Novack', 'new'],
  ])('Tom types %s %s and reads the word he meant', async (command, typed, meant) => {
    await tom.command(command, typed);
    expect(screen('U_TOM')).toContain(`Did you mean \`${meant}\`?`);
    await tom.close({ all: true });
  });

  it.each([
    ['/digest', 'subscibe', 'subscribe'],
    ['/gatehouse', '成圆', '成员'],
  ])('Wang Fang types %s %s', async (command, typed, meant) => {
    await wang.command(command, typed);
    expect(wordsOf(slack.ephemerals('U_WANG').at(-1))).toContain(`是不是要 \`${meant}\`？`);
  });

  it('a name that is found is no slip', async () => {
    await tom.command('/customer', 'Novak');
    expect(screen('U_TOM')).not.toContain('Did you mean');
    await tom.close({ all: true });
  });
});

it('the history of a contact says how Tom reached her, and whether', async () => {
  await tom.command('/log', 'C-1001 phone no answer');
  await tom.command('/customer', 'C-1001');
  await viaMore(tom, 'customer.history');
  expect(screen('U_TOM')).toMatch(/logged a contact · Phone · No answer/i);
  await tom.close({ all: true });
});
