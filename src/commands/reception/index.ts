import type { Feature } from '../../bot/doing.ts';
import { arrivalDoings } from './arrival.ts';
import { arriveDoings } from './arrive.ts';
import { rotaDoings } from './rota.ts';

/** `/reception`: whose turn it is, who arrived for whom, and what became of the party. */
export const reception: Feature = {
  commands: [
    {
      name: 'reception',
      description: '接待：轮排、来客、指名、上岗 · Reception: rota, arrivals, duty',
      usageHint:
        '[arrive 来客 3 | asked 指名 李娜 | on 上岗 | off 下岗 | skip 过 | back 回来 | today 今天]',
      subcommands: [
        {
          words: ['arrive', '来客', '到访', 'arrived', 'party'],
          doing: 'reception.arrive',
          parse: (text) => (text ? { text } : {}),
        },
        {
          words: ['asked', '指名', 'for'],
          doing: 'reception.asked',
          parse: (text) => (text ? { text } : {}),
        },
        { words: ['skip', '过', '过号', 'pass'], doing: 'reception.skip', parse: () => ({}) },
        { words: ['back', '回来'], doing: 'reception.back', parse: () => ({}) },
        { words: ['on', '上岗', '签到'], doing: 'reception.on', parse: () => ({}) },
        { words: ['off', '下岗', '签退'], doing: 'reception.off', parse: () => ({}) },
        { words: ['today', '今天'], doing: 'reception.today', parse: () => ({}) },
        { words: ['rota', '轮排', '轮序'], doing: 'reception.rota', parse: () => ({}) },
        {
          words: ['help', '帮助', '?', '？'],
          doing: 'help',
          parse: () => ({ about: 'reception' }),
        },
      ],
      fallback: { doing: 'reception.rota', parse: (text) => (text ? { text } : {}) },
      help: (w) => w.reception.help,
    },
  ],
  doings: [...rotaDoings, ...arriveDoings, ...arrivalDoings],
};
