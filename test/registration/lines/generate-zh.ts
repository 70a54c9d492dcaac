import {
  type Bank,
  digits,
  type Grammar,
  generate,
  type Part,
  pick,
  type Random,
} from './generate.ts';
import type { LabelledLine, Truth } from './truth.ts';

const SURNAMES =
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 邓 韩 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 欧阳 司徒 上官 诸葛 慕容'.split(
    ' ',
  );
const TITLES: readonly (readonly [string, Truth['gender']])[] = [
  ['先生', 'male'],
  ['女士', 'female'],
  ['小姐', 'female'],
  ['总', undefined],
  ['老师', undefined],
  ['太太', 'female'],
  ['阿姨', 'female'],
];
const GIVEN = '晓芳 伟 建国 丽 志强 雨桐 子涵 娜 敏 浩然 思远 婷婷 海燕 俊 文博 佳怡'.split(' ');

const names: Bank = SURNAMES.flatMap((surname, nth): Bank => {
  const [title, gender] = TITLES[nth % TITLES.length]!;
  const given = GIVEN[nth % GIVEN.length]!;
  return [
    [`${surname}${title}`, { name: `${surname}${title}`, ...(gender && { gender }) }],
    [`${surname}${given}`, { name: `${surname}${given}` }],
  ];
});

function phones(random: Random): Part {
  const number = `1${pick(['38', '39', '36', '50', '86', '77', '59', '99'], random)}${digits(8, random)}`;
  const [a, b, c] = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
  const says = { phones: [`+86${number}`] };
  const way = random();
  if (way < 0.1) return { words: `${a}****${c}`, says: { masked: [`${a}****${c}`] } };
  const typed = pick(
    [
      number,
      number,
      `${a} ${b} ${c}`,
      `${a}-${b}-${c}`,
      `+86 ${number}`,
      `电话${number}`,
      `手机：${number}`,
      `0086${number}`,
    ],
    random,
  );
  return { words: typed, says };
}

