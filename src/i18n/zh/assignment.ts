import type { Messages } from '../en.ts';

export const assignment: Messages['assignment'] = {
  why: {
    'by-source': '按来源规则分配',
    'by-district': '按区域规则分配',
    'by-language': '按语言规则分配',
    'by-rota': '轮到分配',
    'by-load': '在跟客户最少，分配',
    'last-resort': '团队没人在，按兜底规则分配',
    'to-pool': '没人在，进入公海',
    chosen: '代为登记',
  },
  because: '原因',
  byRule: (p) => `${p.why}（${p.value}）`,
  absent: (p) => `${p.why}；不在：${p.names}`,
  history: { 'customer.assign': '分配客户' },

  arrived: (p) => `🆕 *${p.n} 位新客户分给你*`,
  noteArrived: '有新客户分给你。',
};
