import { findHanSurname, splitName } from '../../../lib/names.ts';
import {
  type Find,
  type Finder,
  firstMatch,
  type Span,
  spanOf,
} from '../../customers/schema-words/finder.ts';

const LONG_TITLE =
  '先生|女士|小姐|太太|夫人|阿姨|大姐|大哥|大爷|老师|医生|教授|总经理|经理|总监|主任|董事长|律师|博士|局长|院长|校长|叔叔|伯伯|奶奶|爷爷|师傅|老板|美女|帅哥|师母';
/** Only right after a surname, and not where they begin another word (高总价, 李工作). */
const SHORT_TITLE =
  '总(?!价|款|共|面积|体|的来)|董|工(?!作|地|程|资|业|薪)|姐|哥|叔|伯|妹|生(?!活|意|日|育|孩|小|了)|太(?!贵|大|小|多|远|高|低|吵|慢|忙)';
const TITLED = new RegExp(
  `(\\p{Script=Han}{1,4}?)(${LONG_TITLE})|(\\p{Script=Han}{1,2})(${SHORT_TITLE})`,
  'uy',
);
const LABEL =
  '(?:登记|新客户?|老客户|来电客户|来访客户|客户?姓名|客户名称?|客户|姓名|名字|称呼|报备|业主|买家|购房人)';
const START = new RegExp(
  `^[\\s;|,，.。、/:：()（）【】\\[\\]#*\\d-]*(?:${LABEL}[\\s:：]*){0,3}`,
  'u',
);
const LABELLED =
  /(?:客户?姓名|客户名称?|姓名|名字|称呼|客户)\s?[:：]\s?(\p{Script=Han}{2,4})(?!\p{Script=Han})/gu;

interface Candidate {
  name: string;
  span: Span;
}

/** 王女士, 欧阳先生, 李总 at the beginning of what is left: before other words are read out of it. */
export const titledStartFinder: Finder = {
  id: 'titledStart',
  find(text) {
    const from = START.exec(text)?.[0].length ?? 0;
    return asFind(titledAt(text, from));
  },
};

function titledAt(text: string, from: number): Candidate | null {
  TITLED.lastIndex = from;
  const match = TITLED.exec(text);
  if (!match) return null;
  const short = match[4] !== undefined;
  const before = (short ? match[3] : match[1]) ?? '';
  if (before.length === 0 || (short && findHanSurname(before) !== before)) return null;
  if (!short && before.length > 3 && !findHanSurname(before)) return null;
  return { name: match[0], span: [from, from + match[0].length] };
}

const asFind = (found: Candidate | null): Find | null =>
  found && { values: { name: found.name }, spans: [found.span] };

/** 姓名：林晓梅, then a bare name at the beginning or beside the phone, then a titled one anywhere. */
export const hanNameFinder: Finder = {
  id: 'hanName',
  find(text) {
    const labelled = firstMatch(text, LABELLED, (match) => ({ name: match[1]! }));
    if (labelled) return labelled;
    const from = START.exec(text)?.[0].length ?? 0;
    return asFind(bareAt(text, from) ?? besidePhone(text) ?? titledAnywhere(text));
  },
};

/** Words that begin like a name: 高层, 方便, 江景. */
const NO_NAMES =
  /^(?:高层|高楼|高端|高区|方便|江景|江边|马上|时间|成交|单身|单价|单间|白领|金融|应该|常来|常住|车位|车库|任何|包括|程序|水电|温泉|向南|南向|南北|毛坯|万科|金地|安静|石材|龙湖|华润|段位|温馨|路过|许多|计划|余款|费用|管家|管理|关注|关系|项目|强烈|解决|乐意|容积|商住|平层|和|于是|后|周边|周末|周围|方正|方案|朱家角|江湾|金桥|阳台|阳光|雷同|路边|洋房|严重|宁可|宁愿|钱|全|房|左右|边套|边户|沿|安置|常年|冷静|雨|童|单)/u;
const AFTER_NAME =
  '(?=[\\s;|,，.。、:：()（）/]|$|\\d|想|打算|计划|准备|要[买看]|来[电访看]|看了|咨询|先生|夫妇|夫妻|一家)';
const BARE = new RegExp(`(\\p{Script=Han}{2,4}?)${AFTER_NAME}`, 'yu');