const source: Bank = [
  ['抖音来的', { source: 'douyin' }],
  ['刷抖音看到的', { source: 'douyin' }],
  ['短视频引流', { source: 'douyin' }],
  ['朋友圈广告', { source: 'wechat' }],
  ['公众号看到', { source: 'wechat' }],
  ['贝壳', { source: 'portal' }],
  ['安居客上看到的', { source: 'portal' }],
  ['来源：房天下', { source: 'portal' }],
  ['广告牌', { source: 'outdoor' }],
  ['展会来的', { source: 'event' }],
  ['拓客', { source: 'call' }],
  ['电话邀约', { source: 'call' }],
  ['老带新', { source: 'referral' }],
  ['朋友介绍的', { source: 'referral' }],
  ['分销带来的', { source: 'partner' }],
  ['中介推荐', { source: 'partner' }],
  ['自然到访', { source: 'walk_in', arrivalKind: 'visit' }],
  ['路过', { source: 'walk_in' }],
  ['C-1077介绍的', { source: 'referral', referrer: 'C-1077' }],
  ['推荐人：孙丽', { source: 'referral', referrer: '孙丽' }],
  ['老业主李女士推荐', { source: 'referral', referrer: '李女士' }],
];
const layouts: Bank = [
  ['两房', { layouts: ['2br'] }],
  ['想看三房', { layouts: ['3br'] }],
  ['3室2厅', { layouts: ['3br'] }],
  ['四室两厅两卫', { layouts: ['4br'] }],
  ['2房或3房', { layouts: ['2br', '3br'] }],
  ['三四房', { layouts: ['3br', '4br'] }],
  ['两居室', { layouts: ['2br'] }],
  ['一房', { layouts: ['1br'] }],
  ['户型：三房两卫', { layouts: ['3br'] }],
  ['別墅', { layouts: ['villa'] }],
  ['三房或别墅', { layouts: ['3br', 'villa'] }],
  ['開間', { layouts: ['studio'] }],
  ['五室', { layouts: ['5br'] }],
  ['3居', { layouts: ['3br'] }],
];
const area: Bank = [
  ['120平', { area: [120, 120] }],
  ['90-110平', { area: [90, 110] }],
  ['130㎡左右', { area: [130, 130] }],
  ['80平米以上', { area: [80, null] }],
  ['面积150', { area: [150, 150] }],
  ['不超过100平', { area: [null, 100] }],
  ['140到160方', { area: [140, 160] }],
  ['建面99平方', { area: [99, 99] }],
];
const budget: Bank = [
  ['预算800-1000万', { budget: [8e6, 1e7] }],
  ['总价600万以内', { budget: [null, 6e6] }],
  ['500万左右', { budget: [5e6, 5e6] }],
  ['1.5亿', { budget: [1.5e8, 1.5e8] }],
  ['预算1200', { budget: [1.2e7, 1.2e7] }],
  ['700w', { budget: [7e6, 7e6] }],
  ['三百万到四百万', { budget: [3e6, 4e6] }],
  ['预算不超过900万', { budget: [null, 9e6] }],
  ['2000万起', { budget: [2e7, null] }],
  ['一千万内', { budget: [null, 1e7] }],
  ['300-400萬', { budget: [3e6, 4e6] }],
  ['500万美金', { budget: [5e6, 5e6, 'USD'] }],
];
const districts: Bank = [
  ['浦东', { districts: ['pudong'] }],
  ['浦东新区', { districts: ['pudong'] }],
  ['闵行或徐汇', { districts: ['minhang', 'xuhui'] }],
  ['区域：静安', { districts: ['jingan'] }],
  ['考虑宝山、杨浦', { districts: ['baoshan', 'yangpu'] }],
  ['松江附近', { districts: ['songjiang'] }],
  ['青浦区', { districts: ['qingpu'] }],
  ['不要闵行 想买徐汇', { districts: ['xuhui'] }],
];
const purchaseTime: Bank = [
  ['三个月内买', { purchaseTime: 'month3' }],
  ['一个月内', { purchaseTime: 'month1' }],
  ['半年内购买', { purchaseTime: 'month6' }],
  ['打算2个月内定下来', { purchaseTime: 'month3' }],
  ['一年内买', { purchaseTime: 'later' }],
  ['不急', { purchaseTime: 'later' }],
  ['尽快买', { purchaseTime: 'month1' }],
  ['6个月之内入手', { purchaseTime: 'month6' }],
  ['明年再说', { purchaseTime: 'later' }],
];
const purpose: Bank = [
  ['自住', { purpose: 'live' }],
  ['投资', { purpose: 'invest' }],
  ['改善', { purpose: 'upgrade' }],
  ['给父母住', { purpose: 'parents' }],
  ['学区房', { purpose: 'school' }],
  ['养老', { purpose: 'retire' }],
  ['购房目的：自住', { purpose: 'live' }],
  ['换房', { purpose: 'upgrade' }],
];
const payment: Bank = [
  ['全款', { payment: 'full' }],
  ['按揭', { payment: 'mortgage' }],
  ['公积金', { payment: 'fund' }],
  ['组合贷', { payment: 'mixed' }],
  ['一次性付款', { payment: 'full' }],
  ['需要贷款', { payment: 'mortgage' }],
  ['首付300万', {}],
  ['月供2万以内', {}],
];
const party: Bank = [
  ['一家三口', { partySize: 3 }],
  ['同行2人', { partySize: 2 }],
  ['夫妻俩', { partySize: 2 }],
  ['来了4个人', { partySize: 4 }],
  ['五口之家', { partySize: 5 }],
];
const grade: Bank = [
  ['A类', { grade: 'A' }],
  ['B级', { grade: 'B' }],
  ['c类客户', { grade: 'C' }],
  ['等级D', { grade: 'D' }],
  ['意向很高', { grade: 'A' }],
];
const contact: Bank = [
  ['微信 wang_2020', { wechat: 'wang_2020' }],
  ['vx：lindahome', { wechat: 'lindahome' }],
  ['微信号abc12345', { wechat: 'abc12345' }],
  ['xiaomei@qq.com', { email: 'xiaomei@qq.com' }],
  ['邮箱li.wei@163.com', { email: 'li.wei@163.com' }],
];
const next: Bank = [
  ['周四下午3点带看', { followUp: '2026-11-19T15:00', what: '带看' }],
  ['明天上午10点', { followUp: '2026-11-19T10:00' }],
  ['后天下午2点半看样板房', { followUp: '2026-11-20T14:30', what: '看样板房' }],
  ['下周一上午9点打电话', { followUp: '2026-11-23T09:00', what: '打电话' }],
  ['周六回访', { followUp: '2026-11-21', what: '回访' }],
  ['11月28号下午3点签约', { followUp: '2026-11-28T15:00', what: '签约' }],
  ['三天后再联系', { followUp: '2026-11-21', what: '再联系' }],
  ['约了周日下午4点复看', { followUp: '2026-11-22T16:00', what: '复看' }],
  ['明晚8点跟进', { followUp: '2026-11-19T20:00', what: '跟进' }],
  ['下周三3pm带看', { followUp: '2026-11-25T15:00', what: '带看' }],
];

const GRAMMAR: Grammar = {
  names,
  phones,
  banks: [
    source,
    layouts,
    area,
    budget,
    districts,
    purchaseTime,
    purpose,
    payment,
    party,
    grade,
    contact,
    next,
  ],
  notes: [
    '嫌楼层低',
    '喜欢南北通透',
    '老婆做主',
    '对物业很关注',
    '单价6万以内',
    '要带车位',
    '在金融公司上班',
    '看过隔壁项目',
    '怕吵',
    '住在宝山',
    '孩子上初三',
    '8号楼2001不错',
    '认筹过',
    '要地铁口',
    '定金已付5万',
    '觉得得房率低',
  ],
  separators: [' ', ' ', ' ', '，', '，', ', ', '；', '/', '、', '\n'],
};

/** Chinese lines of known truth, the same ones every time. */
export const GENERATED_ZH: LabelledLine[] = generate(GRAMMAR, 300, 20_261_118);
