import { expect, it } from 'vitest';
import { takeColleague } from '../../src/lib/colleague-name.ts';

const colleagues = ['张伟 Zhang Wei', '李娜', 'Emma Clarke', 'Tom Becker', 'Tom Hill'].map(
  (name) => ({ name }),
);

it.each([
  ['@张伟 瞒报', '张伟 Zhang Wei', '  瞒报'],
  ['改归李娜，先到', '李娜', '改归 ，先到'],
  ['split 30 zhang wei both', '张伟 Zhang Wei', 'split 30   both'],
  ['Emma late', 'Emma Clarke', '  late'],
  ['tom hill said so', 'Tom Hill', '  said so'],
  ['Tom said so', null, null],
  ['in Emmaus tomorrow', null, null],
])('%s names %s', (text, name, rest) => {
  const found = takeColleague(text, colleagues);
  expect(found?.colleague.name ?? null).toBe(name);
  expect(found?.rest ?? null).toBe(rest);
});
