import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

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
    'handed-over': '交接',
  },
  because: '原因',
  byRule: (p) => `${p.why}（${p.value}）`,
  absent: (p) => `${p.why}；不在：${p.names}`,
  history: { 'customer.assign': '分配客户', 'customer.hand-over': '交接客户' },

  arrived: (p) => `🆕 *${p.n} 位新客户分给你*`,
  noteArrived: '有新客户分给你。',

  handOver: {
    title: '客户交接',
    from: '谁的客户',
    holder: (p) => `${p.name} · ${p.n} 位`,
    gone: (p) => `${p.name}（已离开）· ${p.n} 位`,
    to: '交给谁',
    byRules: '团队，按规则分配',
    which: '只交这些',
    whichHint: '编号或编号范围，留空为全部。',
    preview: '预览',
    begin: '交接',
    nobody: '你的团队里没有人手上有客户。',
    fromTo: (p) => `*${p.from}* → *${p.to}*`,
    counts: (p) =>
      `*${p.customers} 位客户*：在跟 ${p.underWork}，成交 ${p.closed}，流失 ${p.lost}\n一并移交未完成跟进 ${p.followUps} 个，其中逾期 ${p.overdue} 个。`,
    elsewhere: (p) => `另有 ${p.n} 位属于其他团队，不动，请另选那个团队的人。`,
    meaning: '新顾问会收到通知，保护期重新计算，历史里看得到从谁交来。不能撤销，可以再交接。',
    begun: (p) => `✅ 开始交接 ${p.n} 位客户，进度看私信。`,
    going: (p) => `⏳ 已交接 ${p.n} / ${p.total}`,
    done: (p) => `✅ 已交接 ${p.n} 位客户，连同 ${p.followUps} 个跟进。`,
    receiver: (p) => `• ${p.name}：${p.n} 位`,
    pooled: (p) => `${p.n} 位进入公海：团队没人在。`,
    kept: (p) => `${p.n} 位没有动：已是同事的客户、新顾问接不了，或正在判客要先裁定。`,
    received: (p) =>
      `🤝 ${spaced(p.from).trimStart()}的 *${p.n} 位客户* 交给你了，未完成跟进 ${p.followUps} 个。`,
    noteGoing: '客户正在交接。',
    noteDone: '客户已交接。',
    noteReceived: '有客户交接给你。',
  },

  refusals: {
    handOverNone: (p) => `${spaced(p.name).trimStart()}没有这样的客户。`,
    handOverElsewhere: (p) => `${spaced(p.name).trimStart()}不在这些客户的团队，请选他们团队的人。`,
    handOverRuns: () => '这位同事的客户正在交接，请等它完成。',
    handOverSame: () => '请选另一个人，不能交给本人。',
    numbersUnreadable: (p) => `没看懂：${p.text}。写法：C-1001、C-1010–1020，或留空。`,
    numbersMany: (p) => `一次最多 ${p.max} 个编号，全部请留空。`,
  },
};
