import { Converter } from 'opencc-js/cn2t';
import { matchTexts } from '../src/crm/customers/match-keys.ts';
import { type CustomerValues, NO_VALUES } from '../src/crm/customers/values.ts';
import { faceOf } from '../src/crm/duplicates/find.ts';
import { compareFaces, isWorthOpening } from '../src/crm/duplicates/matching.ts';
import { DEFAULTS } from '../src/crm/settings/rules.ts';
import { pinyinOf } from '../src/lib/names.ts';

// How well likely duplicates are found: people with known truth are entered a second time with slips, and
// precision and recall are printed per kind of slip. Only people merge: a false pair costs a question, never
// a record. The same numbers in every run.
//
// Usage: npx tsx bench/duplicates.ts [PEOPLE]      3,000 people unless told otherwise

const people = Number(process.argv[2] ?? 3_000);
const toTraditional = Converter({ from: 'cn', to: 't' });

/** A generator of our own, so that every run sees the same people. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
const next = random(42);
const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
const digits = (n: number): string =>
  Array.from({ length: n }, () => Math.floor(next() * 10)).join('');

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾'];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文斌波宇浩凯健俊帆帅旭宁龙佳欣怡雪梅琳晨晓',
];
const HEADS = ['138', '139', '136', '137', '135', '150', '151', '186', '188', '133'];
const ROADS = ['张杨路', '世纪大道', '浦东南路', '七莘路', '漕宝路', '淮海中路', '四平路'];

interface Entry {
  values: CustomerValues;
  person: number;
  household: number;
  kind: string;
}

function newPerson(nth: number): Entry {
  const name = `${pick(SURNAMES)}${pick(GIVEN)}${next() < 0.7 ? pick(GIVEN) : ''}`;
  const values: CustomerValues = {
    ...NO_VALUES,
    name,
    phones: [`+86${pick(HEADS)}${digits(8)}`],
    wechat: next() < 0.4 ? `wx_${digits(7)}` : null,
    address:
      next() < 0.4
        ? `${pick(ROADS)}${1 + Math.floor(next() * 900)}弄${1 + Math.floor(next() * 60)}号${101 + Math.floor(next() * 2_000)}室`
        : null,
  };
  return { values, person: nth, household: nth, kind: 'first' };
}

const slipped = (phone: string): string => {
  const at = 5 + Math.floor(next() * (phone.length - 5));
  const digit = (Number(phone[at]) + 1 + Math.floor(next() * 9)) % 10;
  return `${phone.slice(0, at)}${digit}${phone.slice(at + 1)}`;
};
const swapped = (phone: string): string => {
  const places = Array.from({ length: phone.length - 6 }, (_, i) => i + 5);
  const at = places.find((place) => phone[place] !== phone[place + 1]) ?? 5;
  return `${phone.slice(0, at)}${phone[at + 1]}${phone[at]}${phone.slice(at + 2)}`;
};
const inPinyin = (name: string): string => {
  const sound = pinyinOf(name);
  const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return sound ? `${capital(sound.surname)} ${capital(sound.given.join(''))}` : name;
};

/** The slips people make, each by name: what is entered the second time. */
const SLIPS: Record<string, (first: CustomerValues) => Partial<CustomerValues>> = {
  'phone one digit off': ({ phones }) => ({ phones: phones.map(slipped) }),
  'two digits swapped': ({ phones }) => ({ phones: phones.map(swapped) }),
  'pinyin, one digit off': ({ name, phones }) => ({
    name: inPinyin(name),
    phones: phones.map(slipped),
  }),
  'traditional, one digit off': ({ name, phones }) => ({
    name: toTraditional(name),
    phones: phones.map(slipped),
  }),
  '王女士, one digit off': ({ name, phones }) => ({
    name: `${name[0]}女士`,
    phones: phones.map(slipped),
  }),
  'another character, one digit off': ({ name, phones }) => ({
    name: `${name.slice(0, -1)}${pick(GIVEN)}`,
    phones: phones.map(slipped),
  }),
  'masked phone': ({ name, phones }) => ({
    name: `${name[0]}女士`,
    phones: [],
    note: phones.map((phone) => `${phone.slice(3, 6)}****${phone.slice(-4)}`).join(),
  }),
  'same WeChat, another phone': ({ phones, wechat }) => ({
    phones: phones.map(() => `+86${pick(HEADS)}${digits(8)}`),
    wechat: wechat ?? 'wx_same',
  }),
};

