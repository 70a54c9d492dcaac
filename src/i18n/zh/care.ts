import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

/** 本模块规则的名称和说明。 */
export const careRules = {
  referralCredits: {
    label: '老带新奖励',
    meaning:
      '每行一条：节点（登记、到访、成交）、谁得（推荐人、新客户、顾问）、得什么：中文 | English。顾问业绩：新客户指名找推荐人的顾问，或该顾问事先记过介绍，才归该顾问；否则归接待新客户的顾问。',
  },
  introductionDays: { label: '介绍记录有效期', meaning: '天。从顾问记下“客户要带人来”那天算起。' },
  satisfactionLow: {
    label: '满意度几分算低',
    meaning: '满分 5 分。低分报给经理一次，并给顾问排一次回访。0：不报。',
  },
  satisfactionDays: { label: '满意度回复码有效期', meaning: '天。客户凭码回复，只能用一次。' },
};

export const care: Messages['care'] = {
  hidden: '其他顾问的客户',

  referral: {
    button: '老带新',
    title: '老带新',
    nobody: '没有人介绍这位客户来，这位客户也还没有介绍过别人。',
    chain: (p) => `*介绍关系*  ${p.chain}`,
    arrow: ' → ',
    brought: (p) => `*介绍了 ${p.n} ${p.more ? '位以上' : '位'}*`,
    broughtLine: (p) => (p.n === 0 ? `• ${p.customer}` : `• ${p.customer}（又介绍了 ${p.n} 位）`),
    counts: (p) => `业绩算 *${p.rep}* 的`,
    countsNobody: '还没有归属顾问，业绩暂不归任何人。',
    because: { asked: '新客户指名找这位顾问', introduced: '事先记过介绍' },
    served: '接待新客户的顾问',
    another: '按规则应归另一位顾问，经理可以改归属。',
    referrer: '谁介绍来的',
    referrerHint: '留空：没有人介绍。',
    asked: '新客户指名找推荐人的顾问',
    askedLabel: '指名',
    save: '保存',
    saved: '🤝 已记下介绍人。',
    cleared: '已记下：没有人介绍。',
    introduce: '记一次介绍',
    introduceTitle: '记一次介绍',
    introduceIntro: (p) =>
      `${p.customer} 说要带人来。现在记下，那位客户到了，业绩就归他的顾问。电话只留加密指纹，不存号码。`,
    phone: '要来的人的电话',
    introduced: '🤝 介绍已记下。',
    credits: '*奖励*',
    credit: (p) => `${p.event}：${p.to}得${p.what}`,
    event: { registered: '登记', visited: '到访', signed: '成交' },
    to: { referrer: '推荐人', newcomer: '新客户', rep: '顾问' },
    earned: (p) => `${p.when} 应得`,
    given: (p) => `✓ ${p.when} 已给`,
    give: '已给',
    gave: '已记下：给过了。',
    note: '你的客户介绍人来了。',
    told: (p) => `🤝 *${p.referrer}* 介绍了${spaced(p.newcomer)}。`,
    thank: '道一声谢，才有下一位。',
    toldCredit: (p) => `• ${p.event}：${p.to}得${p.what}`,
    thanks: '感谢的话',
    open: '老带新',
  },

  satisfaction: {
    button: '满意度',
    title: '满意度',
    none: '还没有问过。',
    line: (p) => `*${p.stars} ${p.score} 分*  ${p.when} · ${p.how}`,
    how: { told: '口头告诉顾问', code: '凭码回复' },
    ask: '发短信问',
    asked: (p) => `长按复制，发给客户。回复码只能用一次，${p.when} 前有效。`,
    reply: (p) => `客户回复后，把原话贴到和我的私聊里，或输入 ${p.example}`,
    example: (p) => `\`${p.command} 回复码 ${p.code} 5\``,
    score: '客户有多满意？',
    scores: {
      1: '1 · 很不满意',
      2: '2 · 不满意',
      3: '3 · 一般',
      4: '4 · 满意',
      5: '5 · 很满意',
    },
    words: '客户原话',
    save: '保存',
    saved: (p) => `✅ ${p.customer}：${p.score} 分，已记下。`,
    low: '已报给经理，并排好下个工作日的回访。',
    callBack: (p) => `满意度 ${p.score} 分：问清原因，尽快解决`,
    note: '有客户不满意。',
    told: (p) => `⚠️ *${p.customer}* 打了 ${p.score} 分（${p.rep}），已排回访。`,
    show: '看原话',
  },

  days: {
    button: '关怀日',
    title: '关怀日',
    intro: '生日和入住日，客户另外同意了才记、才问候；这和“联系同意”是两回事。',
    agrees: '客户同意在这些日子收到问候',
    agreesLabel: '关怀同意',
    since: (p) => `${p.when} 同意，${p.by} 记录。`,
    withdrawn: (p) => `${p.when} 撤回同意，${p.by} 记录，资料已删。`,
    birthday: '生日',
    birthdayHint: '写月和日：3月5日。不记年份。',
    moveIn: '入住日',
    moveInHint: '每年这一天提醒问候。',
    handedOver: (p) => `${p.when} 已交房。每年这一天提醒问候；客户同意了才记。`,
    save: '保存',
    saved: '🎈 关怀日已记下。',
    forgotten: '同意已撤回：日子已删，不再提醒。',
    note: '今天有客户可以问候。',
    told: (p) => (p.n === 1 ? '🎈 *今天适合问候这位客户：*' : `🎈 *今天适合问候 ${p.n} 位客户：*`),
    over: '🎈 今天没有要问候的了。',
    greet: '问候的话',
  },

  /** The text that asks a customer. */
  words: {
    satisfaction: (p) =>
      `${p.name}您好，您对我们的服务满意吗？请回复 ${p.code} 加 1–5 分（5 分最满意），想说的话也可以写上，例如：${p.code} 5 都很好。谢谢！${p.rep}`,
  },

  history: {
    'referral.set': '记下介绍人',
    'referral.clear': '记下没有人介绍',
    'referral.introduce': '记下一次介绍',
    'referral.credit': '计算老带新奖励',
    'referral.give': '记下奖励已给',
    'satisfaction.ask': '询问满意度',
    'satisfaction.answer': '记下满意度',
    'care.save': '记下关怀日（客户同意）',
    'care.withdraw': '记下客户撤回关怀同意',
  },

  help: [
    '`老带新 C-1042 C-1001`  C-1042 是 C-1001 介绍来的；`老带新 C-1042 无`  没有人介绍',
    '`介绍 C-1001 138 1234 5678`  C-1001 要带这个人来',
    '`满意度 C-1042 5 都很好`  记满意度；`回复码 K7Q39M 5 都很好`  客户凭码回复',
    '`关怀 C-1042`  生日和入住日（须客户同意）',
  ],

  refusals: {
    referralItself: () => '不能自己介绍自己，请选另一位客户。',
    referralCycle: () => '这样会绕成一圈：对方正是这位客户（直接或间接）介绍来的。',
    referralCredited: () => '这次介绍已经产生奖励，不能再改。',
    introductionKnown: () => '这次介绍已经记过了。',
    introductionNobodys: () => '这位客户没有归属顾问，介绍不知该算谁的。',
    creditGiven: () => '已经记过“已给”了。',
    codeUnreadable: () => '请写回复码、1 到 5 的分数，有话再写上：K7Q39M 5 都很好',
    codeUnknown: () => '你的客户里没有这个回复码，请对照客户的短信再看看。',
    codeUsed: () => '这个回复码已经用过，只能用一次。',
    codeExpired: () => '这个回复码已过期。请重新发问，或直接记下客户的话。',
    scoreUnreadable: () => '请写 1 到 5 的数字。',
    birthdayUnreadable: () => '请写月和日：3月5日，或 03-05。',
    careNeedsConsent: () => '客户没有同意，这些日子不能记：请勾选同意，或留空。',
  },
};
