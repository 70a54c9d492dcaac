import { describe, expect, it } from 'vitest';
import { readFields } from '../../src/crm/customers/schema.ts';
import { readWhat } from '../../src/crm/followups/schema.ts';
import { readContactText, splitAddressee } from '../../src/crm/interactions/schema.ts';
import { readLine } from '../../src/crm/registration/schema/reader.ts';
import { DEFAULTS } from '../../src/crm/settings/rules.ts';
import { findArea } from '../../src/lib/area.ts';
import { describeError } from '../../src/lib/log.ts';
import { findMoney } from '../../src/lib/money.ts';
import { nameKey, pinyinOf, splitName } from '../../src/lib/names.ts';
import { findPhone, readPhones } from '../../src/lib/phone.ts';
import { Refusal, Refusals } from '../../src/lib/refusal.ts';
import { scrub } from '../../src/lib/scrub.ts';
import { classifyQuery, queryTokens } from '../../src/lib/search-tokens.ts';
import { escapeMrkdwn, listMentions, plain, unwrap } from '../../src/lib/slack-text.ts';
import { parseWhen } from '../../src/lib/when/index.ts';

const LENGTH = 10_000;
/** One reader on one text. Honest texts take a hundredth of it; what backtracks takes minutes. */
const BUDGET_MS = 1_000;

/** Beginnings of what the readers look for, over and over, so that every match almost succeeds. */
const UNITS =
  'a|1| |王|C-|.|,|-|(|+|十|百万|下周|周三 |next |the |of |1-|1,|139 |139-|@|a@a.|"|\'|<|&|<a||*|_|:a|~|\n|，|的|客户|介绍|referred by |Mr |A |AaA|万|800-|平|wx|wechat: |微信|电话|1/|2026-|上午|点|3点|in 1 |1 day |王先生|wife of |at |am |~1|星期|号|😀|é|看房|来|女士|总|C1 |friend of |：|预算|买|Ａ|１'
    .split('|')
    .filter((unit) => unit !== '');
const PAYLOADS = UNITS.flatMap((unit) => {
  const run = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
  return [run, `${run}!`];
});

const writer = {
  now: new Date('2026-03-05T01:00:00Z'),
  zone: 'Asia/Shanghai',
  locale: 'zh' as const,
  settings: DEFAULTS,
};
/** Slack lets at most this much into an input or behind a command. */
const typed = (text: string) => text.slice(0, 4_000);

const READERS: Record<string, (text: string) => unknown> = {
  'a date in Chinese': (text) => parseWhen(text, writer as never),
  'a date in English': (text) => parseWhen(text, { ...writer, locale: 'en' } as never),
  'an amount of money': (text) => findMoney(text, { currency: 'CNY' } as never),
  'an area': (text) => findArea(text),
  'a name': (text) => [splitName(text), pinyinOf(text), nameKey(text)],
  phones: (text) => [readPhones(text), findPhone(text)],
  'a search': (text) => [classifyQuery(text), queryTokens(text)],
  'text from Slack': (text) => [unwrap(text), listMentions(text)],
  'text to Slack': (text) => [escapeMrkdwn(text), plain(text, 75)],
  'what was said of a contact': (text) => [readContactText(text), splitAddressee(text)],
  'what is to be done': (text) => readWhat(text),
  'a line that registers': (text) =>
    readLine(typed(text), { ...writer, ...DEFAULTS, region: 'CN' } as never),
  'a form': (text) => {
    const value = typed(text);
    const keys = ['name', 'phones', 'email', 'wechat', 'budget', 'area', 'partySize', 'note'];
    return readFields(Object.fromEntries(keys.map((key) => [key, value])), DEFAULTS);
  },
  'an error for the log': (text) => [scrub(text), describeError(new Error(text))],
};

describe('ten thousand characters made to confuse a reader', () => {
  it.each(Object.entries(READERS))(
    'hold %s up for less than a second',
    (_, read) => {
      const slow = PAYLOADS.flatMap((text) => {
        const began = process.cpuUsage();
        try {
          read(text);
        } catch (error) {
          if (!(error instanceof Refusal || error instanceof Refusals)) throw error;
        }
        // Time of our own: what other processes take of the machine is no fault of the reader.
        const { user, system } = process.cpuUsage(began);
        const ms = (user + system) / 1_000;
        return ms > BUDGET_MS ? [`${JSON.stringify(text.slice(0, 20))}: ${Math.round(ms)} ms`] : [];
      });
      expect(slow).toEqual([]);
    },
    120_000,
  );
});
