import { civilDay, instantAt } from '../../lib/calendar/index.ts';
import type { Locale } from '../../lib/locale.ts';
import { readPhones } from '../../lib/phone.ts';
import { Refusal } from '../../lib/refusal.ts';
import { parseWhen } from '../../lib/when/index.ts';
import { type ContactKind, isFitting, MAX_SAID, type Result, resultsOf } from './rules.ts';

/** A typed account: kind and result as far as the words tell, what is next if it was said, and the rest. */
export interface TypedContact {
  kind: ContactKind | null;
  result: Result | null;
  said: string;
  /** The words after `next:` / `下次`; null when nothing was said about it. */
  next: string | null;
}

/** Words that name a kind, longest first where one contains another. */
const KIND_WORDS: readonly [ContactKind, RegExp][] = [
  ['revisit', /复访|再访|再次到访|\b(?:revisit(?:ed)?|second visit|came back)\b/iu],
  ['call_in', /来电|打进来|\b(?:call-?in|called in|rang in)\b/iu],
  ['wechat', /微信|\b(?:wechat|weixin|wx)\b/iu],
  ['email', /邮件|邮箱|\be-?mail(?:ed)?\b/iu],
  ['meeting', /面谈|见面|约谈|\b(?:meeting|met)\b/iu],
  ['visit', /来访|到访|首访|看房|带看|看样板|\b(?:visit(?:ed)?|viewing|viewed|showing|showed)\b/iu],
  ['phone', /电话|去电|回访|致电|打给|\b(?:phone[d]?|call(?:ed)?|rang|spoke)\b/iu],
];

/** Words that tell what came of it. An attempt's words win over the answer's. */
const RESULT_WORDS: readonly [Result, RegExp][] = [
  ['wrong_number', /空号|错号|号码错|打错|停机|\b(?:wrong number|not in service)\b/iu],
  ['powered_off', /关机|\b(?:powered off|switched off|phone off)\b/iu],
  [
    'no_answer',
    /没接|未接|没人接|无人接听|不接|没打通|未打通|拒接|\b(?:no answer|no reply|did ?n[o']?t (?:answer|pick up)|not answered|voicemail|busy tone)\b/iu,
  ],
  ['effective', /已回复|回复了|回了|\b(?:replied|answered|wrote back)\b/iu],
  ['sent', /发了|已发|发送|发过去|\b(?:sent|dropped a line)\b/iu],
];

const CLAUSE_ENDS = /[,，。;；!！\n]/u;

const NEXT =
  /(?:^|[\s,，;；。.])(?:下次(?:跟进|联系|回访)?\s*[:：]?|next(?: follow-?up| step)?\s*:)\s*(.+)$/iu;

/**
 * Reads an account as people type it after `/log C-1042`. Nothing of the text is lost: what is not
 * about the next date stays in `said`, the words for kind and result included, except a leading word
 * that only names the kind.
 */
export function readContactText(text: string): TypedContact {
  const clean = text.normalize('NFC').trim();
  const found = NEXT.exec(clean);
  const account = (found ? clean.slice(0, found.index).replace(/[\s,，;；]+$/u, '') : clean).trim();
  const kind = readKind(account);
  const result = readResult(account, kind);
  return {
    kind: kind ?? (result && result !== 'sent' && result !== 'effective' ? 'phone' : null),
    result,
    said: kind ? withoutKind(account, kind) : account,
    next: found?.[1]?.trim() ?? null,
  };
}

/** Words of something that is still ahead: a viewing on Friday is no visit yet. */
const AHEAD =
  /约|明天|明早|明晚|后天|下周|下个?月|周末|(?:周|星期|礼拜)[一二三四五六日天]|改天|过几天|准备|打算|计划|想|要来|\b(?:tomorrow|next|later|will|wants?|would|wish(?:es)?|plans?|planned|going to|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur?|sun)(?:day)?|weekend)\b/iu;

/** The word it begins with names the kind; one further inside only where it tells of something that happened. */
function readKind(account: string): ContactKind | null {
  const leading = KIND_WORDS.find(([, words]) => words.exec(account)?.index === 0);
  if (leading) return leading[0];
  const happened = account
    .split(CLAUSE_ENDS)
    .filter((clause) => !AHEAD.test(clause))
    .join(' ');
  return KIND_WORDS.find(([, words]) => words.test(happened))?.[0] ?? null;
}

function readResult(account: string, kind: ContactKind | null): Result | null {
  const told = RESULT_WORDS.find(([, words]) => words.test(account))?.[0] ?? null;
  if (!kind) return told;
  if (told && isFitting(kind, told)) return told;
  // Where only one outcome is usual and it is contact, the words need not say it; a message has to.
  return resultsOf(kind)[0] === 'effective' ? 'effective' : null;
}

/** `phone talked about price` → `talked about price`: the word only named the kind, the form shows it. */
function withoutKind(account: string, kind: ContactKind): string {
  const words = KIND_WORDS.find(([one]) => one === kind)![1];
  const match = words.exec(account);
  if (match?.index !== 0) return account;
  const rest = account.slice(match[0].length);
  return rest === '' || /^[\s:：,，、-]/u.test(rest)
    ? rest.replace(/^[\s:：,，、-]+/u, '')
    : account;
}

/**
 * The last clause when it begins with a coming moment (`聊了价格，周五带看`): most likely the next step,
 * which is for the person to say. Null when there is none; 周末 and the like are no moment.
 */
export function findAhead(
  said: string,
  writer: { now: Date; zone: string; locale: Locale },
): string | null {
  const clauses = said.split(CLAUSE_ENDS).map((clause) => clause.trim());
  const last = clauses.filter(Boolean).at(-1) ?? '';
  const when = parseWhen(last, writer);
  if (!when || when.grain === 'coarse' || when.instant <= writer.now) return null;
  if (last.startsWith(when.matched)) return last;
  // 很满意 嫌总价高 下周二再约: blanks end a thought as commas do.
  const at = last.indexOf(` ${when.matched}`);
  return at < 0 ? null : last.slice(at + 1);
}

/** What was said, as it is kept: trimmed, null when empty. Throws `tooLong` under the field `said`. */
export function readSaid(typed: string | null | undefined): string | null {
  const said = (typed ?? '').normalize('NFC').trim();
  if (said.length > MAX_SAID) throw new Refusal('tooLong', { max: MAX_SAID }, 'said');
  return said === '' ? null : said;
}

/** A visit's party: whole people, 1–50; null when nothing was typed. Throws `countUnreadable`. */
export function readParty(typed: string | null | undefined): number | null {
  const text = (typed ?? '').normalize('NFKC').trim();
  if (text === '') return null;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 50) {
    throw new Refusal('countUnreadable', {}, 'party');
  }
  return count;
}

