import {
  type Finder,
  firstMatch,
  firstOf,
  isDenied,
  smallNumber,
} from '../../customers/schema-words/finder.ts';

/** A day or a time just before: it is to come, not how they came. */
const COMING =
  '(?<!(?:明天?|后天?|[周期拜][一二三四五六日天末]|[号日点半分]|[上下中]午|晚上?|再|会|要|约|邀约|未|没))';
const KINDS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      `${COMING}(?:今天|刚才?|刚刚)?(?:来电(?!梯)(?:咨询|询问|问询)?|(?:电话|致电)(?:咨询|询问|进线)|打(?:来)?电话(?:来|进来|过来)(?:咨询|问)?|打电话咨询)|\\b(?:called\\s+(?:in|us|to\\s+ask|asking)|call[\\s-]in|(?:phone|telephone|tel)\\s+(?:enquiry|inquiry|in)|phoned(?:\\s+in)?|rang(?:\\s+(?:us|in))?)\\b`,
      'giu',
    ),
    'call_in',
  ],
  [
    new RegExp(
      `${COMING}(?:今天|刚才?|刚刚)?(?:来访|到访|上门|来案场|进店|首访|到店)(?!时间)|\\b(?:visited(?:\\s+(?:us|today))?|came\\s+(?:in|by|over)|came(?=\\s+with)|walked\\s+in|came\\s+to\\s+(?:the\\s+|our\\s+)?(?:show\\s?(?:room|flat|unit)|gallery|office|site))\\b`,
      'giu',
    ),
    'visit',
  ],
  [
    /(?:线上|网上|网络|在线|官网)(?:咨询|留言|询问|留资|报名)|线上客户|\b(?:online|web(?:site)?)\s+(?:enquiry|inquiry|lead|form|enquirer)\b|\benquired\s+online\b/giu,
    'online',
  ],
  [
    /(?:渠道|中介|分销|经纪人)?报备(?:客户)?|\bpartner(?:'s)?\s+report(?:ed)?\b|\breported\s+by\s+(?:a\s+|the\s+)?partner\b/giu,
    'partner',
  ],
];

/** 到访方式: how they came, not when they will come. */
export const arrivalFinder: Finder = {
  id: 'arrivalKind',
  find(text) {
    const found = firstOf(text, KINDS, (match) => !isDenied(match));
    return found && { values: { arrivalKind: found.value }, spans: [found.span] };
  },
};

const COUNT = '(?<count>\\d{1,2}|[一二两三四五六七八九十])';
const PARTIES: readonly RegExp[] = [
  new RegExp(`(?:一家|全家)(?:上下)?${COUNT}口(?:人)?`, 'gu'),
  new RegExp(`${COUNT}口(?:之家|人)`, 'gu'),
  new RegExp(
    `(?:同行|一行|一共|总共|共|来了|来)\\s?${COUNT}\\s?(?:个人|位|人|个(?=[\\s;、。]|$))`,
    'gu',
  ),
  new RegExp(
    `(?<![第每人老有约\\d.])${COUNT}\\s?(?:个人|人)(?!间|均|次|决定|份|以上|以下|的名|口|民)(?:一起|一同|同行)?(?:来的?|看房)?`,
    'gu',
  ),
  /\b(?:a\s+)?(?:party|family|group)\s+of\s+(?<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b/giu,
  /(?<![\w.])(?<count>\d{1,2}|two|three|four|five|six)\s?(?:pax|people|persons|adults|visitors)\b/giu,
];
const COUPLES =
  /夫妻(?:俩|两人|两个|二人|双双|一起|同来)|(?:小|老)?两口子|小两口|老两口|(?<!\bfor (?:a )?)\b(?:a\s+)?(?:young\s+|married\s+|old\s+)?couple\b(?!\s+of)/giu;

/** 同行人数. */
export const partyFinder: Finder = {
  id: 'partySize',
  find(text) {
    for (const pattern of PARTIES) {
      const found = firstMatch(text, pattern, ({ groups = {} }) => {
        const size = smallNumber(groups.count);
        return size !== null && size >= 1 && size <= 50 ? { partySize: size } : null;
      });
      if (found) return found;
    }
    return firstMatch(text, COUPLES, () => ({ partySize: 2 }));
  },
};
