import { parseWhen, type When } from '../../../lib/when/index.ts';
import type { Find, Finder, Span, WordsContext } from '../../customers/schema-words/finder.ts';

/** Something in the text that could be a date: spares the grammar the texts that have none. */
const HINT =
  /[点號号日]|[今明后当]天|[今明]晚|[周期拜][一二三四五六日天末]|[一二两三四五六七八九十\d]\s?(?:个)?(?:天|小时|周|星期|月|分钟)|下周|下个?月|月底|晚上|[上下中]午|节|\d{1,2}[:：/.-]\d|\b(?:today|tonight|tmr|tml|tmrw|tomorrow|mon|tue|wed|thu|fri|sat|sun|mon(?:day)?s?|tues?(?:day)?|wed(?:nes)?(?:day)?|thu(?:rs)?(?:day)?|fri(?:day)?|satur(?:day)?|sunday|next|this|noon|midnight|morning|afternoon|evening|in\s+\S+\s+(?:days?|weeks?|months?|hours?)|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|weekend|later|eod|eow)\b|\d\s?(?:am|pm)\b|\d(?:st|nd|rd|th)\b/iu;

/** Doing words: what a follow-up is for, and what makes a loose date (下周) one. */
const TASK_ZH =
  '(?:带看|复看|二看|再看|看房|看样板|来看|过来|来访|到访|复访|回访|跟进|联系|打电话|致电|电话|打给|回电|回复|见面|面谈|谈|约|签约|来签|签|认购|认筹|下定|付定|缴|交定|算价|发|送|带|来|到|去|催|提醒|看)';
const TASK_EN =
  "(?:(?:(?:will|to|he'?ll|she'?ll|pls|please|can|wants? to|would like to|going to|need to)\\s+)*(?:call(?:ing)?(?:\\s+back)?|ring|phone|whatsapp|wechat|text|message|msg|email|e-mail|meet(?:ing|up)?|mtg|meeting|view(?:ing|s)?|visit(?:ing)?|revisit|follow[\\s-]?up|followup|fu|send(?:\\s+(?:him|her|them))?(?:\\s+(?:the|a|an))?(?:\\s+(?:brochure|floor\\s?plans?|price\\s?list|quotation|quote|details|info|video|e-brochure|documents?))?|come(?:\\s+back|\\s+again|\\s+in)?|coming(?:\\s+back)?|return(?:ing)?|tour|show(?:ing|round)?|site\\s+visit|appointment|appt|sign(?:ing)?|second\\s+viewing|2nd\\s+viewing|remind|check(?:\\s+in)?|drop\\s+by|collect|bring)(?:\\s+(?:him|her|them|back|again|up))*)";
/** Joins the task and the date, and is no part of either. */
const JOIN =
  '(?:\\s|约了?|定了?|定在|于|在|on|at|for|by|is|arranged|scheduled|booked|set|:|：|,|@)*';
const TASK_BEFORE = new RegExp(
  `(?:带看|复看|二看|再看|看房|看样板房?|来访|到访|复访|回访|跟进|联系|打电话|致电|回电|见面|面谈|签约|(?<![\\p{L}])(?:second\\s+|first\\s+|2nd\\s+)?${TASK_EN})(?:\\s?;{2,30})?${JOIN}$`,
  'iu',
);
const TASK_AFTER_ZH = new RegExp(
  `^(?:再|会|要|可以|能|可|前|之前|左右|想|准备|打算|和|跟|与|给)*${TASK_ZH}[\\p{Script=Han}]{0,14}`,
  'u',
);
const PLACE =
  '(?:\\s+(?:at|in)\\s+(?:the\\s+|our\\s+)?(?:show\\s?(?:flat|room|unit|gallery)|gallery|office|site|sales\\s+(?:office|gallery)|project))';
const COMPANY =
  '(?:\\s+with\\s+(?:his\\s+|her\\s+|their\\s+|the\\s+)?(?:parents?|wife|husband|family|spouse|partner|friends?|kids?|mother|father|son|daughter|boss|lawyer|banker))';
