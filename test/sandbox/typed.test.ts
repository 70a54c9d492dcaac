import { describe, expect, test } from 'vitest';
import { asSent } from '../../sandbox/core/interactions/typed.ts';
import { riversideGarden } from '../../sandbox/seed.ts';
import { practice, withBot } from './support.ts';

const office = riversideGarden();

describe('what Slack makes of typed text', () => {
  test.each([
    ['138 1234 5678', '<tel:13812345678|138 1234 5678>'],
    ['13812345678', '<tel:13812345678|13812345678>'],
    ['王芳13812345678', '王芳<tel:13812345678|13812345678>'],
    ['138-1234-5678', '<tel:13812345678|138-1234-5678>'],
    ['+86 138 1234 5678', '<tel:+8613812345678|+86 138 1234 5678>'],
    ['+44 20 7946 0958', '<tel:+442079460958|+44 20 7946 0958>'],
    ['021-62345678', '<tel:02162345678|021-62345678>'],
    ['a@b.example', '<mailto:a@b.example|a@b.example>'],
    ['see https://a.example/x?y=1', 'see <https://a.example/x?y=1>'],
    ['a & b < c', 'a &amp; b &lt; c'],
    ['<!channel>', '&lt;!channel&gt;'],
    ['C-1042', 'C-1042'],
    ['2026-03-05 15:30', '2026-03-05 15:30'],
    ['800-1000万', '800-1000万'],
    ['110101199003071234', '110101199003071234'],
    ['１３８', '１３８'],
  ])('%s', (typed, sent) => {
    expect(asSent(typed, office, { mentions: false })).toBe(sent);
  });

  test.each([
    ['@lina 你好', '<@U_LINA> 你好'],
    ['@Emma Clarke', '<@U_EMMA>'],
    ['#general', '<#C_GENERAL|general>'],
    ['#east-team-东区', '<#C_EAST|east-team-东区>'],
    ['@linalina', '@linalina'],
  ])('%s, where people and channels are escaped', (typed, sent) => {
    expect(asSent(typed, office, { mentions: true })).toBe(sent);
  });
});

test('commands escape people and channels only where the manifest says so', async () => {
  const slack = practice();
  const texts: string[] = [];
  await withBot(slack, (app) => {
    app.command(/.*/, async ({ ack, body }) => {
      texts.push(body.text);
      await ack();
    });
  });
  await slack.as('U_LINA').command('/customer', '@emma 13812345678');
  await slack.as('U_LINA').command('/share', '@emma 13812345678');
  expect(texts).toEqual([
    '@emma <tel:13812345678|13812345678>',
    '<@U_EMMA> <tel:13812345678|13812345678>',
  ]);
});
