import { Converter } from 'opencc-js/cn2t';
import { type CustomerValues, NO_VALUES } from '../src/crm/customers/values.ts';
import { pinyinOf } from '../src/lib/names.ts';
import { maskPhone } from '../src/lib/phone.ts';

// People with known truth, entered a second time with the slips people make, or confused with others they have
// something in common with. The same people in every run.

/** What is entered beside what was there: the same person, one of the family, or somebody else. */
export type Truth = 'person' | 'family' | 'stranger';

export interface Entry {
  values: CustomerValues;
  /** The first entry of whom it is a second one; null: a first entry. */
  of: number | null;
  kind: Kind | null;
}

export interface Kind {
  /** What its row stands under: exact, typos, family members … */
  group: string;
  name: string;
  truth: Truth;
  /** How the second entry differs from the first; what it leaves out is as in the first. */
  enter: (first: CustomerValues) => Partial<CustomerValues>;
  /** What the first one must have for it. */
  needs?: Partial<CustomerValues>;
}

/** A generator of our own, so that every run sees the same people. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
const next = random(42);
const below = (n: number): number => Math.floor(next() * n);
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('');

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾'];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文斌波宇浩凯健俊帆帅旭宁龙佳欣怡雪梅琳晨晓',
];
/** Characters that sound the same, as they are mistyped. */
const ALIKE: Record<string, string> = Object.fromEntries(
  [
    '伟玮',
    '芳方',
    '静靖',
    '丽莉',
    '洋阳',
    '杰洁',
    '娟鹃',
    '涛滔',
    '明铭',
    '英瑛',
    '红虹',
    '文雯',
    '俊骏',
    '佳嘉',
    '欣心',
    '怡宜',
    '琳林',
    '宇雨',
    '晨辰',
  ].map(([right = '', wrong = '']) => [right, wrong]),
);
const HEADS = ['138', '139', '136', '137', '135', '150', '151', '186', '188', '133'];
const ROADS = ['张杨路', '世纪大道', '浦东南路', '七莘路', '漕宝路', '淮海中路', '四平路'];
const toTraditional = Converter({ from: 'cn', to: 't' });

const newPhone = (): string => `+86${pick(HEADS)}${digits(8)}`;
const newName = (): string => `${pick(SURNAMES)}${pick(GIVEN)}${next() < 0.7 ? pick(GIVEN) : ''}`;
const home = (): { lane: number; house: number; door: number; road: string } => ({
  road: pick(ROADS),
  lane: 1 + below(900),
  house: 1 + below(60),
  door: 101 + below(2_000),
});
const written = ({ road, lane, house, door }: ReturnType<typeof home>): string =>
  `${road}${lane}弄${house}号${door}室`;

/** 上海市浦东新区张杨路100弄5号301室 → 浦东张杨路100弄5-301. */
const otherwise = (address: string): string => `浦东${address.replace(/号(\d+)室$/u, '-$1')}`;
const nextDoor = (address: string): string =>
  address.replace(/(\d+)室$/u, (_, door: string) => `${Number(door) + 1}室`);

const slipped = (phone: string): string => {
  const at = 5 + below(phone.length - 5);
  const digit = (Number(phone[at]) + 1 + below(9)) % 10;
  return `${phone.slice(0, at)}${digit}${phone.slice(at + 1)}`;
};
const swapped = (phone: string): string => {
  const places = Array.from({ length: phone.length - 6 }, (_, i) => i + 5);
  const at = places.find((place) => phone[place] !== phone[place + 1]) ?? 5;
  return `${phone.slice(0, at)}${phone[at + 1]}${phone[at]}${phone.slice(at + 2)}`;
};
const inPinyin = (name: string, order: 'surname' | 'given' = 'surname'): string => {
  const sound = pinyinOf(name);
  if (!sound) return name;
  const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const parts = [capital(sound.surname), capital(sound.given.join(''))];
  return (order === 'surname' ? parts : parts.reverse()).join(' ');
};
const soundAlike = (name: string): string =>
  [...name].map((char, at) => (at > 0 ? (ALIKE[char] ?? char) : char)).join('');
const otherCharacter = (name: string): string => `${name.slice(0, -1)}${pick(GIVEN)}`;

/** Another phone, nothing else of the first but what is named. */
const elsewhere = (values: Partial<CustomerValues>): Partial<CustomerValues> => ({
  phones: [newPhone()],
  ...values,
});
const oneOff = ({ phones }: CustomerValues) => phones.map(slipped);