/** Not the same person: whoever is paired with the first one here is a false pair. */
const OTHERS: Record<string, (first: CustomerValues) => Partial<CustomerValues>> = {
  'namesake, another phone': () => ({
    phones: [`+86${pick(HEADS)}${digits(8)}`],
    wechat: null,
    address: null,
  }),
  'number given to somebody else': ({ phones }) => ({
    name: `${pick(SURNAMES)}${pick(GIVEN)}`,
    phones: phones.map(slipped),
    wechat: null,
    address: null,
  }),
};

const entries: Entry[] = [];
for (let nth = 0; nth < people; nth++) {
  const first = newPerson(nth);
  if (nth % 9 === 7) first.values.wechat ??= `wx_${digits(7)}`;
  entries.push(first);
  const slips = Object.entries(SLIPS);
  const [kind, slip] = slips[nth % slips.length]!;
  if (nth % 3 === 0) {
    const second = { ...first.values, wechat: null, address: null, ...slip(first.values) };
    if (kind === 'same WeChat, another phone') first.values.wechat = second.wechat = `wx_${nth}`;
    entries.push({ values: second, person: nth, household: nth, kind });
  } else if (nth % 3 === 1) {
    const [other, change] = Object.entries(OTHERS)[nth % 2]!;
    entries.push({
      values: { ...first.values, ...change(first.values) },
      ...{ person: people + nth, household: people + nth, kind: other },
    });
  } else if (first.values.address) {
    const values = {
      ...NO_VALUES,
      name: `${pick(SURNAMES)}${pick(GIVEN)}`,
      address: first.values.address,
    };
    const phones = [`+86${pick(HEADS)}${digits(8)}`];
    entries.push({
      values: { ...values, phones },
      ...{ person: people + nth, household: nth, kind: 'family, same home' },
    });
  }
}

/** Pairs that share a key, as the register finds them; compared as the register compares them. */
const byText = new Map<string, number[]>();
const found = new Map<string, 'person' | 'family'>();
const started = performance.now();
let compared = 0;
for (const [at, { values }] of entries.entries()) {
  const texts: { by: string; text: string }[] = [
    ...matchTexts(values),
    ...(values.wechat ? [{ by: 'wechat', text: `wechat|${values.wechat}` }] : []),
  ];
  const others = new Set<number>();
  for (const { by, text } of texts) {
    for (const one of byText.get(text) ?? []) {
      if (isWorthOpening(by, values.name, entries[one]!.values.name)) others.add(one);
    }
    byText.set(text, [...(byText.get(text) ?? []), at]);
  }
  for (const one of others) {
    compared += 1;
    const match = compareFaces(faceOf(values), faceOf(entries[one]!.values));
    if (match && match.score >= DEFAULTS.duplicateScore) found.set(`${one} ${at}`, match.kind);
  }
}
const seconds = (performance.now() - started) / 1_000;

const kinds = [...new Set(entries.map(({ kind }) => kind))].filter((kind) => kind !== 'first');
const percent = (part: number, of: number): string =>
  of === 0 ? '   –' : `${((100 * part) / of).toFixed(1)} %`;
const lines = kinds.map((kind) => {
  const own = entries.flatMap((entry, at) => (entry.kind === kind ? [{ entry, at }] : []));
  const pairs = [...found.keys()].filter((key) => {
    const at = Number(key.split(' ')[1]);
    return entries[at]!.kind === kind;
  });
  const right = pairs.filter((key) => {
    const [one, at] = key.split(' ').map(Number) as [number, number];
    return entries[one]!.household === entries[at]!.household;
  });
  const isSame = kind in SLIPS || kind === 'family, same home';
  const recall = isSame ? percent(right.length, own.length) : '   –';
  const precision = percent(right.length, pairs.length);
  const wrong = isSame ? '' : `   asked wrongly: ${percent(pairs.length, own.length)}`;
  return `${kind.padEnd(34)} ${String(own.length).padStart(5)}   recall ${recall.padStart(7)}   precision ${precision.padStart(7)}${wrong}`;
});
const asked = [...found.keys()].length;
const rightly = [...found.keys()].filter((key) => {
  const [one, at] = key.split(' ').map(Number) as [number, number];
  return entries[one]!.household === entries[at]!.household;
}).length;
process.stdout.write(
  `${[
    `${entries.length.toLocaleString('en')} records of ${people.toLocaleString('en')} people, threshold ${DEFAULTS.duplicateScore}; ${compared.toLocaleString('en')} pairs opened, ${seconds.toFixed(1)} s`,
    '',
    ...lines,
    '',
    `all: precision ${percent(rightly, asked)} of ${asked.toLocaleString('en')} questions. False merges: 0, since only people merge.`,
  ].join('\n')}\n`,
);
