import type { reviewRules as rules } from '../en/review.ts';
import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

/** What somebody did in a review. */
const DID: Record<string, string> = {
  approve: '已通过',
  return: '已退回',
  ask: '提了问题',
  answer: '已回答',
  resubmit: '已重新提交',
  change: '有修改',
  undo: '已撤回通过',
};

export const review: Messages['review'] = {
  title: '审核',
  titleOf: (p) => `审核 ${p.number}`,
  open: '审核',
  all: '等我处理的',
  cause: {
    registration: '登记',
    import: '导入',
    change: '修改',
    reported: '按客户反映修改',
  },
  by: (p) => `${spaced(p.name).trimStart()}${p.cause} · ${p.when}`,
  changed: (p) => `要核对：${p.fields}`,
  alsoBy: (p) => `经手过的还有：${p.names}`,
  assignedRep: '归属顾问',
  step: (p) => (p.of === 1 ? `等待：${p.role}` : `第 ${p.n} 步（共 ${p.of} 步），等待：${p.role}`),
  stepOf: {
    manager: '经理',
    reviewer: '审核员',
    either: '经理或审核员',
    administrator: '管理员',
  },
  standing: {
    waiting: '🔎 审核中',
    asked: '❓ 审核中，有问题待回答',
    returned: '↩️ 审核退回',
    approved: '✅ 审核通过',
  },
  stuck: '⛔ 没有人可以审核：能审的人都经手过。请给团队加一位审核员、经理，或再加一位管理员。',
  adminAsked: '团队里没有人可以审这一步，已请管理员审核。',
  mayNot: {
    reviewOwn: '这是你登记、修改或归属你的客户，要由别人审核。',
    reviewBothSteps: '上一步是你通过的，这一步要由别人审核。',
    reviewOtherStep: '这一步不归你审。',
  },
  remark: {
    incomplete: '资料不全',
    noConsent: '没有联系同意',
    doNotContact: '请勿联系',
    returnedBefore: '不是第一轮',
    asked: '有问题待回答',
    changed: '通过后有修改',
    duplicate: '疑似重复',
    reported: '客户反映的变更',
    alone: '团队里没有人可以审',
  },
  noRemarks: '✓ 无异议',
  remarks: (p) => `⚠️ ${p.list}`,
  signal: (p) => `👥 ${p.what}，${p.score} 分：${p.reasons}`,
  signalOf: { person: '可能已登记过', family: '可能是一家人' },
  consent: '联系同意',
  consentYes: (p) => `${p.when} 已同意`,
  consentNo: '未取得',
  complete: (p) => `完整度 ${p.percent}%`,

  verify: '核对',
  verifyTitle: '和谁核对过',
  verifyIntro: '只填真正核对过的。会记下你的名字和时间。',
  items: {
    name: '姓名',
    phone: '联系方式',
    need: '购房意向',
    identity: '身份',
    eligibility: '购房资格',
  },
  checkedWith: {
    none: '未核对',
    customer: '与客户本人',
    document: '核对证件材料',
    third_party: '经第三方',
  },
  formerly: (p) => `*合并前（${p.number}）的审核*`,
  checkedLine: (p) => `✓ ${p.item}：${p.how} · ${p.name} ${p.when}`,
  uncheckedLine: (p) => `未核对：${p.items}`,
  verified: '✅ 已记下核对结果。',

  approve: '通过',
  returnIt: '退回',
  ask: '询问',
  card: '客户卡片',
  standard: '审核标准',
  standardTitle: '审核标准',
  standardOf: (p) => `*审核标准*\n${p.text}`,
  returnTitle: '退回给顾问',
  returnIntro: '会私下告诉顾问，改好可以重新提交，登记内容都保留。',
  reason: '原因',
  reasons: {
    phone: '电话有误或打不通',
    name: '姓名有误',
    need: '购房意向不清楚',
    incomplete: '资料不全',
    duplicate: '疑似重复登记',
    consent: '没有联系同意',
    eligibility: '购房资格未核实',
    other: '其他',
  },
  say: '具体说明',
  sayHint: '只有能看这位客户的人看得到，不会写进消息里。',
  askTitle: '询问顾问',
  question: '你的问题',
  answer: '你的回答',
  answerOptional: '你做了哪些修改',
  approvedStep: (p) => `✅ ${p.customer}：本步通过。`,
  approved: (p) => `✅ ${p.customer}：审核通过。`,
  planned: (p) => `已安排跟进：${p.when}`,
  returnedDone: (p) => `↩️ ${p.customer}：已退回，会告诉顾问。`,
  askedDone: (p) => `❓ ${p.customer}：已向顾问询问。`,
  did: DID,
  didLine: (p) => `${p.when} · ${spaced(p.name).trimStart()}${p.did}`,

  waiting: (p) => `*${p.n} 条等你处理*`,
  waitingMore: (p) => `*${p.n} 条等你处理，最久的在前*`,
  nothing: '✅ 没有等你处理的。',
  typeNumber: (p) => `输入编号或姓名可查进度：\`${p.command} C-1042\``,
  clear: (p) => `通过无异议的 ${p.n} 条`,
  cleared: (p) =>
    `✅ 已通过 ${p.approved} 条。${p.left > 0 ? `另有 ${p.left} 条要再看一眼。` : ''}`,
  takenBack: (p) =>
    [
      p.undone > 0 && `↩️ 已撤回 ${p.undone} 条通过，重新等你处理。`,
      p.left > 0 && `${p.left} 条撤不回：已过十分钟，或之后又有处理。`,
    ]
      .filter(Boolean)
      .join('\n'),
  lookAgain: '⚠️ 你打开之后有变动，这是最新的情况，请再看一遍。',
  newer: '⚠️ 你填写时资料有变动。填的内容都在，看过最新资料后可以照样提交。',

  fix: '修改并提交',
  answerIt: '回答',
  fixTitle: '修改并重新提交',
  answerTitle: '回答问题',
  handIn: '重新提交',
  answerSend: '发送',
  editFirst: '修改资料',
  whatTheySay: (p) => `*${p.name}：* ${p.reason}`,
  answered: (p) => `✅ ${p.number}：已回答，审核继续。`,
  handedIn: (p) => `✅ ${p.number}：已重新提交审核。`,

  news: {
    wait: (p) => `🔎 *${p.customer}* 待你审核：${spaced(p.name).trimStart()}${p.cause}`,
    again: (p) => `⏰ *${p.customer}* 还在等你审核，从 ${p.when} 起`,
    late: (p) => `⏰ *${p.customer}* 从 ${p.when} 起等待审核`,
    lateRep: {
      returned: (p) => `⏰ *${p.customer}* ${p.when} 退回后，顾问还没有重新提交`,
      asked: (p) => `⏰ *${p.customer}* ${p.when} 提的问题，顾问还没有回答`,
    },
    stuck: (p) =>
      `⛔ *${p.customer}*：没有人可以审核，能审的人都经手过。请给团队加一位审核员、经理，或再加一位管理员。`,
    returned: (p) => `↩️ *${p.customer}* 被${spaced(p.name)}退回：${p.reason}`,
    returnedAgain: (p) => `⏰ *${p.customer}* ${p.when} 被退回（${p.reason}），还等你改好重新提交`,
    askedAgain: (p) =>
      `⏰ ${spaced(p.name).trimStart()}就 *${p.customer}* 提的问题还没有回答，从 ${p.when} 起`,
    asked: (p) => `❓ ${spaced(p.name).trimStart()}就 *${p.customer}* 问你一个问题`,
    approved: (p) => `✅ *${p.customer}* 审核通过`,
    next: (p) => `下次跟进 ${p.when}`,
    over: (p) => `✓ ${p.customer} · ${spaced(p.name).trimStart()}${p.did}`,
    gone: (p) => `✓ ${p.customer} · 不用处理了`,
    note: '审核有新消息',
  },

  reportedBy: '这些变更是客户反映的吗？',
  reportedByHint: '请选怎么反映的。客户反映的变更会再核对一次。',
  reportedWays: {
    phone: '是，电话里说的',
    wechat: '是，微信上说的',
    visit: '是，来访时说的',
    writing: '是，书面告知',
  },

  reportedSaid: {
    phone: '客户电话里说的',
    wechat: '客户微信上说的',
    visit: '客户来访时说的',
    writing: '客户书面告知的',
  },

  history: {
    'review.approve': '审核通过',
    'review.return': '审核退回',
    'review.ask': '审核提问',
    'review.answer': '回答审核问题',
    'review.resubmit': '重新提交审核',
    'customer.verify': '核对了资料',
  },
  historyText: '说明',

  help: {
    title: '审核',
    lines: [
      '``  等我处理的',
      '`C-1042` 或姓名  看一条审核',
      '`通过 C-1042` · `退回 C-1042 电话打不通` · `询问 C-1042 是自住吗`',
      '`通过 全部`  打开名单，看过后一起通过无异议的',
      '`核对 C-1042`  与客户、证件、第三方核对',
      '`提交 C-1042`  改好后重新提交',
      '`标准`  审核标准',
    ],
  },

  settings: {
    steps: { off: '不审核', one: '一步：经理或审核员', two: '两步：先经理，再审核员' },
    changes: {
      name: '姓名',
      phones: '电话',
      wechat: '微信号',
      nationalId: '身份证号',
      assignedRep: '归属顾问',
      reported: '客户反映的任何变更',
    },
  },

  refusals: {
    reviewOver: () => '已经审核通过了。',
    reviewReturned: () => '已退回给顾问，还没有重新提交。',
    reviewOwn: () => '这是你登记、修改或归属你的客户，要由别人审核。',
    reviewBothSteps: () => '上一步是你通过的，这一步要由别人审核。',
    reviewOtherStep: () => '这一步不归你审。',
    reviewNotAsked: () => '没有待回答的问题。',
    reviewNotReturned: () => '没有被退回或询问，不用提交。',
    reviewTaken: (p) =>
      `${spaced(p.name).trimStart()}先处理了（${DID[String(p.what)] ?? ''}），请重新打开看进度。`,
    reviewChanged: () => '你看过之后资料有变动，请重新打开。',
    reviewNone: (p) => `${p.number} 没有审核记录。`,
    reviewWhy: () => '请写一句说明，让顾问知道该怎么改。',
    reviewAnswerMissing: () => '请回答问题。',
    reviewUnreadable: () => '请带上客户：通过 C-1042，或 退回 C-1042 电话打不通。',
    reviewNobody: () =>
      '没有找到这位客户。请写编号（C-1042）或姓名；什么都不写就列出等你处理的，写“帮助”看全部写法。',
    reviewApproveOne: () => '一次通过一位，编号后面不要写别的。要一起通过，请先看名单：通过 全部。',
    reviewFirst: () => '按团队规则，安排跟进、带看和变更阶段要等审核通过。已经发生的联系照常记录。',
  },
};

export const reviewRules: typeof rules = {
  reviewSteps: {
    label: '登记审核',
    meaning:
      '自己登记的不能自己审，两步不能是同一个人。改动从下一条起生效，已在等的按原来的步骤审完。',
  },
  reviewStandardZh: { label: '审核标准（中文）', meaning: '每条审核都会显示。' },
  reviewStandardEn: { label: '审核标准（英文）', meaning: '每条审核都会显示。' },
  reviewRemindHours: { label: '审核：多久催一次', meaning: '等待的工作小时数。' },
  reviewEscalateHours: {
    label: '审核：多久报给上级',
    meaning: '等待的工作小时数，之后告诉经理或管理员。',
  },
  reviewWorkMeanwhile: {
    label: '审核期间可以跟进',
    meaning: '选“否”：安排跟进和变更阶段要等审核通过，已发生的联系照常记录。',
  },
  reviewAgain: { label: '这些变更要重新审核', meaning: '之前的审核对这些变更不算数。' },
  reviewImported: {
    label: '导入的旧记录也要审核',
    meaning: '选“是”：导入时新建的每位客户都进 /review 排队等审，不逐条发消息。',
  },
};
