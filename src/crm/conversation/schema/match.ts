import type { Intent } from './intent.ts';

const HOME = '(?:房子?|房源|楼盘)';

/** 有什么适合王女士的房子, 给王女士找房, what fits Ms Wang, homes for C-1042: whose homes are asked for. */
const ASKED: readonly RegExp[] = [
  new RegExp(
    `^(?:现在|目前)?(?:还)?有(?:没有)?(?:什么|哪些|啥|哪几套)?${HOME}?(?:是)?(?:比较)?(?:适合|合适|符合)(?<who>.{1,20}?)(?:要求|需求)?的?${HOME}?(?:吗|呢|么)?$`,
    'u',
  ),
  new RegExp(`^(?:哪些|什么|哪套|哪几套)${HOME}(?:比较)?(?:适合|符合)(?<who>.{1,20}?)呢?$`, 'u'),
  new RegExp(
    `^(?:给|帮|为)(?<who>.{1,20}?)(?:找|匹配|推荐|配|选|挑)(?:一下|几套|一套|一些|些|个)?(?:合适的)?${HOME}$`,
    'u',
  ),
  new RegExp(`^匹配(?:一下)?(?<who>.{1,20}?)的?${HOME}?$`, 'u'),
  new RegExp(
    `^(?<who>.{1,20}?)(?:适合|能买|可以买)(?:什么|哪些|哪套|哪几套|怎样的|什么样的)${HOME}?$`,
    'u',
  ),
  /^(?:what|which|anything|(?:do|have)\s+we\s+(?:have|got)\s+anything|is\s+there\s+anything)\b.{0,40}?\b(?:fits?|suits?|suitable\s+for|match(?:es)?)\s+(?:for\s+)?(?<who>.{1,40}?)\??$/iu,
  /^(?:show\s+me\s+|find\s+(?:me\s+)?|what\s+)?(?:homes?|units?|flats?|apartments?)\s+(?:(?:do|have)\s+we\s+(?:have|got)\s+)?(?:that\s+(?:fit|suit)|for|fitting|suiting)\s+(?<who>.{1,40}?)\??$/iu,
  /^match\s+(?:homes?\s+(?:for|to|with)\s+)?(?<who>.{1,40}?)$/iu,
  /^find\s+(?<who>.{1,40}?)\s+an?\s+(?:home|flat|unit|apartment)$/iu,
];

/** Which customer's homes are asked for; whether there is such a customer is for the register to say. */
export function readMatch(text: string): Intent | null {
  if (text.length > 80) return null;
  for (const pattern of ASKED) {
    const who = pattern.exec(text)?.groups?.who?.trim();
    if (who) return { kind: 'match', who };
  }
  return null;
}
