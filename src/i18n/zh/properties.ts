import type { Messages } from '../en.ts';

export const properties: Messages['properties'] = {
  hold: {
    noteSoon: '你留的房快到期了。',
    noteOver: '你留的房已释放。',
    soon: (p) => `⏳ 为 *${p.customer}* 留的 *${p.unit}* 到 ${p.when} 释放。`,
    longer: (p) => `✓ 为 *${p.customer}* 留的 *${p.unit}* 已延长到 ${p.when}。`,
    gone: (p) => `✓ 为 *${p.customer}* 留的 *${p.unit}* 已结束。`,
    over: (p) => `🔓 为 *${p.customer}* 留的 *${p.unit}* 已于 ${p.when} 到期释放。`,
    overBy: (p) => `🔓 ${p.by} 释放了你为 *${p.customer}* 留的 *${p.unit}*。`,
  },
  refusals: {
    unitUnknown: () => '本团队没有这套房。',
    unitHeld: (p) => `这套房同事已为客户留到 ${p.day} ${p.time}，到时或提前释放后可以再留。`,
    unitReserved: () => '这套房已有客户认购。',
    unitSold: () => '这套房已售。',
    unitWithdrawn: () => '这套房目前不对外销售。',
    priceAboveList: (p) => `不能高于备案价 ${p.price}。`,
    priceBelowMinimum: () => '这个价格要经理签，请找经理。',
    holdStands: (p) => `已为这位客户留到 ${p.day} ${p.time}。`,
    holdReserved: () => '这位客户已认购这套房。',
    holdInvalid: () => '只能为有效客户留房。',
    holdHours: (p) => `留几小时？请填 1 到 ${p.most}。`,
    holdTooLong: (p) => `最多留 ${p.hours} 小时，要更久请经理延长。`,
    holdsFull: (p) => `你已留了 ${p.limit} 套，先释放一套。`,
    notHeld: () => '这套房现在没有人留。',
  },
};
