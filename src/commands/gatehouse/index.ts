import type { Feature } from '../../bot/doing.ts';
import { memberDoings } from './members.ts';
import { menuDoings } from './menu.ts';
import { preferenceDoings } from './preferences.ts';
import { ruleDoings } from './rules.ts';
import { teamDoings } from './teams.ts';

const bare = () => ({});

/** `/gatehouse`: members, teams, rules, one's own preferences, and how the bot is. */
export const gatehouse: Feature = {
  commands: [
    {
      name: 'gatehouse',
      description: '成员、团队、规则、我的设置 · Members, teams, rules, my preferences',
      usageHint: '[members 成员 | rules 规则 | away 请假 | me 我的 | help 帮助]',
      subcommands: [
        { words: ['members', '成员', 'member', '人员'], doing: 'members.list', parse: bare },
        { words: ['add', '添加', '加人'], doing: 'members.add', parse: bare },
        { words: ['teams', '团队', 'team'], doing: 'teams.list', parse: bare },
        { words: ['rules', '规则', 'settings', '设置'], doing: 'rules.menu', parse: bare },
        { words: ['texts', '话术', '给客户的话'], doing: 'texts.list', parse: bare },
        {
          words: ['playbooks', '打法', '跟进打法', 'playbook', '剧本'],
          doing: 'playbooks.list',
          parse: bare,
        },
        { words: ['me', '我的', 'preferences', '偏好'], doing: 'preferences', parse: bare },
        {
          words: ['away', '请假', 'leave', '休假', '代班', 'cover'],
          doing: 'away.open',
          parse: (text) => ({ text }),
        },
        {
          words: ['rest', '轮休', '休息'],
          doing: 'away.open',
          parse: (text) => ({ text, as: 'rest' }),
        },
        {
          words: ['handover', '交接', '移交'],
          doing: 'handover.open',
          parse: (text) => ({ text }),
        },
        { words: ['reveals', '查看记录', 'readings'], doing: 'readings', parse: bare },
        { words: ['import', '导入', '导入老客户'], doing: 'import.list', parse: bare },
        { words: ['health', '状态', 'status'], doing: 'health', parse: bare },
        {
          words: ['help', '帮助', '?', '？'],
          doing: 'help',
          parse: () => ({ about: 'gatehouse' }),
        },
      ],
      fallback: { doing: 'gatehouse.menu', parse: (text) => ({ text }) },
      help: (w) => w.office.command,
    },
  ],
  doings: [...menuDoings, ...memberDoings, ...teamDoings, ...ruleDoings, ...preferenceDoings],
};
