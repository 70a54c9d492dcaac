import type { Feature } from '../../bot/doing.ts';
import { draftDoings } from './draft.ts';
import { logDoings } from './log.ts';
import { quickDoings } from './quick.ts';

/** `/log`: what was said with whom; by text, form, nudge, card or from a message. */
export const log: Feature = {
  commands: [
    {
      name: 'log',
      description: '记跟进：联系了谁、说了什么、下次何时 · Log a contact',
      usageHint: '[C-1042 电话 谈了价格 | Ms Wang viewing, liked it]',
      subcommands: [
        {
          words: ['new', '新增', '记'],
          doing: 'contact.log',
          parse: (text) => (text ? { text } : {}),
        },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'log' }) },
      ],
      fallback: { doing: 'contact.log', parse: (text) => (text ? { text } : {}) },
      help: (w) => w.work.help.log,
    },
  ],
  doings: [...logDoings, ...quickDoings, ...draftDoings],
  shortcuts: [
    {
      id: 'contact.from-message',
      type: 'message',
      name: '记入客户 · Add to file',
      description: '把这条消息记入客户档案 · Keep this message in a customer’s file',
      doing: 'contact.from-message',
    },
  ],
};
