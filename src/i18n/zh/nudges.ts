import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

export const nudges: Messages['nudges'] = {
  noteFollowUps: (p) => `你有 ${p.n} 项跟进要处理。`,
  noteRollUp: '团队有跟进要你处理。',
  noteNotice: '案场登记需要管理员处理。',

  several: (p) => `${p.n} 位客户待跟进`,
  onBehalf: (p) => `这是给 ${p.name} 的提醒，联系不上本人。`,
  why: {
    followUpDue: (p) => `跟进到期：${p.when}`,
    followUpLate: (p) => `跟进原定：${p.when}`,
    followUpOverdue: (p) => `仍未跟进，原定 ${p.when}`,
    silence: (p) => `${p.days} 天没有联系，也没有计划`,
    enquiry: (p) => `${p.when} 的咨询还没联系`,
    protection: (p) => `保护期到 ${p.when} 为止，真正联系上才延长`,
    viewing: (p) => (p.units ? `带看 ${p.when}：${p.units}` : `带看 ${p.when}`),
    viewingAsk: (p) => `${p.when} 的带看，结果怎么样？`,
    confirm: (p) => `资料 ${p.days} 天没有确认，还对吗？`,
  },
  reached: '打通了',
  noAnswer: '没接',
  later: '改期',
  tonight: '今晚',
  tomorrow: '明天',
  pick: '选时间…',
  plan: '定计划',
  openCard: '打开客户卡片',
  markDone: '标为已完成',
  stillRight: '是，没变',
  edit: '修改',
  myDay: '今日工作',
  andMore: (p) => `还有 ${p.n} 位`,

  settled: {
    done: '已完成',
    cancelled: '已取消',
    moved: '已改期',
    reassigned: '已转给同事',
    contacted: '已联系',
    planned: '已定计划',
    confirmed: '已确认',
    handled: '经理已接手',
    closed: '不再跟进',
    protected: '保护期已延长',
    lapsed: '保护期已到，进入公海',
    merged: '已并入另一条记录',
    claimed: '已从公海领取',
    begun: '已经开始',
    other: '已处理',
  },

  rollUpTitle: (p) => `团队有 ${p.n} 位客户在等`,
  rollUpLine: (p) => `*${p.rep}* · ${p.n} 位 · 最久：${p.oldest}`,
  rollUpSettled: (p) => `*${p.rep}* · 都已处理`,
  overdueSince: (p) => `${p.when} 起逾期`,
  enquirySince: (p) => `${p.when} 的咨询未联系`,
  ask: '问一下',
  reassign: '转派',
  handle: '我来处理',
  reassigning: {
    customers: '客户',
    rep: '新的归属顾问',
    hint: '未完成的跟进一并转交，并通知对方。',
  },
  asked: (p) => `${p.by} 想了解这 ${p.n} 位客户的进展：`,
  noteAsked: '经理在问等待跟进的客户。',
  handedOver: (p) => `${p.by} 把这 ${p.n} 位客户分给了你：`,
  noteHandedOver: '有客户分给了你。',
  didAsk: (p) => `已就 ${p.n} 位客户询问${spaced(p.rep).trimEnd()}。`,
  didHandle: (p) => `${spaced(p.rep).trimStart()}的 ${p.n} 位客户由你处理，不再升级提醒。`,
  didReassign: (p) => `✅ ${p.n} 位客户已转给${spaced(p.rep).trimEnd()}，并已通知。`,

  notice: {
    channel: (p) =>
      `无法在 ${p.channel} 发消息（\`${p.code}\`），提醒暂时改发个人私信。请把机器人邀请进频道，或给团队换一个频道。`,
    person: (p) =>
      `联系不上 ${p.name}（\`${p.code}\`），提醒改发经理。如果已离职，请停用该成员并转派客户。`,
    dead: (p) =>
      `Slack 拒收一条 \`${p.kind}\` 消息（\`${p.code}\`），没有发出。请告诉负责维护的人。`,
  },
  refusals: {
    nothingWaits: () => '已经没有等待处理的客户。',
    noRep: () => '请选择在职的顾问。',
    otherTeam: (p) => `${p.name} 不在该客户的团队。`,
  },
};
