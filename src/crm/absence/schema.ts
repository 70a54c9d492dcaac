import { addDays, civilDay, startOfDay } from '../../lib/calendar/index.ts';
import { spellingsOf } from '../../lib/colleague-name.ts';
import type { Locale } from '../../lib/locale.ts';
import { parseWhen, type When } from '../../lib/when/index.ts';

/** An absence as somebody wishes it: whose, when, who stands in. */
export interface AbsenceWish {
  memberId: string;
  kind: 'leave' | 'rest';
  fromAt: Date;
  /** Null: rest days of the week that go on until somebody ends them. */
  toAt: Date | null;
  /** ISO weekdays; empty: the whole time. */
  weekdays: number[];
  coverId: string | null;
}

/** What a typed line says of an absence; what it does not say is null. */
export interface TypedAbsence {
  /** The colleague it is about; null: whoever writes. */
  whoId: string | null;
  coverId: string | null;
  kind: 'leave' | 'rest' | null;
  weekdays: number[];
  time: { fromAt: Date; toAt: Date | null } | null;
  /** False: some words were not understood, or can be read in two ways; a form shows what was. */
  isClear: boolean;
}

/** Who writes, and whom the line may name. */
export interface AbsenceWriter {
  now: Date;
  zone: string;
  locale: Locale;
  colleagues: readonly { id: string; name: string }[];
}

const REST = /轮休|调休|休息|\brest(?:ing)?(?: days?)?\b|\bdays? off\b/giu;
const LEAVE =
  /请假|休假|年假|病假|事假|产假|\b(?:on )?(?:annual |sick )?leave\b|\bholidays?\b|\baway\b|\bvacation\b/giu;
/** Said before the name of whoever stands in, and after it. */
const COVER_BEFORE = /(?:\bcover(?:ed|s|ing)?(?: by)?|代班人?|顶班人?|由|请|找|让)\s*[:：]?\s*$/iu;
const COVER_AFTER = /^\s*(?:代班|顶班|替班|接手|代|顶|替|covers?\b|stands? in\b)/iu;
const COVER_WORDS =
  /\bcover(?:ed|s|ing)?(?: by)?\b|代班人?|顶班人?|替班|\bstands? in\b|由|请|找|让|代|顶|替|接手/giu;
/** One character that stands for a name which was taken out. */
const SLOT = '\u0001';

/**
 * Reads `3月12日到14日 @张伟代班`, `tomorrow to Friday cover @Zhang Wei`, `轮休 每周三`, and for a manager
 * `@李娜 3/12-3/14 cover @张伟`: a name before the days is whose leave it is, one after them stands in.
 */
export function readAbsence(text: string, writer: AbsenceWriter): TypedAbsence {
  const { line, people } = takeNames(text.normalize('NFKC'), writer.colleagues);
  const covers = people.filter(({ isCover }) => isCover);
  const others = people.filter(({ isCover }) => !isCover);
  const first = others.find(({ at }) => !hasDay(line.slice(0, at)));
  const kind = line.search(REST) >= 0 ? 'rest' : line.search(LEAVE) >= 0 ? 'leave' : null;
  const words = line.replace(REST, ' ').replace(LEAVE, ' ').replace(COVER_WORDS, ' ');
  const days = words.replaceAll(SLOT, ' ').replace(/[@,，。;；]/gu, ' ');
  const { weekdays, rest } = takeWeekdays(days);
  const told = readTime(rest.trim(), weekdays, writer);
  const cover = covers[0] ?? others.find((one) => one !== first);
  return {
    whoId: first?.id ?? null,
    coverId: cover?.id ?? null,
    kind: kind ?? (weekdays.length > 0 ? 'rest' : null),
    weekdays,
    time: told.time,
    isClear: told.isClear && people.length <= 2,
  };
}

const hasDay = (text: string): boolean =>
  /[\d一二三四五六七八九十明今后周]|day|to|next/iu.test(text);

interface Named {
  id: string;
  at: number;
  isCover: boolean;
}

/** Takes the names of colleagues out of a line, the longest first: `@Zhang Wei`, `张伟`. */
function takeNames(
  text: string,
  colleagues: AbsenceWriter['colleagues'],
): { line: string; people: Named[] } {
  let line = text;
  const ids: { id: string; mark: string }[] = [];
  for (const { colleague, spelling: name } of spellingsOf(colleagues)) {
    const { id } = colleague;
    if (ids.some((one) => one.id === id)) continue;
    const at = placeOf(line, name);
    if (at < 0) continue;
    const mark = String.fromCharCode(0xe000 + ids.length);
    const start = line[at - 1] === '@' ? at - 1 : at;
    line = `${line.slice(0, start)}${mark}${line.slice(at + name.length)}`;
    ids.push({ id, mark });
  }
  const people = ids.map(({ id, mark }) => {
    const at = line.indexOf(mark);
    const before = line.slice(Math.max(0, at - 16), at);
    const isCover = COVER_BEFORE.test(before) || COVER_AFTER.test(line.slice(at + 1, at + 12));
    return { id, at, isCover };
  });
  const marks = new RegExp(`[${String.fromCharCode(0xe000)}-${String.fromCharCode(0xe0ff)}]`, 'gu');
  return { line: line.replace(marks, SLOT), people: people.sort((a, b) => a.at - b.at) };
}

