import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

export const absence: Messages['absence'] = {
  title: '请假与代班',
  add: '请假或轮休',
  none: '现在没人请假，也没有待休的假。',
  meaning: '请假期间提醒发给代班人，代班人可以记联系、排跟进，客户和业绩仍归原顾问。',
  end: '现在结束',
  takeBack: '取消',
  saved: '✅ 已记下，会通知代班人。',
  ended: '✅ 已结束，会通知代班人。',
  unclear: '没完全看懂，请核对一下。',
  kinds: { leave: '请假', rest: '轮休' },
  every: (p) => `每${p.days}`,
  fromTo: (p) => (p.to ? `${p.from} – ${p.to}` : p.from),
  cover: (p) => `${spaced(p.name).trimStart()}代班`,
  nobody: '没人代班',

  formTitle: '请假或轮休',
  submit: '保存',
  who: '谁',
  me: '我自己',
  kind: '类型',
  from: '从哪天',
  to: '到哪天',
  toHint: '留空：只一天；选了星期几则一直有效，直到结束。',
  weekdays: '只在星期几',
  weekdaysHint: '每周固定轮休时选。',
  coverLabel: '谁代班',
  coverHint: '同团队的同事。留空：到期的事报给经理。',

  coveredBy: (p) => `🌴 休假到 ${p.when}，${spaced(p.name).trimStart()}代班`,
  awayAlone: (p) => `🌴 休假到 ${p.when}，没人代班`,
  awayCovered: (p) => `🌴 休假到 ${p.when}，有同事代班`,
  standIn: (p) => `🌴 代${spaced(p.name)}跟进，${spaced(p.name).trimStart()}休假到 ${p.when}。`,
  youAreAway: (p) => `🌴 你休假到 ${p.when}，提醒先发给代班人。`,
  coveredDue: (p) =>
    `🌴 *代${spaced(p.name).trimEnd()}（休假到 ${p.when}）：* ${p.n === 0 ? '没有到期' : `${p.n} 个到期`}`,

  toldCover: (p) => `🌴 ${spaced(p.by).trimStart()}请你代班：`,
  toldCoverEnd: (p) => `🌴 ${spaced(p.by).trimStart()}说不用再代班了：`,
  toldSet: (p) => `🌴 ${spaced(p.by).trimStart()}给你登记了：`,
  toldEnd: (p) => `🌴 ${spaced(p.by).trimStart()}结束了：`,
  load: (p) => `在跟客户 ${p.customers} 位，这期间到期跟进 ${p.followUps} 个。`,
  rights: '你可以打开卡片、打电话、记联系、排跟进；客户和业绩仍归原顾问。',
  noteCover: '请你为同事代班。',
  noteOwn: '关于你的假期。',

  refusals: {
    awayPast: () => '请假只能从今天或以后开始。',
    awayEndsFirst: () => '结束日期早于开始日期。',
    awayLong: (p) => `最多 ${p.max} 天，更久请办交接。`,
    awayTwice: (p) => `${p.day} 起已经有假，请先结束它。`,
    coverNotInTeam: () => '代班人须是同团队的顾问或经理。',
    coverAway: (p) => `${spaced(p.name).trimStart()}从 ${p.day} 起也休假，请换一位。`,
    claimAway: () => '你在休假，先用 `/gatehouse 请假` 结束休假再领取。',
  },
};