function bareAt(text: string, from: number): Candidate | null {
  BARE.lastIndex = from;
  const match = BARE.exec(text);
  const name = match?.[1];
  if (!match || !name || NO_NAMES.test(name)) return null;
  const surname = findHanSurname(name);
  const isNickname = /^[小老阿]\p{Script=Han}$/u.test(name);
  const isName =
    surname !== null && name.length > surname.length && name.length <= surname.length + 2;
  return isName || isNickname ? { name, span: [from, from + name.length] } : null;
}

/** A word by itself directly before or after a phone. */
function besidePhone(text: string): Candidate | null {
  for (const match of text.matchAll(
    /(?<=^|[\s;|,，、:：])\p{Script=Han}{2,4}(?=\s*\|)|(?<=\|[\s,，、]*)\p{Script=Han}{2,4}(?=[\s;|,，、]|$)/gu,
  )) {
    const found = bareAt(text, match.index);
    if (found && found.name.length === match[0].length) return found;
  }
  return null;
}

/** The surname before a title anywhere in the text: 想买房的王女士. */
function titledAnywhere(text: string): Candidate | null {
  for (const match of text.matchAll(new RegExp(`${LONG_TITLE}`, 'gu'))) {
    const before = /\p{Script=Han}{1,4}$/u.exec(text.slice(0, match.index))?.[0] ?? '';
    for (let length = before.length; length > 0; length--) {
      const part = before.slice(-length);
      const surname = findHanSurname(part);
      const bounded = length === before.length;
      if (surname && (part === surname || (bounded && part.length <= surname.length + 2))) {
        const start = match.index - length;
        return { name: part + match[0], span: [start, match.index + match[0].length] };
      }
    }
  }
  return null;
}

const LATIN_TITLE =
  '(?:mr\\.?\\s*(?:and|&)\\s*(?:mrs|ms)|mr|mister|mrs|ms|miss|mdm|madam|mdme|dr|prof|professor|sir)\\b\\.?';
const CAPITAL = "\\p{Lu}[\\p{L}'’]*(?:-\\p{Lu}[\\p{L}'’]*)?";
const SMALL = "\\p{Ll}[\\p{Ll}'’]{1,14}";
const LATIN_LABEL =
  '(?:(?:new\\s+)?(?:lead|client|customer|buyer|enquiry|contact|name|register)\\s*(?:name)?\\s*[:：-]?\\s*|new\\s+)';
const LATIN_START = new RegExp(`^[\\s;|,，.。、/:()#*\\d-]*(?:${LATIN_LABEL})?`, 'iu');
/** Words that begin a sentence, not a name. */
const NO_LATIN_NAMES =
  /^(?:a|an|the|new|and|or|is|was|has|had|have|he|she|they|we|i|it|his|her|their|wants?|wanted|needs?|needed|likes?|liked|looking|looks|interested|keen|very|budget|price|prices?|call|called|calls|please|pls|client|customer|lead|buyer|from|via|for|in|on|at|to|with|by|of|no|not|near|high|low|big|small|sea|park|ground|floor|level|mrt|condo|hdb|landed|penthouse|apartment|flat|unit|units|block|show|visit|visited|viewing|came|come|comes|coming|will|would|can|could|may|might|asks?|asked|said|says|follow|send|sent|meet|met|hi|hello|also|only|still|just|but|if|so|prefers?|preferably|must|should|about|around|area|name|phone|tel|mobile|email|source|grade|layout|district|purpose|payment|first|second|third|next|last|this|today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|referred|referral|introduced|friend|wife|husband|family|couple|sold|selling|rent|renting|rents|own|owns|works?|working|lives?|living|moving|relocating|expat|investor|agent|broker|partner|possible|maybe|currently|already|and|one|two|three|four|five)$/iu;

/** Of those, the ones that are surnames after a first name. */
const ALSO_SURNAMES = /^(?:low|park|so|may|small|young|will|sea|field)$/iu;

/** Mr Chen, Emma Clarke, CHAN Tai Man, john smith before a phone: at the beginning, or titled anywhere. */
export const latinNameFinder: Finder = {
  id: 'latinName',
  find(text) {
    const from = LATIN_START.exec(text)?.[0].length ?? 0;
    return asFind(
      latinTitledAt(text, from) ??
        latinBareAt(text, from) ??
        latinTitledAnywhere(text) ??
        latinBesidePhone(text),
    );
  },
};

function latinTitledAt(text: string, from: number): Candidate | null {
  const rest = text.slice(from);
  const title = new RegExp(`^${LATIN_TITLE}\\s+`, 'iu').exec(rest)?.[0];
  if (!title) return null;
  const after = rest.slice(title.length);
  const capital = new RegExp(`^${CAPITAL}(?:\\s+${CAPITAL}){0,3}`, 'u').exec(after)?.[0];
  const words = capital ? upToWords(capital) : smallWords(after);
  if (!words) return null;
  return { name: title + words, span: [from, from + title.length + words.length] };
}

