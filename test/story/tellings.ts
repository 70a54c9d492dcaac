import { civilDay } from '../../src/lib/calendar/index.ts';

/** One family as somebody tells it: what is typed, what is read, on which days. */
export interface Telling {
  told: string;
  start: string;
  channel: string;
  /** `+08:00`: the office's clock on a day. */
  offset(day: string): string;
  /** The civil day of a moment, where the office is. */
  dayOf(at: Date): string;
  people: { rep: string; boss: string };
  project: Record<string, string>;
  need: Record<string, unknown>;
  nationalId: string;
  days: Record<'nextMorning' | 'viewing' | 'payment' | 'handOver' | 'friend', string>;
  typed: Record<
    | 'unit'
    | 'firstCall'
    | 'tomorrow'
    | 'today'
    | 'overdue'
    | 'reached'
    | 'viewing'
    | 'husband'
    | 'came'
    | 'liked'
    | 'objection'
    | 'match'
    | 'hold'
    | 'subscribe'
    | 'check'
    | 'sign'
    | 'payments'
    | 'paid'
    | 'handOver'
    | 'satisfaction'
    | 'praise'
    | 'friend'
    | 'broughtBy'
    | 'figures',
    string
  >;
  reads: Record<
    | 'reminded'
    | 'changeStage'
    | 'interested'
    | 'negotiating'
    | 'needsViewing'
    | 'spouse'
    | 'whyViewing'
    | 'fits'
    | 'sheet'
    | 'subscribed'
    | 'notEligible'
    | 'whyPayment'
    | 'noted'
    | 'brought'
    | 'chain'
    | 'done'
    | 'oneYear'
    | 'satisfied',
    string
  >;
}

/** The days are the same in both tellings: a Thursday, the weekend after it, and a year on. */
const DAYS = {
  nextMorning: '2026-03-06',
  viewing: '2026-03-07',
  payment: '2026-03-20',
  handOver: '2026-06-15',
  friend: '2026-06-16',
};

const CHINESE: Telling = {
  told: '王家，李娜讲',
  start: '2026-03-05T09:00:00+08:00',
  channel: 'C_EAST',
  offset: () => '+08:00',
  dayOf: (at) => civilDay(at, 'Asia/Shanghai'),
  people: { rep: 'U_LINA', boss: 'U_WANG' },
  project: {
    ...{ nameZh: '翠湖天地', nameEn: 'Lakeside', permitNumber: '沪房管 8 号' },
    ...{ permitOn: '2026-01-15', district: 'pudong' },
  },
  need: {
    ...{ gender: 'female', layouts: ['3br'], area: '100-130', budget: '380-450万' },
    districts: ['pudong'],
  },
  nationalId: '11010519491231002X',
  days: DAYS,
  typed: {
    unit: '加 翠湖天地 3-1201 三房 120平 12楼 朝南 430万 底价 400万',
    firstCall: '王晓芳 13812345678',
    tomorrow: '明天上午10点',
    today: '今天',
    overdue: '逾期',
    reached: 'C-1001 电话 想带先生一起来看房',
    viewing: 'C-1001 周六下午3点 3-1201',
    husband: '李强 13787654321',
    came: '结果 C-1001',
    liked: '楼层和采光',
    objection: '总价高',
    match: '匹配 C-1001',
    hold: '留 3-1201 C-1001',
    subscribe: '认购 C-1001 3栋1201 420万 定金5万 3月25日前签约',
    check: '资格 C-1001',
    sign: '签约 C-1001',
    payments: '首付 30% 3月20日\n贷款 余款 5月30日',
    paid: '回款 C-1001',
    handOver: '交付 C-1001',
    satisfaction: '满意度 C-1001',
    praise: '交房很顺利',
    friend: '赵玉兰 13522223333',
    broughtBy: '老带新 C-1003 C-1001',
    figures: '数据 满意度 近一年',
  },
  reads: {
    reminded: 'C-1001 王女士',
    changeStage: '改阶段',
    interested: '意向',
    negotiating: '洽谈',
    needsViewing: '带看',
    spouse: '配偶：C-1002 李强',
    whyViewing: '15:00 带看',
    fits: '1 套合适',
    sheet: '为王女士推荐的房源（C-1001）',
    subscribed: '认购价 ¥4,200,000',
    notEligible: '还没核实',
    whyPayment: '今天应收房款',
    noted: 'C-1001：5 分，已记下',
    brought: '*C-1001 王女士* 介绍了 C-1003',
    chain: 'C-1001 王女士 → *C-1003',
    done: '已完成（未联系）',
    oneYear: '成交后一年回访',
    satisfied: '平均 5.0 分（1 次）',
  },
};

const ENGLISH: Telling = {
  told: 'the Millers, told by Emma',
  start: '2026-03-05T09:00:00+00:00',
  channel: 'C_WEST',
  // Summer time begins on the last Sunday of March.
  offset: (day) => (day >= '2026-03-29' && day < '2026-10-25' ? '+01:00' : '+00:00'),
  dayOf: (at) => civilDay(at, 'Europe/London'),
  people: { rep: 'U_EMMA', boss: 'U_GRACE' },
  project: {
    ...{ nameZh: '翠湖天地', nameEn: 'Lakeside', permitNumber: 'LS-8' },
    ...{ permitOn: '2026-01-15', district: 'pudong' },
  },
  need: {
    ...{ gender: 'female', layouts: ['3br'], area: '100-130', budget: '380-450k' },
    districts: ['pudong'],
  },
  nationalId: '11010519491231002X',
  days: DAYS,
  typed: {
    unit: 'add Lakeside 3-1201 3 bedrooms 120 sqm floor 12 south 430k',
    firstCall: 'Jane Miller +65 9123 4567',
    tomorrow: 'tomorrow 10am',
    today: 'today',
    overdue: 'overdue',
    reached: 'C-1001 phone she wants to see it with her husband',
    viewing: 'C-1001 Saturday 3pm 3-1201',
    husband: 'Peter Miller +65 9123 4568',
    came: 'record C-1001',
    liked: 'the floor and the light',
    objection: 'the price',
    match: 'match C-1001',
    hold: 'hold 3-1201 C-1001',
    subscribe: 'subscribe C-1001 3-1201 420k deposit 20k sign by 25 March',
    check: 'check C-1001',
    sign: 'sign C-1001',
    payments: 'first 30% 20 March\nloan rest 30 May',
    paid: 'paid C-1001',
    handOver: 'handover C-1001',
    satisfaction: 'satisfaction C-1001',
    praise: 'all went well',
    friend: 'Anne Baker +65 9123 4569',
    broughtBy: 'referral C-1003 C-1001',
    figures: 'figures satisfaction 365 days',
  },
  reads: {
    reminded: 'C-1001 Ms Miller',
    changeStage: 'Change stage',
    interested: 'Interested',
    negotiating: 'Negotiating',
    needsViewing: 'a viewing',
    spouse: 'spouse: C-1002 Peter Miller',
    whyViewing: 'viewing 15:00',
    fits: '1 home fits',
    sheet: 'Homes for Ms Miller (C-1001)',
    subscribed: 'Price of the subscription GBP 420,000',
    notEligible: 'No contract yet',
    whyPayment: 'payment due today',
    noted: 'C-1001: 5 of 5, noted',
    brought: '*C-1001 Ms Miller* brought C-1003',
    chain: 'C-1001 Ms Miller → *C-1003',
    done: 'Done without contact',
    oneYear: 'Return contact after a year',
    satisfied: '5.0 of 5 (1 answer)',
  },
};

export const TELLINGS: Telling[] = [CHINESE, ENGLISH];
