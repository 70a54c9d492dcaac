import { fieldOf } from '../fields.ts';
import { type Finder, firstOf, isDenied, type Span, smallNumber, spanOf } from './finder.ts';

const ZH = '[一二两三四五六七八九1-9]';
const EN = '(?:[1-9]|one|two|three|four|five|six)';
const ROOMS = [
  // 两房 · 三室两厅 · 两三房 · 2-3房 · 大三房; not 201室, 8号楼2室, 一房一价, 三房产.
  new RegExp(
    `(?<![\\d.第号栋座楼层#])[大小]?(?<low>${ZH})(?:个)?(?:[、/,~-]|\\s?[或到至]\\s?)?(?<high>${ZH})?\\s?个?(?:房|室|居室?|卧室?)(?!产|贷|东|号|租|价|主|客|子|一价|[a-z])(?:\\s?${ZH}\\s?[厅厨卫浴]|\\s?${ZH}\\s?阳台?)*`,
    'giu',
  ),
  new RegExp(
    `(?<![\\w.])(?<low>${EN})(?:(?:[-/]|\\s?(?:to|or|&|and)\\s?)(?<high>${EN}))?[\\s-]{0,2}(?:br|bdr|b/r|bhk|beds?|bed\\s?rooms?|bedders?|bdrms?)(?![\\p{L}\\d])(?:[\\s,]{0,2}${EN}\\s?(?:baths?|bathrooms?|ba))?`,
    'giu',
  ),
  /(?<![\w.])(?<low>[1-9])b[1-9]b(?!\w)/giu,
];
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/开间|单间|单身公寓|(?<![\p{L}])studios?(?![\p{L}])/giu, 'studio'],
  [/别墅|联排|双拼|独栋|(?<![\p{L}])(?:villas?|bungalows?)(?![\p{L}])/giu, 'villa'],
];
const MOST_ROOMS = 5;

/** 意向户型: every layout that is named, in the order of the field's choices. */
export const layoutFinder: Finder = {
  id: 'layouts',
  find(text) {
    const found = new Set<string>();
    const spans: Span[] = [];
    for (const pattern of ROOMS) {
      for (const match of text.matchAll(pattern)) {
        const rooms = listRooms(match.groups ?? {});
        if (!rooms || isDenied(match) || isTheirs(match)) continue;
        for (const one of rooms) found.add(one);
        spans.push(spanOf(match));
      }
    }
    for (const [pattern, value] of KINDS) {
      for (const match of text.matchAll(pattern)) {
        if (isDenied(match) || isTheirs(match)) continue;
        found.add(value);
        spans.push(spanOf(match));
      }
    }
    const options: readonly string[] = fieldOf('layouts').options as readonly string[];
    return spans.length > 0
      ? { values: { layouts: options.filter((one) => found.has(one)) }, spans }
      : null;
  },
};

/** The home they have or have seen, not the one they want: 现住两房, 看过三房. */
function isTheirs(match: RegExpExecArray): boolean {
  const before = match.input.slice(Math.max(0, match.index - 16), match.index);
  return /(?:看过|现住|目前住|住着|名下有?|已有|现有|卖掉?|租着?|租了)(?:一套|一个|的是)?\s?$|\b(?:has|have|owns?|owning|sold|sells?|selling|rents?|renting|lives?\s+in|living\s+in|stays?\s+in|staying\s+in|currently\s+in|currently|from)\s+(?:an?|the|his|her|their|old)?\s*$/iu.test(
    before,
  );
}

/** 2-4房 are three layouts; 三四房 two. */
function listRooms({ low, high }: Record<string, string | undefined>): string[] | null {
  const from = smallNumber(low);
  const to = high ? smallNumber(high) : from;
  if (from === null || to === null || to < from || from < 1) return null;
  return Array.from({ length: to - from + 1 }, (_, i) => `${Math.min(from + i, MOST_ROOMS)}br`);
}

