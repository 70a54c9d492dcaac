import {
  addDays,
  type CivilDay,
  civilDay,
  formatDay,
  getDayNumber,
  mondayOf,
  startOfDay,
} from '../../../lib/calendar/index.ts';
import { parseWhen } from '../../../lib/when/index.ts';
import type { DueQuestion, Intent, TalkContext } from './intent.ts';

const HELP =
  /^(?:help|hi|hello|hey|\?|？|menu|what can (?:you|i) do(?: here)?|how does this work|帮助|菜单|你好|您好|在吗|怎么用|怎么(?:使用|操作)|(?:你)?(?:会|能)(?:做|干)?(?:什么|啥|些什么))$/iu;

const THANKS =
  /^(?:thanks|thank you|thx|ok|okay|great|👍|谢谢你?|多谢|好的?|收到|知道了|辛苦了)$/iu;

/** Whom to call today: what is due, in the words of a person who begins the day. */
const DAY: readonly RegExp[] = [
  /^(?:who|whom)(?:\s+(?:should|do|must|shall|can|to))?(?:\s+i)?(?:\s+(?:have\s+to|need\s+to|to))?\s+(?:call|ring|phone|contact|follow[\s-]?up(?:\s+with)?|chase|see)(?:\s+(?:today|now|next|first))?$/iu,
  /^(?:show\s+(?:me\s+)?)?(?:my|today'?s|today’s)\s+(?:day|follow[\s-]?ups?|calls?|call\s+list|list|tasks?|to-?dos?|agenda)(?:\s+(?:for\s+)?today)?$/iu,
  /^(?:what(?:'s|’s|\s+is)?|anything|what\s+do\s+i\s+have)\s*(?:is\s+)?(?:due|on|next|planned|to\s+do)?(?:\s+for\s+me)?\s*(?:today|now)?$/iu,
  /^(?:what\s+should\s+i\s+do|what\s+do\s+i\s+do)(?:\s+(?:today|now|next|first))?$/iu,
  /^(?:my\s+)?(?:due|agenda|to-?dos?|tasks?)(?:\s+today)?$/iu,
  /^(?:我)?(?:今天|今日|现在|今儿)?(?:我)?(?:还)?(?:该|要|应该|需要|得|先)?(?:给)?(?:打(?:电话)?给?|联系|跟进|回访|找|约|call)(?:谁|哪些(?:人|客户)?|哪(?:几)?[个位](?:客户)?|什么(?:人|客户))(?:打电话)?$/iu,
  /^(?:我)?(?:今天|今日|今儿)(?:我)?(?:还)?(?:该|要|应该|需要)?给(?:谁|哪些(?:人|客户)?)打(?:电话)?$/u,
  /^(?:看(?:看|一下)?)?(?:我)?(?:今天|今日|今儿)?(?:的|还)?(?:有)?(?:什么|哪些|啥)?(?:跟进|任务|安排|待办|回访|日程|工作|事(?:情)?)(?:有(?:哪些|什么|啥))?$/u,
  /^(?:我的一天|我的待办|今天(?:做|干)(?:什么|啥)|待办(?:事项)?)$/u,
];

/** Plans past their time, maybe of a period. */
const OVERDUE_WORDS = /逾期|超期|过期|没跟进|overdue|late|behind|missed/iu;
const AROUND_OVERDUE =
  /^(?:本周|这周|这个?星期|这个?礼拜|上周|上个?星期|上个?礼拜|本月|这个?月|今天|昨天|到期|还|有|我的?|谁|哪些|哪几[个位]|什么|的|了|客户|人|跟进|回访|列表|名单|看|查|逾期|超期|过期|没跟进|已|吗|are|is|who|which|what|what's|what’s|whose|follow-?ups?|customers?|clients?|my|the|list|show|me|any|anything|this|last|week|month|today|yesterday|of|from|in|for|overdue|late|behind|missed|due|[\s,，、])+$/iu;

const LAST_WEEK = /上周|上个?星期|上个?礼拜|last\s+week/iu;
const THIS_WEEK = /本周|这周|这个?星期|这个?礼拜|this\s+week/iu;
const THIS_MONTH = /本月|这个?月|this\s+month/iu;

/** 明天的跟进, follow-ups for next week. */
const COMING_WORDS =
  /谁(?:要|会)?来|(?:的)?(?:跟进|安排|回访|复访|带看|日程|计划|到访|待办)(?:有(?:哪些|什么))?$|(?:有(?:哪些|什么))(?:跟进|安排|回访|复访|带看|日程|计划)$|\b(?:follow[\s-]?ups?|plans?|planned|agenda|due|calls?|viewings?|schedule|on|have)\b/iu;
const AROUND_COMING =
  /^(?:my|the|follow[\s-]?ups?|plans?|planned|agenda|due|calls?|viewings?|schedule|what's|what’s|what|is|are|do|i|have|on|for|of|in|show|me|list|who|coming|up|\s|我|的|有|哪些|什么|谁|来|会|跟进|安排|回访|复访|带看|日程|计划|待办|要|看看?|客户|[,，、?？])*$/iu;

/** The week in numbers. */
const FIGURE_WORDS =
  /(?:新增|登记|来访|到访|成交|来)了?多少(?:组|位|个)?(?:客户)?|多少(?:组|位|个)?(?:客户|来访|到访|登记|成交)|数字|数据|业绩|周报|报表|战报|成绩|统计|\b(?:how many (?:new )?(?:customers|clients|visits|visitors|registrations|contacts|deals|leads)|numbers|figures|stats|statistics|digest|results|kpis?|performance|weekly report|how (?:did|are|is) (?:we|the team|it|things)(?: do(?:ing)?| going| look(?:ing)?)?)\b/iu;
const AROUND_FIGURES =
  /(?:的|看看?|查|给我|一下|怎么样|如何|多少|是|团队|我们|咱们|\b(?:the|of|for|show|me|what|are|were|give|our|team'?s?|in|please|week'?s)\b|[?？,，、'’])/giu;
const WEEK_WORDS: readonly [RegExp, string][] = [
  [/\blast\s+week(?:['’]s)?\b/iu, 'last week'],
  [/\bthis\s+week(?:['’]s)?\b/iu, ''],
  [LAST_WEEK, '上周'],
  [THIS_WEEK, ''],
  [/^周$/u, ''],
];

/** A question that is answered at once. */
export function readQuestion(text: string, context: TalkContext): Intent | null {
  if (text.length > 120) return null;
  if (HELP.test(text)) return { kind: 'help' };
  if (THANKS.test(text)) return { kind: 'thanks' };
  if (DAY.some((pattern) => pattern.test(text))) return { kind: 'day' };
  const due = readOverdue(text, context) ?? readComing(text, context);
  if (due) return { kind: 'due', question: due };
  return readFigures(text);
}

function readOverdue(text: string, context: TalkContext): DueQuestion | null {
  if (!OVERDUE_WORDS.test(text) || !AROUND_OVERDUE.test(text)) return null;
  const [from, to] = periodOf(text, context);
  return { from, to, overdue: true };
}

const mondayOn = (day: CivilDay): CivilDay => formatDay(mondayOf(getDayNumber(day)));

/** The week or month a text names, up to its end. */
function periodOf(text: string, { now, zone }: TalkContext): [Date | null, Date | null] {
  const today = civilDay(now, zone);
  const monday = mondayOn(today);
  if (LAST_WEEK.test(text))
    return [startOfDay(addDays(monday, -7), zone), startOfDay(monday, zone)];
  if (THIS_WEEK.test(text)) return [startOfDay(monday, zone), startOfDay(addDays(monday, 7), zone)];
  if (!THIS_MONTH.test(text)) return [null, null];
  const first = `${today.slice(0, 8)}01`;
  return [startOfDay(first, zone), startOfDay(addDays(today, 1), zone)];
}

function readComing(text: string, context: TalkContext): DueQuestion | null {
  if (!COMING_WORDS.test(text)) return null;
  const when = parseWhen(text, context);
  if (!when || !['day', 'coarse', 'daypart'].includes(when.grain)) return null;
  if (!AROUND_COMING.test(text.replace(when.matched, ' '))) return null;
  const day = civilDay(when.instant, context.zone);
  const isWeek = when.grain === 'coarse' && /周|星期|礼拜|week/iu.test(when.matched);
  if (when.grain === 'coarse' && !isWeek) return null;
  const first = isWeek ? mondayOn(day) : day;
  const from = startOfDay(first, context.zone);
  return { from, to: startOfDay(addDays(first, isWeek ? 7 : 1), context.zone), overdue: false };
}

function readFigures(text: string): Intent | null {
  if (!FIGURE_WORDS.test(text)) return null;
  let rest = text.replace(FIGURE_WORDS, ' ');
  let week = '';
  for (const [pattern, said] of WEEK_WORDS) {
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, ' ');
    week = said;
  }
  const others = rest.replace(AROUND_FIGURES, ' ').replace(/\s+/gu, ' ').trim();
  if (others.length > 30) return null;
  return { kind: 'figures', text: `${week} ${others}`.trim() };
}
