import { syllables, toSimplified } from './chinese.ts';
import { remembered } from './remember.ts';
import { plainText } from './text.ts';

/** People's names, Chinese and Latin: their parts, titles, romanisation and keys. */

type Gender = 'female' | 'male';
type NameParts = {
  /** As typed, in its own script; empty when only a given name or nothing is known. */
  surname: string;
  given: string;
  /** Title as typed (女士, 总, Mr). */
  title?: string;
  gender?: Gender;
  script: 'han' | 'latin';
};

const COMPOUND = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 完颜 叶赫'.split(
    ' ',
  ),
);

/** Chinese titles after a name. 总, 老师 and the like say nothing about gender. */
const HAN_TITLES: readonly [RegExp, Gender | undefined][] = [
  [/(?:女士|小姐|太太|夫人|阿姨|姐姐?|妹妹?|大姐|女生|美女|师母|婆婆|奶奶)$/u, 'female'],
  [/(?:先生|叔叔?|伯伯?|哥哥?|弟弟?|大哥|男生|帅哥|爷爷|大爷|师傅|生)$/u, 'male'],
  [
    /(?:总监|总经理|总|老师|医生|教授|经理|主任|董事长|董|律师|博士|局长|院长|校长|工)$/u,
    undefined,
  ],
];
/** 生 (Cantonese) and one-character kinship words are titles only right after a surname. */
const SHORT_TITLE = /^(?:生|姐|妹|叔|伯|哥|弟|总|董|工)$/u;

const LATIN_TITLES: readonly [RegExp, Gender | undefined][] = [
  [/^(?:mr|mister|sir)\b\.?\s*/i, 'male'],
  [/^(?:ms|mrs|miss|madam|mdm|mme)\b\.?\s*/i, 'female'],
  [/^(?:dr|prof|professor)\b\.?\s*/i, undefined],
];

/** Surnames in Latin letters, the commonest first, to tell "Wang Fang" from "Fang Wang" and "Chan Tai Man". */
const LATIN_SURNAMES: readonly string[] =
  'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao lv zhong tan fan wen shi liao jia zou xiong bai meng qin qiu hou yin xue yan duan lei long tao gong fang mao hao gu lai wan qian kong chan wong lee cheung lau ng leung ho kwok lam tsang chow yeung chu mok tse kwan yip tong fung tam cheng poon siu lim tan goh teo koh ong chua toh sim seah chong chin kim park choi ouyang situ shangguan zhuge sima'.split(
    ' ',
  );

/**
 * Surname and given name of a name as people write it, with title and the gender it hints at. One piece of work
 * splits a name several times: the last few are remembered.
 */
export const splitName = remembered(64, (text: string): Readonly<NameParts> => {
  const name = plainText(text).trim();
  return /\p{Script=Han}/u.test(name) ? splitHan(name) : splitLatin(name);
});

function splitHan(text: string): NameParts {
  const name = text.replace(/\s+/g, '');
  for (const [pattern, gender] of HAN_TITLES) {
    const found = pattern.exec(name);
    const title = found?.[0] ?? '';
    const before = name.slice(0, found?.index ?? name.length);
    if (!found || before === '') continue;
    if (SHORT_TITLE.test(title) && before !== surnameOf(before)) continue;
    const parts: NameParts = { ...splitHanName(before), title, script: 'han' };
    return gender ? { ...parts, gender } : parts;
  }
  return { ...splitHanName(name), script: 'han' };
}

/** The commonest surnames, to tell 小王 (a Wang) from 小明 (a given name). */
const COMMON =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱覃武戴孔汤庞樊兰殷施洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边';

/** 小王, 老李: one character before a surname; 小明, 阿芳: a given name alone. */
function nickname(name: string): { surname: string; given: string } | null {
  const found = /^([小老阿])(.)$/u.exec(name);
  if (!found) return null;
  const [, , char = ''] = found;
  const known = found[1] !== '阿' && COMMON.includes(toSimplified(char));
  return known ? { surname: char, given: '' } : { surname: '', given: name };
}

function splitHanName(name: string): { surname: string; given: string } {
  const nick = nickname(name);
  if (nick) return nick;
  const surname = surnameOf(name);
  return { surname, given: name.slice(surname.length) };
}

/** The surname a Chinese text begins with when it is a known one: compound or one of the commonest. */
export function findHanSurname(text: string): string | null {
  const characters = [...text.slice(0, 4)];
  const two = characters.slice(0, 2).join('');
  if (COMPOUND.has(toSimplified(two))) return two;
  const [one = ''] = characters;
  return one !== '' && COMMON.includes(toSimplified(one)) ? one : null;
}

function surnameOf(name: string): string {
  const characters = [...name];
  const two = characters.slice(0, 2).join('');
  if (COMPOUND.has(toSimplified(two))) return two;
  return characters[0] ?? '';
}

function splitLatin(text: string): NameParts {
  let name = text;
  let title: { title: string; gender?: Gender } | undefined;
  for (const [pattern, gender] of LATIN_TITLES) {
    const found = pattern.exec(name);
    if (!found || found[0] === name) continue;
    name = name.slice(found[0].length);
    title = { title: found[0].trim(), ...(gender ? { gender } : {}) };
    break;
  }
  return { ...splitLatinName(name, title !== undefined), ...title, script: 'latin' };
}