const ANYBODY = '(?:his|her|my|the|their|our|elderly|old|aged)?\\s?';
const PURPOSES: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      `(?:给|为|帮)(?:父母|爸妈|爸爸|妈妈|老爸|老妈|爸|妈|老人|长辈|公婆|岳父母|双方父母)(?:家)?(?:买|住|养老)*|(?:父母|爸妈|老人)(?:自?住|养老)|\\bfor\\s+${ANYBODY}(?:parents?|mother|father|mum|mom|dad|in-?laws|grandparents)\\b(?:\\s+to\\s+(?:live|stay)(?:\\s+in)?)?`,
      'giu',
    ),
    'parents',
  ],
  [
    /学区房?|学位房?|(?:孩子|小孩|儿子|女儿)(?:[今明]年)?(?:要|快|马上)?上(?:小学|初中|学|幼儿园)|上学(?:用|方便)?|读书|陪读|(?<!(?:near|close to|next to|by|the|a|good)\s*)\b(?:for\s+)?(?:(?:kids?|kids'|children(?:'s)?|son(?:'s)?|daughter(?:'s)?|their|his|her)\s+)?(?:school(?:ing)?(?:\s+(?:district|zone|for\s+(?:the\s+|his\s+|her\s+)?(?:kids?|children|son|daughter)))?)(?!\w)/giu,
    'school',
  ],
  [
    /投资(?:房|用|为主|客户?)?|收租|出租用?|\b(?:(?:for|as|an?)\s+)*(?:invest(?:ment|ing|or|ors|ments)?|rental\s+yield|to\s+rent\s+out)\b(?:\s+purposes?)?/giu,
    'invest',
  ],
  [
    /改善(?:型|住房|性)?(?:需求)?|换房|置换|小换大|换(?:套)?大(?:一点)?(?:的|房|户型)?|\b(?:to\s+)?(?:upgrad(?:e|er|ers|ing)|upsiz(?:e|ing)|move\s+to\s+a\s+bigger)\b/giu,
    'upgrade',
  ],
  [/养老|退休(?:后?住)?|\b(?:for\s+)?(?:retire(?:ment|es?)?|retiring)\b(?:\s+home)?/giu, 'retire'],
  [
    /自住|自己住|自用|刚需|婚房|结婚用?|\b(?:for\s+)?(?:own[\s-]?(?:stay|use|occupation|occupied|occupier)|owner[\s-]occup(?:ier|ied|ation)|self[\s-]use|self[\s-]stay|to\s+(?:live|stay)\s+in|to\s+live|live[\s-]in)\b/giu,
    'live',
  ],
];

/** 购房目的: the one that is named first; another one stays in what is left. */
export const purposeFinder: Finder = {
  id: 'purpose',
  find(text) {
    const found = firstOf(text, PURPOSES, (match) => !isDenied(match));
    return found && { values: { purpose: found.value }, spans: [found.span] };
  },
};

const COUNT = '(?:\\d{1,2}|半|[一二两三四五六七八九十]|十[一二])';
const TO_BUY = '(?:买(?:房)?|购(?:买|房|入)?|入手|定下来?|下定|成交|置业|定|出手|搞定)';
const BY_ZH = new RegExp(
  `(?:(?:打算|计划|准备|希望|想|预计)\\s?)?(?:在|最近)?(?<![上下前后大])(?<low>${COUNT})(?:\\s?[-~到至、]?\\s?(?<high>${COUNT}))?\\s?个?(?<unit>周|星期|礼拜|月|季度|年)(?<within>之内|以内|内)?(?:就)?(?:要|想|会|得)?(?<buy>${TO_BUY})?`,
  'gu',
);
const BY_EN =
  /(?<buy>\b(?:(?:will|to|wants? to|looking to|ready to|plans? to|planning to|hopes? to|intends? to)\s+)?(?:buy|buying|purchase|purchasing|commit|decide|move in|close)\s+)?(?<within>\bwithin|\bin|\bover)\s+(?:the\s+)?(?:next\s+)?(?<low>\d{1,2}|an?|one|two|three|four|five|six|twelve|half(?:\s+an?)?)(?:\s?(?:-|to|or)\s?(?<high>\d{1,2}|two|three|four|five|six|twelve))?\s*(?<unit>weeks?|months?|mths?|mos?|quarter|years?|yrs?)\b(?:\s+time)?(?<after>\s+to\s+buy)?/giu;
