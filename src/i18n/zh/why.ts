import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

export const why: Messages['why'] = {
  line: (p) => `☎️ *今天为什么联系：*${p.reasons}`,
  and: ' · ',
  reason: {
    viewing: (p) => `${p.when} 带看`,
    paymentLate: (p) => `房款逾期 ${p.days ?? 0} 天`,
    payment: (p) => (p.days ? `${p.days} 天后应收房款` : '今天应收房款'),
    overdue: (p) => (p.days ? `跟进逾期 ${p.days} 天` : '跟进已逾期'),
    unhappy: () => '客户不满意',
    due: (p) => (p.when ? `${p.when} 要跟进` : '今天要跟进'),
    holdEnds: (p) => `留房${spaced(p.when)}到期`,
    protection: (p) => `保护期还剩 ${p.days ?? 0} 天`,
    unanswered: (p) => (p.days ? `咨询 ${p.days} 天还没联系上` : '还没联系上'),
    hot: () => 'A 类客户',
    fits: (p) => `新到 ${p.n ?? 0} 套合适房源`,
    cheaper: (p) => `推荐过的房源降价 ${p.n ?? 0} 套`,
    silent: (p) => `${p.days ?? 0} 天没联系`,
    warm: () => 'B 类客户',
  },
  list: {
    button: '该联系谁',
    title: '今天该联系谁',
    intro: (p) => `你有 ${p.n} 位客户今天值得联系，最要紧的在前。`,
    none: '今天没有特别要紧的。',
  },
};
