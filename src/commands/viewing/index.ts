import type { Feature } from '../../bot/doing.ts';
import { viewingChangeDoings } from './change.ts';
import { viewingPlanDoings } from './plan.ts';

const typed = (doing: string, ...words: string[]) => ({
  words,
  doing,
  parse: (text: string) => (text ? { text } : {}),
});
const listed = (scope: string | null, ...words: string[]) => ({
  words,
  doing: 'viewing.list',
  parse: () => ({ scope }),
});

/** `/viewing` 带看: arrange, remind, move, cancel, record what came of it. */
export const viewing: Feature = {
  commands: [
    {
      name: 'viewing',
      description: '带看：约、改期、记结果 · Viewings: arrange, move, record',
      usageHint: '[C-1042 Sat 3pm 3-1201 | 王女士 周六下午3点 看 3栋1201]',
      subcommands: [
        listed(null, 'list', '列表', '带看'),
        listed('open', 'open', '待记'),
        listed('today', 'today', '今天'),
        listed('coming', 'coming', '以后'),
        listed('week', 'week', '本周'),
        typed('viewing.new', 'new', '约', '安排'),
        typed('viewing.record', 'record', '结果', 'came', '来了'),
        typed('viewing.missed', 'missed', '没来'),
        typed('viewing.move', 'move', '改期'),
        typed('viewing.cancel', 'cancel', '取消'),
        { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'viewing' }) },
      ],
      fallback: { doing: 'viewing.start', parse: (text) => ({ text }) },
      help: (w) => w.viewings.help,
    },
  ],
  doings: [...viewingPlanDoings, ...viewingChangeDoings],
};