function splitLatinName(name: string, titled: boolean): { surname: string; given: string } {
  const comma = /^([^,]+),\s*(.+)$/.exec(name);
  if (comma) return { surname: (comma[1] ?? '').trim(), given: (comma[2] ?? '').trim() };
  const words = name.split(/\s+/).filter(Boolean);
  const [first = '', ...others] = words;
  if (others.length === 0)
    return titled || isSurname(first)
      ? { surname: first, given: '' }
      : { surname: '', given: first };
  const last = others.at(-1) ?? '';
  const shouted = words.find((word) => word.length > 1 && word === word.toUpperCase());
  const firstIs = shouted && shouted !== last.toUpperCase() ? shouted === first : undefined;
  const surnameFirst = firstIs ?? rarity(first) < rarity(last);
  return surnameFirst
    ? { surname: first, given: others.join(' ') }
    : { surname: last, given: words.slice(0, -1).join(' ') };
}

function isSurname(word: string): boolean {
  return LATIN_SURNAMES.includes(word.toLowerCase());
}

/** How rare a surname is: its place in the list, past the end for no surname. */
function rarity(word: string): number {
  const place = LATIN_SURNAMES.indexOf(word.toLowerCase());
  return place < 0 ? LATIN_SURNAMES.length : place;
}

const TITLES = {
  zh: { female: '女士', male: '先生', unknown: '先生/女士' },
  en: { female: 'Ms', male: 'Mr', unknown: '' },
} as const;

/**
 * What a channel may read of a person: 王女士, Ms Wang, Ms Clarke. `who` is the gender as the record has it,
 * or the title to keep (总, Dr); without either, and for any other word, the name's own title counts, then
 * both titles (王先生/女士) or the surname alone.
 */
export function surnameWithTitle(
  name: string,
  who: string | { title: string } | null,
  locale: 'zh' | 'en',
): string {
  const parts = splitName(name);
  const surname = quiet(parts.surname || parts.given);
  const gender = who === 'female' || who === 'male' ? who : parts.gender;
  const own = typeof who === 'object' && who ? who.title : undefined;
  if (locale === 'zh') {
    const title = own ?? (gender ? TITLES.zh[gender] : (hanTitle(parts) ?? TITLES.zh.unknown));
    return parts.script === 'han' ? surname + title : `${surname} ${title}`;
  }
  const latin = parts.script === 'han' ? capital(syllables(surname, 'surname').join('')) : surname;
  const kept = own && !/\p{Script=Han}/u.test(own) ? own : undefined;
  const title = kept ?? (gender ? TITLES.en[gender] : TITLES.en.unknown);
  return `${title} ${latin}`.trim();
}

function hanTitle(parts: NameParts): string | undefined {
  return parts.script === 'han' ? parts.title : undefined;
}

/** CHAN as Chan; Chinese and mixed case stay. */
function quiet(word: string): string {
  return /^[A-Z]{2,}$/.test(word) ? capital(word.toLowerCase()) : word;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Pinyin of a Chinese name as {surname: 'wang', given: ['xiao', 'ming']}; null for other scripts. */
export function pinyinOf(name: string): { surname: string; given: string[] } | null {
  const parts = splitName(name);
  if (parts.script !== 'han') return null;
  return {
    surname: syllables(parts.surname, 'surname').join(''),
    given: syllables(parts.given, 'given'),
  };
}

/** First letters of a Chinese name's syllables or a Latin name's words: 王小明 → wxm. */
export function initials(name: string): string {
  const parts = splitName(name);
  if (parts.script === 'latin') {
    const words = `${parts.given} ${parts.surname}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.map((word) => word[0]).join('');
  }
  return [...syllables(parts.surname, 'surname'), ...syllables(parts.given, 'given')]
    .map((syllable) => syllable[0])
    .join('');
}

/**
 * Key under which spellings of one name meet: 王小明, 王小明先生, Wang Xiaoming and Xiaoming Wang.
 * Many people share a key, so it only proposes candidates.
 */
export function nameKey(name: string): string {
  const parts = splitName(toSimplified(name));
  const words =
    parts.script === 'han'
      ? [...syllables(parts.surname, 'surname'), ...syllables(parts.given, 'given')]
      : latinWords(parts).flatMap(pinyinPieces);
  const kept = words.length > 0 ? words : [name.normalize('NFKC').toLowerCase().trim()];
  return kept.sort().join(' ');
}

function latinWords(parts: NameParts): string[] {
  return fold(`${parts.surname} ${parts.given}`).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Lower case without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

const SYLLABLE =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|a|o|e|i|u|v|er))/;

/** "xiaoming" as its syllables when the whole word is pinyin, else the word. */
function pinyinPieces(word: string): string[] {
  const pieces: string[] = [];
  for (let rest = word; rest !== ''; ) {
    const piece = SYLLABLE.exec(rest)?.[0];
    if (!piece) return [word];
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces;
}
