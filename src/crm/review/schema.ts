import { unwrap } from '../../lib/slack-text.ts';
import { readNumber } from '../customers/rules.ts';
import type { ReturnReason } from './rules/remarks.ts';

const NUMBERED = /^(?<number>c?\s*[-–—]?\s*\d{1,9})(?!\d)[\s:,.;、。]*(?<words>.*)$/is;

/** `C-1042 the phone does not answer`, `C-1042电话打不通`: the number and what follows; null where none begins it. */
export function readAbout(text: string): { number: number; words: string } | null {
  const line = unwrap(text).trim();
  // Of one length with what was typed: full-width signs have a narrow one each.
  const narrow = line.replace(/[！-～]/g, (sign) => sign.normalize('NFKC'));
  const { number: said = '', words = '' } = NUMBERED.exec(narrow)?.groups ?? {};
  const number = readNumber(said);
  return number === null ? null : { number, words: line.slice(line.length - words.length).trim() };
}

/** Words by which a typed reason is recognised, in both languages. */
const REASON_WORDS: [ReturnReason, RegExp][] = [
  ['phone', /电话|電話|手机|号码|空号|打不通|phone|number|mobile/i],
  ['duplicate', /重复|重複|撞单|duplicate|twice|already/i],
  ['consent', /同意|授权|consent/i],
  ['eligibility', /资格|限购|eligib|qualif/i],
  ['incomplete', /不全|不完整|缺|漏|incomplete|missing/i],
  ['need', /意向|需求|预算|户型|need|budget|layout/i],
  ['name', /姓名|名字|称呼|name/i],
];

/** Which of the reasons typed words are; `other` where none is recognised. */
export function reasonOf(words: string): ReturnReason {
  return REASON_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
