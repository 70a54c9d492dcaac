import type { Messages } from '../en.ts';
import { spaced } from './spaced.ts';

export const merging: Messages['merging'] = {
  button: '合并',
  pick: {
    title: '合并两条记录',
    intro: '同一位客户的两条记录合成一条。资料和历史都不会丢，一段时间内可以撤销。',
    keep: '保留哪一条',
    lose: '哪一条并进来',
    loseHint: '它的编号继续有效，会找到保留的那一条。',
    submit: '对比',
  },

  compare: {
    title: (p) => `并入 ${p.number}`,
    stays: (p) => `✅ 保留 *${p.customer}*`,
    becomes: (p) => `↘︎ *${p.customer}* 并进来`,
    about: (p) => `${p.rep} · ${p.registered} 登记 · ${p.contacts}`,
    swap: '换一条保留',
    choose: '两条不一样的地方，选一个留下。已经选好的是建议。',
    same: '两条都填了的地方没有不一样的。',
    empty: '（空）',
    both: '两个都留',
    phones: (p) => `📱 电话全部保留：${p.phones}`,
    otherTeam: '另一条的顾问不在这个团队，不能作为归属顾问。',
    submit: '下一步',
  },

  moving: {
    title: (p) => `*${p.former} 转到 ${p.number} 的内容*`,
    effective: (p) => `有效联系 ${p.n} 次`,
    contacts: (p) => `${p.n} 条跟进记录`,
    followUps: (p) => `${p.n} 个未完成的跟进计划`,
    phones: (p) => `${p.n} 个电话`,
    referred: (p) => `由他推荐的 ${p.n} 位客户`,
    nothing: '只有历史记录',
    history: '两边的历史会放在一起看。',
    rep: (p) => `归属顾问是${spaced(p.name).trimEnd()}，未完成的计划归其跟进。`,
    apart: (p) =>
      `⚠️ 一家人归一位顾问，合并后这几位还在别人名下：${p.list}。合并后可以把全家转给这份资料的归属顾问，或在上一步改选另一位顾问。`,
    doNotContact: '其中一条写明不要联系：合并后同样不联系。',
    consent: '联系同意一并保留。',
  },

  confirm: {
    title: '确认合并',
    ask: (p) => `${p.former} 并入 *${p.number}*`,
    chosen: '*不一样的地方，留下的是*',
    undo: (p) => `${p.when} 之前可以在保留的客户卡上撤销。`,
    submit: '合并',
    again: '‹ 重新选择',
  },

  done: (p) => `✅ ${p.former} 已并入 ${p.number}，用旧编号也能找到。`,
  apart: (p) => `⚠️ 有 ${p.n} 位家人在别的顾问名下，一家人应归一位顾问。`,
  gather: '全家归这位顾问',
  undoButton: '撤销合并',
  formerly: (p) => `曾用编号 ${p.numbers}`,
  found: (p) => `${p.former} 现在是 ${p.number}。`,

  undo: {
    title: '撤销合并',
    ask: (p) => `*${p.former}* 重新成为单独的一条，与 *${p.customer}* 分开。`,
    made: (p) => `${p.when} 合并，${p.until} 之前可以撤销。`,
    back: (p) => `*回到 ${p.former}*\n${p.what}`,
    followUps: (p) => `${p.n} 个跟进计划`,
    viewings: (p) => `${p.n} 次带看`,
    deals: (p) => `${p.n} 笔成交`,
    rule: (p) =>
      `合并前的跟进记录、计划和电话各回各处，合并后对它们的改动一起带走。合并后新增的留在 ${p.number}；只有完成了 ${p.former} 的计划的那条跟进记录跟着走。`,
    since: (p) => `*合并后新增，留在 ${p.number}*\n${p.what}`,
    nothingSince: (p) => `合并后 ${p.number} 没有新增内容。`,
    edited: (p) => `*合并后改过，${p.number} 保持现在的内容*\n${p.fields}`,
    protection: '保护期若在合并期间到期，这段时间不计。',
    blocked: '*已经无法准确恢复，所以什么都没有改：*',
    submit: '撤销',
    done: (p) => `✅ ${p.former} 和 ${p.number} 又是两条记录了。`,
    open: (p) => `打开 ${p.former}`,
  },

  openKept: (p) => `打开 ${p.number}`,

  told: {
    note: '你的两条客户记录已合并。',
    line: (p) => `🔗 ${spaced(p.who).trimStart()}把 ${p.former} 并入 *${p.number}*。${p.person}`,
    yours: '归你，两边的内容都在。',
    colleague: (p) => `归属顾问现在是${spaced(p.name).trimEnd()}。`,
    pool: '目前在公海。',
  },

  parted: {
    note: '你的客户记录撤销了合并。',
    line: (p) => `🔗 ${spaced(p.who).trimStart()}撤销了合并，又是两条记录了：${p.names}。`,
  },

  history: {
    'customer.merge': '把另一条记录并了进来',
    'customer.merged-into': '并入另一条记录',
    'customer.unmerge': '撤销了合并',
  },

  help: [
    '`合并 C-1042 C-1050`  同一位客户的两条记录合成一条（经理）',
    '`撤销合并 C-1050`  恢复成两条',
  ],

  refusals: {
    customerMerged: (p) => `${p.former} 已并入 ${p.number}，这里没有改动。请到 ${p.number} 继续。`,
    mergeUnreadable: () => '请写两个编号，先写保留的：`C-1042 C-1050`。',
    undoMergeCase: () => '正在判客，裁定生效后再撤销合并。',
    mergeInCase: () => '其中一位正在判客，裁定生效后再合并。',
    mergeSame: () => '两个编号是同一条记录。',
    mergeChanged: () => '你打开后，其中一条有人改过，所以没有合并。请重新打开对比。',
    mergeNone: () => '这条记录没有可撤销的合并，可能已经撤销了。',
    undoMergeLate: () => '已过可以撤销的时间。',
    undoMergeLater: (p) => `之后 ${p.former} 又并入了 ${p.number}，请先撤销那一次。`,
    undoMergeGone: () => '其中一条记录已经删除。',
    undoMergePhone: () => '要还回去的电话或证件号，现在登记在另一条记录上。',
    undoMergeBare: (p) => `撤销后 ${p.number} 会没有电话也没有微信，请先补一个。`,
  },
};