/**
 * The beginnings of a line that may be the customer's name or number, longest first, each with the rest
 * of the line: people write `王女士看房很满意` without a blank as well as `Emma Clarke phone …`.
 */
export function splitAddressee(text: string): { who: string; rest: string }[] {
  const line = text.normalize('NFC').trim().replace(/\s+/gu, ' ');
  const parts: { who: string; rest: string }[] = [];
  // A part of a whole phone would be somebody else's: 138 1234 of 138 1234 5678.
  const [phone] = readPhones(line.slice(0, 60));
  const whole = phone?.kind === 'full' && phone.start === 0 ? phone.end : 0;
  const add = (length: number) => {
    if (length < whole) return;
    const who = line
      .slice(0, length)
      .trim()
      .replace(/[,，:：;；]+$/u, '');
    if (who && !parts.some((part) => part.who === who)) {
      parts.push({ who, rest: line.slice(length).replace(/^[\s,，:：;；]+/u, '') });
    }
  };
  const blanks = [...line.matchAll(/ /gu)].map((match) => match.index);
  for (const end of [...blanks.slice(0, 3), line.length].filter((end) => end <= 60).reverse())
    add(end);
  if (whole > 0) add(whole);
  const titled = /^\p{Script=Han}{1,3}?(?:女士|先生|小姐|太太|阿姨|叔叔|老师|总|哥|姐)/u.exec(line);
  if (titled) add(titled[0].length);
  const number = /^[cC][-–—－]?\d{1,9}(?!\d)/u.exec(line.normalize('NFKC'));
  if (number) add(number[0].length);
  for (const [, words] of KIND_WORDS) {
    const at = words.exec(line)?.index ?? 0;
    if (at > 0 && at <= 60) add(at);
  }
  return parts;
}

/** Noon stands for a day without a time. */
const NOON = '12:00';

/**
 * When a contact happened, if the account begins with it (`昨天下午 电话 …`, `yesterday 3pm phone …`): a
 * moment that has passed. Words further inside belong to what was said; null then means now.
 */
export function readHappened(
  text: string,
  writer: { now: Date; zone: string; locale: Locale },
): { happenedAt: Date | null; rest: string } {
  const clean = text.normalize('NFC').trim();
  const when = parseWhen(clean, writer);
  if (!when || when.ambiguous || !clean.startsWith(when.matched))
    return { happenedAt: null, rest: clean };
  const { now, zone } = writer;
  const day = civilDay(when.instant, zone);
  const at = when.grain === 'day' ? instantAt(day, NOON, zone) : when.instant;
  if (
    when.grain === 'coarse' ||
    at > now ||
    (day === civilDay(now, zone) && when.grain === 'day')
  ) {
    return { happenedAt: null, rest: clean };
  }
  return { happenedAt: at, rest: clean.slice(when.matched.length).replace(/^[\s,，:：]+/u, '') };
}
