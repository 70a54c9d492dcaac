import type { RefusalSentences } from '../params.ts';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const figures = {
  button: 'More figures',
  page: {
    rep: 'Conversion by rep',
    source: 'Conversion by source',
    stage: 'Time in stages',
    lost: 'Lost, and why',
    steps: 'Playbook steps',
    care: 'Visits and care',
  },
  period: {
    month: 'This month',
    lastMonth: 'Last month',
    quarter: '90 days',
    year: '365 days',
  },
  about: (p: { teams: string; from: string; to: string }) => `*${p.teams}*  ${p.from} – ${p.to}`,
  lostList: 'Lost customers',
  excluded: 'Without customers who were marked invalid.',
  none: 'Nothing to count in this period.',
  rate: (p: { percent: number; part: number; whole: number }) =>
    `${p.percent} % (${p.part} of ${p.whole})`,
  days: (p: { n: number }) => count(p.n, 'day', 'days'),
  cohort: (p: {
    n: number;
    interested: string;
    negotiating: string;
    closed: string;
    lost: string;
  }) =>
    `Registered ${p.n}: interested ${p.interested} · negotiating ${p.negotiating} · closed ${p.closed} · lost ${p.lost}`,
  closed: (p: { n: number; referred: number; days: string }) =>
    `Closed in the period ${p.n}, of these brought by a customer ${p.referred} · registration to deal ${p.days}`,
  stay: (p: {
    entered: number;
    left: number;
    onward: string;
    back: number;
    lost: string;
    days: string;
  }) =>
    `Came in ${p.entered} · left ${p.left}: onward ${p.onward}, back ${p.back}, lost ${p.lost} · stayed ${p.days}`,
  by: {
    reason: 'Reason',
    stage: 'From stage',
    source: 'Source',
    rep: 'Rep',
    competitor: 'Went to',
  },
  step: (p: { due: number; done: string; skipped: string; open: number }) =>
    `Due ${p.due}: done ${p.done} · skipped ${p.skipped} · still open ${p.open}`,
  viewed: 'Deals per viewing',
  cameAgain: 'Came again',
  referred: 'Brought by customers',
  satisfaction: 'Satisfaction',
  average: (p: { average: string; n: number }) =>
    `${p.average} of 5 (${count(p.n, 'answer', 'answers')})`,
  low: (p: { n: number }) => `${p.n} low`,

  // What each page counts.
  definition: {
    rep: [
      'Cohort: customers registered in the period, by their rep today (in the pool: who registered them), and how far they came until now.',
      'Period: customers who closed in it, whenever they were registered. Days: median of the cohort’s deals.',
    ],
    source: [
      'Cohort: customers registered in the period, by their source, and how far they came until now.',
      'Period: customers who closed in it, whenever they were registered. Days: median of the cohort’s deals.',
    ],
    stage: [
      'Period: who came into the stage and who left it in the period. Onward, lost: share of those who left. Stayed: median days of the stays that ended in the period.',
    ],
    lost: [
      'Period: customers lost in it, by the reason of the last time; rep and source as today. Went to: the competitor noted with the loss, as a share of all losses.',
    ],
    steps: [
      'Period: steps of playbooks due in it, up to now. Skipped: dropped with a reason. Steps that ended with their stage count nowhere.',
    ],
    care: [
      'Deals per viewing 带看转化率: customers closed in the period ÷ parties who came to a viewing in the period.',
      'Came again 复访率: cohort of first visits in the period, of these with two visits or more until now.',
      'Brought 老带新率: closed in the period with a referrer ÷ closed in the period. Satisfaction: mean of the answers of the period, by the rep of that day.',
    ],
  },
  closedAs: {
    contract: 'Closed counts from the signed contract 签约.',
    subscription: 'Closed counts from the subscription 认购.',
  },
  refusals: {
    figuresUnclear: (p) =>
      `“${p.text}” is no page or period I know. Try: by source last month, lost, steps 90 days, satisfaction this month.`,
  } satisfies RefusalSentences as RefusalSentences,
};
