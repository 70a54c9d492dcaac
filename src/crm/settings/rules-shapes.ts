import { z } from 'zod';

/* What the values of rules are made of. */

export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const days = z.number().int().min(1).max(365);
export const minutes = z.number().int().min(1).max(10_000);
export const reviewHours = z.number().int().min(1).max(200);
export const standard = z.string().min(1).max(1_000);

/** How many steps a review takes. */
export const REVIEW_STEPS = ['off', 'one', 'two'] as const;
/** Changes that may ask for a review again; `reported`: whatever a customer reported. */
export const REVIEW_CHANGES = [
  'name',
  'phones',
  'wechat',
  'nationalId',
  'assignedRep',
  'reported',
] as const;

/** What a move between stages may ask for. */
export const NEEDS = [
  'need',
  'budget',
  'visit',
  'viewing',
  'eligible',
  'contract',
  'subscription',
] as const;
/** What a deal counts from: the signed contract 签约, or the subscription 认购. */
export const CLOSED_AT = ['contract', 'subscription'] as const;
export type NeedKey = (typeof NEEDS)[number];
const stageKey = z.enum(['potential', 'interested', 'negotiating', 'closed', 'lost']);
const stageName = z.string().min(1).max(20);
/** The stages in the office's order, by the office's names; each once. */
export const stages = z
  .array(z.object({ key: stageKey, zh: stageName, en: stageName }))
  .refine((list) => new Set(list.map(({ key }) => key)).size === stageKey.options.length)
  .refine((list) => list.length === stageKey.options.length);
export const FIRST_STAGES: z.infer<typeof stages> = [
  { key: 'potential', zh: '潜在', en: 'Potential' },
  { key: 'interested', zh: '意向', en: 'Interested' },
  { key: 'negotiating', zh: '洽谈', en: 'Negotiating' },
  { key: 'closed', zh: '成交', en: 'Closed' },
  { key: 'lost', zh: '流失', en: 'Lost' },
];
export const needs = z.array(z.enum(NEEDS)).max(NEEDS.length);
/** What is checked of a buyer before a contract. */
export const ELIGIBILITY = ['purchase', 'funds', 'loan'] as const;

export const grades = z.object({ A: days, B: days, C: days, D: days });
export const arrivals = z.object({
  visit: days,
  call_in: days,
  online: days,
  partner: days,
  referral: days,
});
/** The ways of coming that have days of their own, in the order in which they are written. */
export const ARRIVALS = arrivals.keyof().options;
export const choice = z.object({
  key: z.string().regex(/^[a-z0-9_]{1,30}$/),
  zh: z.string().min(1).max(30),
  en: z.string().min(1).max(30),
  aliases: z.array(z.string().min(1).max(30)).default([]),
});

export const assignRule = z.object({
  by: z.enum(['source', 'district', 'language']),
  /** Key of the source or the district, or the language. */
  value: z.string().min(1).max(30),
  repIds: z.array(z.uuid()).min(1).max(30),
});

/** Who gets what when a newcomer who was brought comes a step further. */
export const creditRule = z.object({
  event: z.enum(['registered', 'visited', 'signed']),
  to: z.enum(['referrer', 'newcomer', 'rep']),
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(60),
});

/** Read aloud: "signed: the referrer gets the thank-you gift". */
export type CreditRule = z.infer<typeof creditRule>;

/** Where an office begins: small gifts, no promise of money. */
export const FIRST_CREDITS: CreditRule[] = [
  { event: 'visited', to: 'referrer', zh: '到访小礼一份', en: 'a small gift for the visit' },
  { event: 'signed', to: 'referrer', zh: '成交答谢礼一份', en: 'the thank-you gift for a signing' },
  { event: 'signed', to: 'newcomer', zh: '入住礼一份', en: 'the welcome gift' },
  { event: 'signed', to: 'rep', zh: '老带新业绩一组', en: 'one referral in the results' },
];

/** Read aloud: "source Douyin → Li Na, Zhang Wei". */
export type AssignRule = z.infer<typeof assignRule>;

/** A value people choose from, in both languages: a source, a district. */
export type Choice = z.infer<typeof choice>;

/** What everybody brings to the signing; the office's own list replaces it. */
export const FIRST_DOCUMENTS: Choice[] = [
  { key: 'ids', zh: '全部买受人身份证', en: 'ID cards of all buyers', aliases: [] },
  { key: 'household', zh: '户口本', en: 'Household register', aliases: [] },
  { key: 'marriage', zh: '结婚证或单身证明', en: 'Proof of marital status', aliases: [] },
  { key: 'eligibility', zh: '购房资格证明', en: 'Proof of eligibility', aliases: [] },
  { key: 'subscription', zh: '认购书、定金收据', en: 'Subscription, receipt', aliases: [] },
  { key: 'income', zh: '收入证明、银行流水', en: 'Income proof, statements', aliases: [] },
  { key: 'card', zh: '首付款银行卡', en: 'Card for the first payment', aliases: [] },
];

/** The channels an office begins with; the keys stay, the words are the office's. */
export const FIRST_SOURCES: Choice[] = [
  { key: 'walk_in', zh: '自然到访', en: 'Walk-in', aliases: ['路过', '自访'] },
  { key: 'douyin', zh: '抖音', en: 'Douyin', aliases: ['tiktok', '短视频'] },
  { key: 'wechat', zh: '微信公众号', en: 'WeChat', aliases: ['朋友圈', '公众号'] },
  {
    key: 'portal',
    zh: '房产网站',
    en: 'Property portal',
    aliases: ['安居客', '贝壳', '房天下', 'portal'],
  },
  { key: 'outdoor', zh: '户外广告', en: 'Outdoor ad', aliases: ['广告牌', 'billboard'] },
  { key: 'event', zh: '线下活动', en: 'Event', aliases: ['活动', '展会', 'roadshow'] },
  { key: 'call', zh: '电话邀约', en: 'Cold call', aliases: ['电call', '拓客'] },
  {
    key: 'referral',
    zh: '老带新',
    en: 'Owner referral',
    aliases: ['转介绍', '朋友介绍', 'referred'],
  },
  { key: 'partner', zh: '渠道公司', en: 'Partner', aliases: ['分销', '中介', 'broker'] },
  { key: 'other', zh: '其他', en: 'Other', aliases: [] },
];

/** The districts an office begins with. */
export const FIRST_DISTRICTS: Choice[] = [
  { key: 'pudong', zh: '浦东', en: 'Pudong', aliases: ['浦东新区'] },
  { key: 'minhang', zh: '闵行', en: 'Minhang', aliases: ['闵行区'] },
  { key: 'xuhui', zh: '徐汇', en: 'Xuhui', aliases: ['徐汇区'] },
  { key: 'jingan', zh: '静安', en: "Jing'an", aliases: ['静安区'] },
  { key: 'yangpu', zh: '杨浦', en: 'Yangpu', aliases: ['杨浦区'] },
  { key: 'baoshan', zh: '宝山', en: 'Baoshan', aliases: ['宝山区'] },
  { key: 'songjiang', zh: '松江', en: 'Songjiang', aliases: ['松江区'] },
  { key: 'qingpu', zh: '青浦', en: 'Qingpu', aliases: ['青浦区'] },
];
