import { Refusal } from '../../lib/refusal.ts';
import { unwrap } from '../../lib/slack-text.ts';
import { readNumber } from '../customers/rules.ts';
import type { ReturnReason } from './rules/remarks.ts';

/** `C-1042 the phone does not answer`: the number and what follows. Throws `reviewUnreadable`. */
export function readAbout(text: string): { number: number; words: string } {
  const [first = '', ...rest] = unwrap(text).trim().split(/\s+/);
  const number = readNumber(first.replace(/[：:，,]$/, ''));
  if (number === null) throw new Refusal('reviewUnreadable');
  return { number, words: rest.join(' ') };
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