/** Cut where a word begins that is no name. */
function upToWords(run: string): string {
  const words = run.split(/\s+/u);
  const stop = words.findIndex(
    (word, nth) => nth > 0 && NO_LATIN_NAMES.test(word) && !ALSO_SURNAMES.test(word),
  );
  const kept = stop < 0 ? words : words.slice(0, stop);
  let length = 0;
  for (const word of kept) length = run.indexOf(word, length) + word.length;
  return run.slice(0, length);
}

const PINYIN =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u|er)){1,3}$/u;

/** Small letters: the first word, and more only where they sound like a Chinese name and fill the place. */
function smallWords(after: string): string | null {
  const run = new RegExp(`^${SMALL}(?:\\s+${SMALL}){0,2}(?=\\s*(?:[;|,.]|\\d|$))`, 'u').exec(
    after,
  )?.[0];
  const first = new RegExp(`^${SMALL}`, 'u').exec(after)?.[0];
  if (!first || NO_LATIN_NAMES.test(first)) return null;
  const others = run?.split(/\s+/u).slice(1) ?? [];
  const isWhole =
    others.length > 0 && others.every((word) => PINYIN.test(word) && !NO_LATIN_NAMES.test(word));
  return isWhole && run ? run : first;
}

function latinBareAt(text: string, from: number): Candidate | null {
  const rest = text.slice(from);
  const capital = new RegExp(`^${CAPITAL}(?:\\s+${CAPITAL}){0,3}(?![\\p{L}\\d@])`, 'u').exec(
    rest,
  )?.[0];
  if (capital) {
    const name = upToWords(capital);
    return NO_LATIN_NAMES.test(name.split(/\s/u)[0] ?? '') || name.length < 2
      ? null
      : { name, span: [from, from + name.length] };
  }
  const small = new RegExp(`^${SMALL}(?:\\s+${SMALL}){0,2}(?=[\\s,]*\\|)`, 'u').exec(rest)?.[0];
  const isName = small?.split(/\s+/u).every((word) => !NO_LATIN_NAMES.test(word));
  return small && isName ? { name: small, span: [from, from + small.length] } : null;
}

function latinTitledAnywhere(text: string): Candidate | null {
  for (const match of text.matchAll(
    new RegExp(`(?<![\\p{L}])${LATIN_TITLE}\\s+(?=\\p{L})`, 'giu'),
  )) {
    const found = latinTitledAt(text, match.index);
    if (found) return found;
  }
  return null;
}

function latinBesidePhone(text: string): Candidate | null {
  const beside = new RegExp(
    `(?<=^|[;|,.:(]\\s*)${CAPITAL}(?:\\s+${CAPITAL}){0,3}(?=[\\s,]*\\|)|(?<=\\|[\\s,]*)${CAPITAL}(?:\\s+${CAPITAL}){0,3}(?=\\s*(?:[;|,.]|$))`,
    'gu',
  );
  for (const match of text.matchAll(beside)) {
    const words = match[0].split(/\s+/u);
    if (words.some((word) => NO_LATIN_NAMES.test(word))) continue;
    return { name: match[0], span: spanOf(match) };
  }
  return null;
}

const GENDERS: readonly (readonly [RegExp, 'female' | 'male'])[] = [
  [/(?<!\p{Script=Han})女(?:士|性|客户?)?(?!\p{Script=Han})|\b(?:female|lady)\b/iu, 'female'],
  [/(?<!\p{Script=Han})男(?:士|性|客户?)?(?!\p{Script=Han})|\b(?:male|gentleman)\b/iu, 'male'],
];

/** 女, male: said apart from the name. */
export const genderFinder: Finder = {
  id: 'gender',
  find(text) {
    for (const [pattern, gender] of GENDERS) {
      const found = firstMatch(text, new RegExp(pattern.source, 'giu'), () => ({ gender }));
      if (found) return found;
    }
    return null;
  },
};

/** The gender a name's title hints at. */
export function genderOfName(name: string): 'female' | 'male' | undefined {
  if (/(?:and|&)\s*(?:mrs|ms)\b/iu.test(name)) return undefined;
  return splitName(name).gender ?? (/\p{Script=Han}太$/u.test(name) ? 'female' : undefined);
}
