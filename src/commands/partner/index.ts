import type { Feature } from '../../bot/doing.ts';
import { companyDoings } from './companies.ts';
import { reportDoings } from './reports.ts';

/** `/partner`: what partner companies report before a visit, and what became of it. */
export const partner: Feature = {
  commands: [
    {
      name: 'partner',
      description: '渠道报备：报备、到访、渠道公司 · Partner reports',
      usageHint: '[report 报备 王女士 133****3333 明天3点 | arrived 到访 P-17 | companies 公司]',
      subcommands: [
        {
          words: ['report', '报备', 'new'],
          doing: 'partner.open',
          parse: (text) => (text ? { text } : {}),
        },
        {
          words: ['arrived', '到访', '来了'],
          doing: 'partner.arrive',
          parse: (text) => ({ text }),
        },
        { words: ['list', '列表'], doing: 'partner.list', parse: () => ({}) },
        { words: ['companies', '公司', '渠道公司'], doing: 'company.list', parse: () => ({}) },
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'partner' }) },
      ],
      fallback: { doing: 'partner.list', parse: (text) => (text ? { text } : {}) },
      help: (w) => w.partners.help,
    },
  ],
  doings: [...reportDoings, ...companyDoings],
};
