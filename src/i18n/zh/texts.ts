import type { Messages } from '../en.ts';

export const texts: Messages['texts'] = {
  button: '给客户的话',
  title: '给客户的话',
  names: {
    invitation: '邀约看房',
    confirmation: '带看确认',
    address: '地址路线',
    reminder: '带看提醒',
    thanks: '到访感谢',
    winBack: '久未联系',
    referralThanks: '感谢推荐',
    birthday: '生日祝福',
    moveIn: '入住纪念日',
    'returned.phone': '登记退回：电话有误',
    'returned.name': '登记退回：姓名',
    'returned.need': '登记退回：需求不清',
    'returned.incomplete': '登记退回：资料不全',
    'returned.duplicate': '登记退回：可能登记过',
    'returned.consent': '登记退回：未征得同意',
    'returned.eligibility': '登记退回：购房资格',
    'returned.other': '登记退回：其他',
  },
  defaults: {
    invitation:
      '{customer}您好，我是{project}的{rep}。最近有几套房源比较符合您的要求，您什么时候方便过来看看？我提前给您安排好。',
    confirmation:
      '{customer}您好，给您约好了{time}看房：{units}。到时我在售楼处等您，时间有变化随时告诉我。{rep}',
    address:
      '{customer}您好，{project}的地址是{address}。快到的时候给我打电话，我到门口接您。{rep}',
    reminder:
      '{customer}您好，提醒您{time}来看房，方便的话请家里做决定的人一起来。时间不合适就告诉我，我们再约。{rep}',
    thanks: '{customer}您好，谢谢您今天过来。有任何问题随时问我。{project} {rep}',
    winBack:
      '{customer}您好，我是{project}的{rep}，有一阵子没联系了。最近有新房源和新价格，您要是还在看房，我给您介绍一下；不需要的话告诉我一声，我就不打扰了。',
    referralThanks: '{customer}您好，谢谢您把朋友介绍过来，我一定接待好。{project} {rep}',
    birthday: '{customer}，生日快乐！祝您和家人健康平安、万事顺心。{project} {rep}',
    moveIn:
      '{customer}您好，今天是您入住的纪念日，祝阖家安康。家里有什么需要帮忙的，随时找我。{rep}',
    'returned.phone':
      '{customer}您好，我是售楼处的{rep}。您登记的电话好像有误，登记还没有通过。方便告诉我正确的号码吗？谢谢您。',
    'returned.name':
      '{customer}您好，我是售楼处的{rep}。想跟您确认一下姓名的写法，登记才能通过。谢谢您。',
    'returned.need':
      '{customer}您好，我是售楼处的{rep}。为了给您推荐合适的房源，想再了解一下面积、户型和预算，您什么时候方便？',
    'returned.incomplete':
      '{customer}您好，我是售楼处的{rep}。您的登记还缺几项资料，您什么时候方便，我跟您补齐？',
    'returned.duplicate':
      '{customer}您好，我是售楼处的{rep}。您可能之前已在我们这里登记过，请问当时是哪位同事接待的？我们来核对。',
    'returned.consent':
      '{customer}您好，我是售楼处的{rep}。之后联系您介绍房源，需要先征得您的同意。您同意吗？不同意我们就不打扰您。',
    'returned.eligibility':
      '{customer}您好，我是售楼处的{rep}。登记需要核实购房资格，下次来访时方便带上相关材料吗？',
    'returned.other':
      '{customer}您好，我是售楼处的{rep}。您的登记还有一处需要跟您确认，方便吗？谢谢您。',
  },
  choose: '换一段',
  copyIt: '长按复制，自己发给客户。',
  inLanguage: { zh: '按客户的语言：中文', en: '按客户的语言：英文' },
  gaps: (p) => `✏️ 要自己填：${p.names}`,
  sent: '已发',
  said: (p) => `已发：${p.name}`,
  forReturn: '*可以这样告诉客户*',
  editTitle: '给客户的话',
  menu: '给客户的话',
  team: (p) => `*${p.name}*`,
  own: '自己的写法',
  byDefault: '默认',
  edit: '修改',
  zh: '中文',
  en: '英文',
  editHint: (p) => `会自动填上：${p.names}。不填就用默认的。`,
  versions: '历次修改',
  version: (p) => `${p.language} 第 ${p.n} 版 · ${p.by} · ${p.when}`,
  backToDefault: '（默认）',
  saved: (p) => `✅ 已保存：${p.name}`,
  refusals: {
    textDoNotContact: () => '这位客户要求不联系，没有给他的话。',
    textPlaceholder: (p) =>
      `${p.text} 不是能自动填的。可以用：{称呼} {顾问} {项目} {地址} {时间} {房源}。`,
    textBraces: () => '有一个大括号没有配对。自动填的写成 {称呼} 这样。',
  },
};
