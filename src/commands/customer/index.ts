import type { Feature } from '../../bot/doing.ts';
import { cardDoings } from './card.ts';
import { editDoings } from './edit.ts';
import { customerSearch, findDoings } from './find.ts';
import { more } from './more.ts';
import { registerDoings } from './register.ts';

/** `/customer`: register, find, the card and everything on it. */
export const customer: Feature = {
  commands: [
    {
      name: 'customer',
      description: '登记、查找、修改客户 · Register, find and edit customers',
      usageHint: '[王女士 | 8888 | C-1042 | new 登记 | find 查 | edit 改 | help 帮助]',
      subcommands: [
        {
          words: ['new', '登记', 'register', 'add', '新增'],
          doing: 'customer.new',
          parse: (text) => (text ? { text } : {}),
        },
        {
          words: ['find', '查', 'search', '找', '查找'],
          doing: 'customer.find',
          parse: (text) => ({ text }),
        },
        {
          words: ['edit', '改', '修改', 'update'],
          doing: 'customer.edit',
          parse: (text) => ({ text }),
        },
        {
          words: ['check', '查重', 'duplicate'],
          doing: 'ownership.check',
          parse: (text) => ({ text }),
        },
        {
          words: ['duplicates', '查重复', '疑似重复'],
          doing: 'duplicates.list',
          parse: () => ({}),
        },
        { words: ['owner', '归属'], doing: 'owner.ask', parse: (text) => ({ text }) },
        { words: ['export', '导出'], doing: 'customer.export', parse: () => ({}) },
        {
          words: ['lost', '流失'],
          doing: 'customer.list',
          parse: () => ({ filter: { stage: 'lost' } }),
        },
        { words: ['pool', '公海'], doing: 'pool.open', parse: () => ({}) },
        { words: ['claim', '领取'], doing: 'pool.claim-typed', parse: (text) => ({ text }) },
        { words: ['hold', '保留'], doing: 'hold.typed', parse: (text) => ({ text }) },
        {
          words: ['reassign', '转派'],
          doing: 'customer.reassign-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['merge', '合并'],
          doing: 'merging.open',
          parse: (text) => ({ text }),
        },
        {
          words: ['unmerge', '撤销合并'],
          doing: 'merging.undo-ask',
          parse: (text) => ({ text }),
        },
        {
          words: ['referral', '老带新', 'referrer', '推荐人', '介绍人'],
          doing: 'referral.typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['introduce', '介绍'],
          doing: 'referral.introduce-typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['satisfaction', '满意度'],
          doing: 'satisfaction.typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['code', '回复码'],
          doing: 'satisfaction.code',
          parse: (text) => ({ text }),
        },
        {
          words: ['care', '关怀', '关怀日'],
          doing: 'care.typed',
          parse: (text) => ({ text }),
        },
        { words: ['match', '匹配'], doing: 'match.typed', parse: (text) => ({ text }) },
        {
          words: ['stage', '阶段'],
          doing: 'stage.typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['playbook', '打法', '跟进打法', '剧本'],
          doing: 'playbook.typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['family', '家庭', '家人'],
          doing: 'household.typed',
          parse: (text) => ({ text }),
        },
        {
          words: ['history', '历史'],
          doing: 'customer.history-typed',
          parse: (text) => ({ text }),
        },
        { words: ['day', '今天', '我的一天', 'today'], doing: 'day.open', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'customer' }) },
      ],
      fallback: { doing: 'customer.start', parse: (text) => ({ text }) },
      help: (w) => ({
        ...w.customers.help,
        lines: [
          ...w.customers.help.lines,
          ...w.ownership.help,
          ...w.duplicates.help,
          w.matching.help[0]!,
          ...w.merging.help,
          ...w.care.help,
          ...w.playbooks.help,
        ],
      }),
    },
  ],
  doings: [...registerDoings, ...findDoings, ...cardDoings, more, ...editDoings],
  searches: [customerSearch],
  shortcuts: [
    {
      id: 'customer.new',
      type: 'global',
      name: '登记客户 · Register',
      description: '登记一位新客户 · Register a new customer',
      doing: 'customer.new',
    },
    {
      id: 'customer.from-message',
      type: 'message',
      name: '登记客户 · Register from',
      description: '从这条消息登记客户，可以有几位 · Register the customers of this message',
      doing: 'customer.from-message',
    },
  ],
};