function placeOf(line: string, name: string): number {
  const at = line.toLowerCase().indexOf(name.toLowerCase());
  const isWord = (char: string | undefined) => /[a-z]/i.test(char ?? '');
  const cuts = isWord(line[at - 1]) || (isWord(name.at(-1)) && isWord(line[at + name.length]));
  return at >= 0 && isWord(name[0]) && cuts ? -1 : at;
}

const ZH_DAYS = '一二三四五六日';
const EN_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EVERY_ZH =
  /每(?:个)?(?:周|星期|礼拜)\s*([一二三四五六日天1-7](?:[、,和及与\s周]*[一二三四五六日天])*)/u;
const EVERY_EN =
  /\bevery\s+((?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?(?:\s*(?:,|and|&)\s*|\b))+)/iu;

/** `每周三`, `every Wed and Thu`: rest days that come again. */
function takeWeekdays(text: string): { weekdays: number[]; rest: string } {
  const zh = EVERY_ZH.exec(text);
  const en = EVERY_EN.exec(text);
  const found = zh ?? en;
  if (!found) return { weekdays: [], rest: text };
  const said = found[1]!.toLowerCase();
  const days = zh
    ? [...said.replaceAll('天', '日')].map((char) => ZH_DAYS.indexOf(char) + 1 || Number(char) || 0)
    : [...said.matchAll(/mon|tue|wed|thu|fri|sat|sun/g)].map(([day]) => EN_DAYS.indexOf(day) + 1);
  const weekdays = [...new Set(days.filter((day) => day >= 1 && day <= 7))].sort();
  return { weekdays, rest: text.replace(found[0], ' ') };
}

const RANGE = /\s*(?:–|—|~|～|至|到|-|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*/iu;
const LEAD = /^(?:from|on|starting|从|自)\s*/iu;

/** From–to of what is left of the line: one day, a range, from now until a day. */
function readTime(
  text: string,
  weekdays: number[],
  writer: AbsenceWriter,
): { time: TypedAbsence['time']; isClear: boolean } {
  const plain = text
    .replace(/(\d{4})-(\d{1,2})-(\d{1,2})/gu, '$1/$2/$3')
    .replace(LEAD, '')
    .trim();
  const today = startOfDay(civilDay(writer.now, writer.zone), writer.zone);
  if (plain === '') {
    const isWeekly = weekdays.length > 0;
    return { time: isWeekly ? { fromAt: today, toAt: null } : null, isClear: isWeekly };
  }
  const [one = '', two, ...more] = plain.split(RANGE);
  if (more.length > 0) return { time: null, isClear: false };
  const first =
    one === ''
      ? { instant: today, ends: today, isClear: true }
      : readSide(borrow(one, two), writer);
  if (!first) return { time: null, isClear: false };
  if (two === undefined)
    return {
      time: { fromAt: first.instant, toAt: weekdays.length > 0 ? null : first.ends },
      isClear: first.isClear,
    };
  const said = borrow(two, one);
  const second = readSide(said, writer);
  const later =
    second && second.ends > first.instant
      ? second
      : readSide(said, { ...writer, now: first.instant });
  if (!later) return { time: null, isClear: false };
  return {
    time: { fromAt: first.instant, toAt: later.ends },
    isClear: first.isClear && later.isClear,
  };
}

/** `12` of `12–14 March`, `14日` of `3月12日到14日`: the month is said once. */
function borrow(part: string, other: string | undefined): string {
  if (!other || !/^\d{1,2}(?:st|nd|rd|th)?\s*[日号]?$/iu.test(part)) return part;
  const ending = /\d{1,2}(?:st|nd|rd|th)?\s*[日号]?$/iu;
  return ending.test(other)
    ? other.replace(ending, part)
    : other.replace(/^\d{1,2}(?:st|nd|rd|th)?/iu, part);
}

/** One side of a range: its moment, and when what it names is over (a day ends at midnight). */
function readSide(
  text: string,
  writer: Pick<AbsenceWriter, 'now' | 'zone' | 'locale'>,
): { instant: Date; ends: Date; isClear: boolean } | null {
  const when: When | null = parseWhen(text, writer);
  if (!when || when.grain === 'coarse') return null;
  const { zone } = writer;
  const day = civilDay(when.instant, zone);
  const isTime = when.grain === 'minute' || when.grain === 'hour';
  const midnight = startOfDay(addDays(day, 1), zone);
  return {
    instant: when.grain === 'day' ? startOfDay(day, zone) : when.instant,
    ends: isTime ? when.instant : midnight,
    isClear: when.rest.trim() === '' && !when.ambiguous,
  };
}
