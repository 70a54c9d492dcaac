import { findHanSurname } from '../../../lib/names.ts';
import { type Find, type Finder, type Span, spanOf } from '../../customers/schema-words/finder.ts';
import type { Choice } from '../../settings/rules.ts';

const NUMBER = 'C\\s?-?\\s?(?<number>\\d{2,9})(?!\\d)';
const OWNER =
  '(?:(?:我们的?)?老?(?:客户|业主)|existing\\s+(?:customer|client|owner|buyer)|customer|client|owner|buyer|our\\s+(?:customer|client|owner))?\\s?';
const LABEL_ZH = '(?:推荐人|介绍人|转介人|老带新人?|推荐自)\\s?[:：是为]?\\s?';
const BROUGHT = '(?:转?介绍|推荐|带)(?:过?来|过?来看|看房)?(?:的)?(?:新?客户|朋友|亲戚)?';
const HAN_NAME = '(?<name>\\p{Script=Han}{2,4}?)';
const LATIN_NAME =
  "(?<name>(?:(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Mm]dm|[Dd]r)\\.?\\s+)?\\p{Lu}[\\p{L}'’-]*(?:\\s+\\p{Lu}[\\p{L}'’-]*){0,2})";
const BY =
  '(?:[Rr]eferred|[Ii]ntroduced|[Rr]ecommended|[Rr]eferral|[Rr]eferrer|[Rr]ef|[Bb]rought)\\s*(?:by|from|is|:|in by)\\s*';

const PATTERNS: readonly RegExp[] = [
  new RegExp(`${LABEL_ZH}${OWNER}${NUMBER}(?:\\s?\\p{Script=Han}{1,3}(?:先生|女士|小姐))?`, 'giu'),
  new RegExp(
    `(?:由)?${OWNER}${NUMBER}\\s?(?:\\p{Script=Han}{1,3}?(?:先生|女士|小姐|总)?)?的?(?:朋友|亲戚|同事|邻居|家人)?${BROUGHT}`,
    'giu',
  ),
  new RegExp(`\\b${BY}${OWNER}${NUMBER}`, 'giu'),
  new RegExp(
    `\\b(?:via|through|from|friend\\s+of|relative\\s+of|colleague\\s+of|neighbou?r\\s+of)\\s+${OWNER}${NUMBER}`,
    'giu',
  ),
  new RegExp(
    `${NUMBER}\\s?(?:'s)?\\s+(?:friend|referral|introduced|referred|recommended|relative|colleague)\\b(?:\\s+(?:him|her|them))?`,
    'giu',
  ),
  new RegExp(`${LABEL_ZH}(?:老?客户|老?业主)?${HAN_NAME}(?=[\\s;|,，.。、]|$)`, 'gu'),
  new RegExp(
    `(?<![\\p{Script=Han}]{2})(?:是|由|经)?(?:老客户|老业主|业主|客户)?${HAN_NAME}(?:的)?(?:转?介绍|推荐)(?:过?来|看房)?(?:的)?(?:新?客户|朋友)?`,
    'gu',
  ),
  new RegExp(
    `\\b${BY}(?:(?:existing\\s+)?(?:customer|client|owner|friend)\\s+)?${LATIN_NAME}`,
    'gu',
  ),
];

/** 介绍人: by number, or by name. A referral is the source as well, where the office has one for it. */
export const referrerFinder: Finder = {
  id: 'referrer',
  find(text, { sources }) {
    for (const pattern of PATTERNS) {
      for (const match of text.matchAll(pattern)) {
        const { number, name } = match.groups ?? {};
        if (name && !isPersonsName(name)) continue;
        const source = referralOf(sources);
        return {
          values: {
            referrer: number ? { number: Number(number) } : { name: name ?? '' },
            ...(source && { source }),
          },
          spans: [spanOf(match)],
        };
      }
    }
    return null;
  },
};

/** 朋友介绍 and 中介推荐 name nobody. */
function isPersonsName(name: string): boolean {
  if (!/\p{Script=Han}/u.test(name)) return true;
  if (/朋友|同事|中介|渠道|亲戚|邻居|业主|客户|公司|经纪/u.test(name)) return false;
  return findHanSurname(name) !== null || /^[小老阿]\p{Script=Han}$/u.test(name);
}

const REFERRAL = /老带新|转介绍|朋友介绍|referr/iu;

function referralOf(sources: readonly Choice[]): string | undefined {
  const found =
    sources.find(({ key }) => key === 'referral') ??
    sources.find(({ zh, en, aliases }) => [zh, en, ...aliases].some((name) => REFERRAL.test(name)));
  return found?.key;
}

/** Relatives of somebody named: "wife of Mr Tan C-1008" names nobody to be registered. */
const RELATIVES =
  /\b(?:wife|husband|son|daughter|mother|father|brother|sister|colleague|neighbou?r|cousin|boss)\s+of\s+(?:(?:mr|mrs|ms|miss|mdm|dr)\.?\s+)?\p{Lu}[\p{L}'-]*(?:\s+\p{Lu}[\p{L}'-]*){0,2}(?:\s+C-?\d+)?|\p{Script=Han}{1,3}(?:先生|女士|小姐|总)的(?:太太|老婆|先生|老公|儿子|女儿|妈妈|爸爸|同事|邻居)(?=[\s;,，|]|$)/giu;

export const relativesFinder: Finder = {
  id: 'relatives',
  find(text): Find | null {
    const spans = [...text.matchAll(RELATIVES)].map((match): Span => spanOf(match));
    return spans.length > 0 ? { values: {}, spans } : null;
  },
};
