import type { Feature } from '../../bot/doing.ts';
import { editDoings } from './edit.ts';
import { findDoings, unitSearch } from './find.ts';
import { holdDoings } from './hold.ts';
import { projectDoings } from './project.ts';

const withText = (text: string) => ({ text });

/** `/property`: what a team sells, found, held for a customer, kept. */
export const property: Feature = {
  commands: [
    {
      name: 'property',
      description: '房源：找房、留房、价目表、录入 · Units: find, hold, price list, keep',
      usageHint:
        '[三房 1000万内 | 3-1201 | match 匹配 | hold 留 | release 放 | prices 价目表 | add 加]',
      subcommands: [
        { words: ['find', '找', 'search', '查', '找房'], doing: 'property.start', parse: withText },
        { words: ['show', '看', '查看'], doing: 'property.show', parse: withText },
        { words: ['match', '匹配'], doing: 'match.typed', parse: withText },
        { words: ['hold', '留', '留房', '锁房', '锁'], doing: 'unit.hold', parse: withText },
        { words: ['release', '放', '释放', 'free'], doing: 'unit.release', parse: withText },
        { words: ['extend', '延', '延长', 'prolong'], doing: 'unit.extend', parse: withText },
        {
          words: ['prices', '价目表', 'price', '价格表', '一房一价'],
          doing: 'property.prices-of',
          parse: withText,
        },
        { words: ['add', '加', '新增', 'new', '添加'], doing: 'property.add', parse: withText },
        { words: ['edit', '改', '修改', 'change'], doing: 'property.edit', parse: withText },
        { words: ['withdraw', '下架', '撤下'], doing: 'property.withdraw', parse: withText },
        { words: ['back', '上架', '恢复'], doing: 'property.back', parse: withText },
        { words: ['import', '导入'], doing: 'import.list', parse: () => ({}) },
        { words: ['project', '楼盘', '新楼盘'], doing: 'project.open', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'property' }) },
      ],
      fallback: { doing: 'property.start', parse: withText },
      help: (w) => ({
        ...w.properties.help,
        lines: [...w.properties.help.lines, ...w.matching.help],
      }),
    },
  ],
  doings: [...findDoings, ...holdDoings, ...editDoings, ...projectDoings],
  searches: [unitSearch],
};
