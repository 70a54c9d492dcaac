import type { Messages } from '../en.ts';

export const common: Messages['common'] = {
  appName: '案场登记',
  close: '关闭',
  back: '返回',
  cancel: '取消',
  save: '保存',
  undo: '撤销',
  undone: '已撤销。',
  yes: '是',
  no: '否',
  optional: '选填',
  more: (p) => `还有 ${p.n} 项`,
  nextPage: '下一页 ›',
  previousPage: '‹ 上一页',
  page: (p) => `第 ${p.page} / ${p.pages} 页`,
  you: '我',
  nobody: '无',
  somethingBroke: (p) =>
    `系统出错，没有保存任何内容。请再试一次；仍不行请把编号告诉管理员：${p.reference}`,
  help: '帮助',
  privacy: '电话和证件号只在表单里或与案场登记的私信里填写。',
  refusals: {
    stranger: () => '案场登记只供本案场使用，名单里还没有你，请管理员添加。',
    connectedWorkspace: () => '案场登记只供本工作区的同事使用。',
    notAllowed: () => '你无权查看或修改，或者该记录不存在。',
    unknownDoing: () => '这个按钮是旧版本的，请重新打开客户卡片再操作。',
    badInput: () => '没能读懂这次输入，请重新打开表单。',
    tooOften: (p) => `一小时内已超过 ${p.limit} 次，请稍后再来；如需提高上限请找经理。`,
    undoTooLate: () => '不能撤销了：已过十分钟，或者已经撤销过。',
    undoChanged: () => '这之后又有改动，不能撤销了。',
  },
};