const TASK_AFTER_EN = new RegExp(
  `^(?:\\s|for|to|-)*(?:(?:a|the|second|2nd|first)\\s+)?${TASK_EN}${PLACE}?${COMPANY}?|^${PLACE}${COMPANY}?|^${COMPANY}${PLACE}?`,
  'iu',
);
/** 约了周六: said of the date, not a task. */
const LEAD =
  /(?:约(?:了|好|在|定)?|定(?:了|在)|预约(?:了|在)?|改到|安排(?:在|了)?|下次(?:跟进|联系|回访)?(?:时间)?\s?[:：]?|(?:到访|来访|看房|带看|跟进)(?:时间|日期)\s?[:：]?|next\s+follow[\s-]?up\s*[:：]?)\s*$/iu;

/** 下午刚来过: it was, whatever the clock says. */
const PAST =
  /^\s?(?:刚|才|已经?|就?来过|去过|看过|到过|聊过|谈过)|^\s+(?:was|came|called|visited)\b/iu;

/** 下次跟进: a date to come with the task beside it; a date that is about something else stays. */
export const followUpFinder: Finder = {
  id: 'followUp',
  find(text, context) {
    for (const match of text.matchAll(/[^;|。.!?\n()（）]+(?:\.\d[^;|。.!?\n()（）]*)*/gu)) {
      if (!HINT.test(match[0])) continue;
      const found = findIn(match[0], match.index, text, context) ?? inParts(match, text, context);
      if (found) return found;
    }
    return null;
  },
};

/** Where a whole sentence is not understood, each part between commas is looked at. */
function inParts(match: RegExpExecArray, text: string, context: WordsContext): Find | null {
  if (!/[,，、]/u.test(match[0])) return null;
  for (const part of match[0].matchAll(/[^,，、]+/gu)) {
    if (!HINT.test(part[0])) continue;
    const found = findIn(part[0], match.index + part.index, text, context);
    if (found) return found;
  }
  return null;
}

function findIn(segment: string, offset: number, text: string, context: WordsContext): Find | null {
  const when = read(segment, context);
  if (!when || when.instant <= context.now) return null;
  const at = segment.indexOf(when.matched);
  if (at < 0) return null;
  const date: Span = [offset + at, offset + at + when.matched.length];
  const words = withTask(text, date, when);
  if (!words) return null;
  const [start, end] = words;
  const isBare = start === date[0] && end === date[1];
  const again = isBare ? when : read(text.slice(start, end), context);
  const [from, to] = again?.instant.getTime() === when.instant.getTime() ? words : date;
  return { values: { followUp: text.slice(from, to) }, spans: [[from, to]] };
}

const read = (text: string, { now, zone, locale, hours }: WordsContext): When | null =>
  parseWhen(text, { now, zone, locale, ...(hours && { officeHours: hours }) });

/** The date with the task around it; null when nothing makes the date a follow-up. */
function withTask(text: string, [start, end]: Span, when: When): Span | null {
  const lead = LEAD.exec(text.slice(0, start));
  const before = TASK_BEFORE.exec(text.slice(0, start));
  const rest = text.slice(end);
  if (PAST.test(rest)) return null;
  const after = TASK_AFTER_ZH.exec(rest)?.[0] ?? TASK_AFTER_EN.exec(rest)?.[0];
  const from = before && !lead ? start - before[0].trimStart().length : start;
  const span: Span = [from, end + (after ? after.trimEnd().length : 0)];
  if (lead || before || after) return span;
  const isTimed = when.grain === 'minute' || when.grain === 'hour' || when.grain === 'daypart';
  return when.grain !== 'coarse' && (isTimed || standsAlone(text, span)) ? span : null;
}

function standsAlone(text: string, [start, end]: Span): boolean {
  return (
    /(?:^|[\s;|,，。])$/u.test(text.slice(0, start)) &&
    /^(?:$|\s*[;|,，。]|\s*$)/u.test(text.slice(end))
  );
}
