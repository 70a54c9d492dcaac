import type { Messages } from '../en.ts';

export const figures: Messages['figures'] = {
  button: '更多数据',
  page: {
    rep: '各顾问转化',
    source: '各来源转化',
    stage: '阶段停留',
    lost: '流失原因',
    steps: '打法执行',
    care: '带看与口碑',
  },
  period: { month: '本月', lastMonth: '上月', quarter: '近 90 天', year: '近 365 天' },
  about: (p) => `*${p.teams}*  ${p.from}至${p.to}`,
  lostList: '流失客户名单',
  excluded: '不含已标为无效的客户。',
  none: '这段时间没有数据。',
  rate: (p) => `${p.percent}%（${p.part}/${p.whole}）`,
  days: (p) => `${p.n} 天`,
  cohort: (p) =>
    `登记 ${p.n}：意向 ${p.interested} · 洽谈 ${p.negotiating} · 成交 ${p.closed} · 流失 ${p.lost}`,
  closed: (p) => `期内成交 ${p.n}，其中老带新 ${p.referred} · 登记到成交 ${p.days}`,
  stay: (p) =>
    `进入 ${p.entered} · 离开 ${p.left}：往前 ${p.onward}，退回 ${p.back}，流失 ${p.lost} · 停留 ${p.days}`,
  by: { reason: '原因', stage: '流失前阶段', source: '来源', rep: '顾问', competitor: '去了哪里' },
  step: (p) => `应做 ${p.due}：做了 ${p.done} · 跳过 ${p.skipped} · 还没做 ${p.open}`,
  viewed: '带看转化率',
  cameAgain: '复访率',
  referred: '老带新率',
  satisfaction: '满意度',
  average: (p) => `平均 ${p.average} 分（${p.n} 次）`,
  low: (p) => `低分 ${p.n}`,

  definition: {
    rep: [
      '同期组：期内登记的客户，按现在的归属顾问（公海按登记人），到今天为止走到哪一步。',
      '期内：期内成交的客户，不论何时登记。天数：同期组成交客户的中位数。',
    ],
    source: [
      '同期组：期内登记的客户，按来源渠道，到今天为止走到哪一步。',
      '期内：期内成交的客户，不论何时登记。天数：同期组成交客户的中位数。',
    ],
    stage: [
      '期内：期内进入和离开该阶段的客户。往前、流失：占离开的比例。停留：期内离开者停留天数的中位数。',
    ],
    lost: [
      '期内：期内流失的客户，按最后一次流失的原因；顾问和来源按现在。去了哪里：流失时记下的竞品，占全部流失的比例。',
    ],
    steps: ['期内：到今天为止应做的打法步骤。跳过：注明原因不做。随阶段结束的步骤不计。'],
    care: [
      '带看转化率：期内成交客户数 ÷ 期内到场的带看组数。',
      '复访率：期内首访的客户（同期组）中，到今天来过两次以上的比例。',
      '老带新率：期内成交且有介绍人的 ÷ 期内成交。满意度：期内回答的平均分，按当时的归属顾问。',
    ],
  },
  closedAs: {
    contract: '成交以签约为准。',
    subscription: '成交以认购为准。',
  },
  refusals: {
    figuresUnclear: (p) =>
      `不认识“${p.text}”。可以说：按来源 上月、流失、打法 近90天、满意度 本月。`,
  },
};