const WORDS_OF_TIME: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      `(?:尽快|马上|立刻|最近|近期|急(?:着|需)?|着急)(?:就)?(?:要|想)?(?:${TO_BUY}|住)|(?:本月|这个月|月底)(?:内|前|之前|底)?(?:就)?(?:要|想)?${TO_BUY}`,
      'gu',
    ),
    'month1',
  ],
  [
    /\burgent(?:ly)?\s+(?:purchase|buyer|to\s+buy|buy(?:ing)?)\b|\b(?:buy(?:ing)?|purchas(?:e|ing))\s+(?:asap|now|immediately|urgently|soon|this\s+month)\b|\bready\s+to\s+(?:buy|commit|purchase)\b(?!\s+(?:in|within))|\bimmediate\s+(?:buyer|purchase)\b/giu,
    'month1',
  ],
  [
    new RegExp(
      `不着?急(?:买)?|不赶(?:时间)?|慢慢看|(?:不确定|没想好|没定|不知道)(?:什么时候|何时)(?:再)?(?:${TO_BUY})?|(?:时间|买房时间)(?:未定|不定|不确定|待定)|(?:明年|后年|以后|过两年)(?:下半年|上半年|再|才|想|要|底|初|年底|年初)*(?:说|看|考虑|${TO_BUY})|长期(?:看房|考虑)`,
      'gu',
    ),
    'later',
  ],
  [
    /\bno\s+(?:rush|hurry|urgency)\b|\bnot\s+(?:urgent|in\s+a\s+(?:rush|hurry)|rushing)\b|\bjust\s+browsing\b|\b(?:not\s+sure|unsure|undecided)\s+(?:when|about\s+timing|on\s+timing)(?:\s+to\s+buy)?\b|\b(?:will\s+|to\s+)?(?:buy(?:ing)?|purchas(?:e|ing))\s+(?:only\s+)?(?:next\s+year|later|in\s+the\s+future)\b|\blong[\s-]term\s+plan\b/giu,
    'later',
  ],
];
const YEAR_END = new RegExp(
  `(?:(?:今年)?年(?:底|末)(?:前|之前)?|年内|今年(?:内|之内)?)(?:就)?(?:要|想)?${TO_BUY}|\\b(?:buy(?:ing)?|purchase)\\s+(?:by|before)\\s+(?:the\\s+)?(?:year[\\s-]end|end\\s+of\\s+(?:the\\s+)?year)\\b`,
  'giu',
);
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^(?:周|星期|礼拜|week)/iu, 0.25],
  [/^(?:季度|quarter)/iu, 3],
  [/^(?:年|year|yr)/iu, 12],
  [/./u, 1],
];

/** 购房时间: within so many months, with the verb where the time alone could be a follow-up. */
export const purchaseTimeFinder: Finder = {
  id: 'purchaseTime',
  find(text, { now }) {
    const found = firstOf(text, WORDS_OF_TIME) ?? inMonths(text) ?? byYearEnd(text, now);
    return found && { values: { purchaseTime: found.value }, spans: [found.span] };
  },
};

interface Bought {
  value: string;
  span: Span;
}

function inMonths(text: string): Bought | null {
  for (const pattern of [BY_ZH, BY_EN]) {
    for (const match of text.matchAll(pattern)) {
      const { low, high, unit = '', buy, within, after } = match.groups ?? {};
      if (!isPurchase(match, { buy: buy ?? after, within })) continue;
      const count = smallNumber((high ?? low)?.replace(/\s+an?$/u, ''));
      if (count === null) continue;
      const months = count * (MONTHS.find(([one]) => one.test(unit))?.[1] ?? 1);
      return { value: bandOf(months), span: spanOf(match) };
    }
  }
  return null;
}

/** "within 3 months" says when to buy by itself; "in 3 months" and 三个月买 need the verb; "call within" never. */
function isPurchase(
  match: RegExpExecArray,
  { buy, within }: { buy: string | undefined; within: string | undefined },
): boolean {
  if (buy) return true;
  const before = match.input.slice(Math.max(0, match.index - 14), match.index);
  if (
    /(?:call|contact|meet|follow[\s-]?up|reply|back|联系|回访|跟进|打电话)\s*(?:\w+\s*)?$/iu.test(
      before,
    )
  )
    return false;
  return /^(?:之内|以内|内|within)$/iu.test(within ?? '');
}

function byYearEnd(text: string, now: Date): Bought | null {
  for (const match of text.matchAll(YEAR_END)) {
    return { value: bandOf(12 - now.getUTCMonth()), span: spanOf(match) };
  }
  return null;
}

function bandOf(months: number): string {
  if (months <= 1) return 'month1';
  if (months <= 3) return 'month3';
  return months <= 6 ? 'month6' : 'later';
}