export const KINDS: readonly Kind[] = [
  ...group('exact', [
    same('the same phone', ({ name, phones }) => ({ name, phones })),
    same(
      'the same national id, another name and phone',
      ({ nationalId }) => elsewhere({ name: newName(), nationalId }),
      { nationalId: 'x' },
    ),
    same('the same WeChat, another phone', ({ name, wechat }) => elsewhere({ name, wechat }), {
      wechat: 'wx',
    }),
    same('the same e-mail, another phone', ({ name, email }) => elsewhere({ name, email }), {
      email: 'e',
    }),
  ]),
  ...group('masked', [
    same('masked, where the whole phone is known', ({ name, phones }) => masked(name, phones)),
    same(
      'whole, where the masked phone is known',
      ({ name, note }) => ({ name, phones: [fitting(note ?? '')] }),
      { note: '138****' },
    ),
    same('masked twice', ({ name, note }) => ({ name: `${name[0]}女士`, phones: [], note }), {
      note: '138****',
    }),
  ]),
  ...group('typos', [
    same('phone one digit off', (first) => ({ name: first.name, phones: oneOff(first) })),
    same('two digits of the phone swapped', ({ name, phones }) => ({
      name,
      phones: phones.map(swapped),
    })),
    same('another character of the sound, one digit off', (first) => ({
      name: soundAlike(first.name),
      phones: oneOff(first),
    })),
    same('any other character, one digit off', (first) => ({
      name: otherCharacter(first.name),
      phones: oneOff(first),
    })),
    same('王女士 for the whole name, one digit off', (first) => ({
      name: `${first.name[0]}女士`,
      phones: oneOff(first),
    })),
    same(
      'another phone, the address spelt otherwise',
      ({ name, address }) => elsewhere({ name, address: otherwise(address ?? '') }),
      { address: 'x' },
    ),
    same(
      'another phone, the same referrer',
      ({ name, referrer }) => elsewhere({ name, referrer }),
      {
        referrer: 'x',
      },
    ),
    same('another phone and nothing in common but the name', ({ name }) => elsewhere({ name })),
  ]),
  ...group('pinyin', [
    same('pinyin, one digit off', (first) => ({
      name: inPinyin(first.name),
      phones: oneOff(first),
    })),
    same('pinyin, given name first, one digit off', (first) => ({
      name: inPinyin(first.name, 'given'),
      phones: oneOff(first),
    })),
  ]),
  ...group('traditional / simplified', [
    same('traditional, one digit off', (first) => ({
      name: toTraditional(first.name),
      phones: oneOff(first),
    })),
    same(
      'traditional, another phone, the same home',
      ({ name, address }) =>
        elsewhere({ name: toTraditional(name), address: toTraditional(address ?? '') }),
      { address: 'x' },
    ),
  ]),
  ...group('family members', [
    family('the same home', ({ address }) => elsewhere({ name: newName(), address })),
    family('the same home, spelt otherwise', ({ address }) =>
      elsewhere({ name: newName(), address: otherwise(address ?? '') }),
    ),
    family('the same surname and home (a child)', ({ name, address }) =>
      elsewhere({ name: `${name[0]}${pick(GIVEN)}${pick(GIVEN)}`, address }),
    ),
    { ...family('nothing in common', () => elsewhere({ name: newName() })), needs: {} },
  ]),
  ...group('reused numbers', [
    other('the number itself, given to somebody else', ({ phones }) => ({
      name: newName(),
      phones,
    })),
    other('a number one digit beside it', (first) => ({ name: newName(), phones: oneOff(first) })),
  ]),
  ...group('strangers', [
    other('a namesake, another phone', ({ name }) => elsewhere({ name })),
    {
      ...other('a namesake next door', ({ name, address }) =>
        elsewhere({ name, address: nextDoor(address ?? '') }),
      ),
      needs: { address: 'x' },
    },
    {
      ...other('brought by the same referrer', ({ referrer }) =>
        elsewhere({ name: newName(), referrer }),
      ),
      needs: { referrer: 'x' },
    },
  ]),
];

type Draft = Omit<Kind, 'group'>;
type Enter = Kind['enter'];

function group(name: string, kinds: readonly Draft[]): Kind[] {
  return kinds.map((kind) => ({ ...kind, group: name }));
}
function same(name: string, enter: Enter, needs: Partial<CustomerValues> = {}): Draft {
  return { name, truth: 'person', enter, needs };
}
function family(name: string, enter: Enter): Draft {
  return { name, truth: 'family', enter, needs: { address: 'x' } };
}
function other(name: string, enter: Enter): Draft {
  return { name, truth: 'stranger', enter };
}

function masked(name: string, phones: readonly string[]): Partial<CustomerValues> {
  return { name: `${name[0]}女士`, phones: [], note: phones.map(maskPhone).join() };
}
/** A whole phone that a masked one may be. */
const fitting = (note: string): string => `+86${note.replace('****', digits(4))}`;

function firstEntry({ needs = {} }: Kind): CustomerValues {
  const values: CustomerValues = {
    ...NO_VALUES,
    name: newName(),
    phones: [newPhone()],
    wechat: needs.wechat || next() < 0.4 ? `wx_${digits(7)}` : null,
    email: needs.email || next() < 0.1 ? `${digits(6)}@example.com` : null,
    nationalId: needs.nationalId ? digits(18) : null,
    address: needs.address || next() < 0.3 ? written(home()) : null,
    referrer: needs.referrer || next() < 0.1 ? newName() : null,
  };
  return needs.note ? { ...values, phones: [], note: maskPhone(values.phones[0]!) } : values;
}

/** So many first entries, each with a second one of a kind, the kinds in turn. */
export function makeEntries(people: number): Entry[] {
  return Array.from({ length: people }).flatMap((_, nth) => {
    const kind = KINDS[nth % KINDS.length]!;
    const first = firstEntry(kind);
    const second = { ...NO_VALUES, ...kind.enter(first) };
    return [
      { values: first, of: null, kind: null },
      { values: second, of: 2 * nth, kind },
    ];
  });
}
