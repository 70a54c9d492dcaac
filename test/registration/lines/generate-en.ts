import {
  type Bank,
  digits,
  type Grammar,
  generate,
  type Part,
  pick,
  type Random,
} from './generate.ts';
import type { LabelledLine, Truth } from './truth.ts';

const SURNAMES =
  'Tan Lim Lee Ng Ong Wong Goh Chua Chan Koh Teo Ang Yeo Ho Sim Chia Low Toh Smith Brown Jones Taylor Patel Singh Kumar Nair Garcia Müller Rossi Novak Kim Park Nguyen Sato'.split(
    ' ',
  );
const FIRST =
  'James Mary Wei Ling Priya David Sarah Kevin Michelle Daniel Rachel Ahmad Nurul Peter Grace Anna Marco Yuki Sophie Raj'.split(
    ' ',
  );
const TITLES: readonly (readonly [string, Truth['gender']])[] = [
  ['Mr', 'male'],
  ['Ms', 'female'],
  ['Mrs', 'female'],
  ['Dr', undefined],
  ['Miss', 'female'],
  ['Mdm', 'female'],
];

const names: Bank = SURNAMES.flatMap((surname, nth): Bank => {
  const [title, gender] = TITLES[nth % TITLES.length]!;
  const first = FIRST[nth % FIRST.length]!;
  return [
    [`${title} ${surname}`, { name: `${title} ${surname}`, ...(gender && { gender }) }],
    [`${first} ${surname}`, { name: `${first} ${surname}` }],
    [`Name: ${first} ${surname}`, { name: `${first} ${surname}` }],
  ];
});

function phones(random: Random): Part {
  const local = `${pick(['8', '9'], random)}${pick(['1', '2', '3', '6', '7', '8'], random)}${digits(6, random)}`;
  const says = { phones: [`+65${local}`] };
  const spaced = `${local.slice(0, 4)} ${local.slice(4)}`;
  const mainland = `138${digits(8, random)}`;
  const way = random();
  if (way < 0.1) {
    const masked = `138****${digits(4, random)}`;
    return { words: masked, says: { masked: [masked] } };
  }
  if (way < 0.2) return { words: `+86 ${mainland}`, says: { phones: [`+86${mainland}`] } };
  const typed = pick(
    [local, spaced, `+65 ${spaced}`, `65${local}`, `tel ${local}`, `HP: ${spaced}`],
    random,
  );
  return { words: typed, says };
}

const source: Bank = [
  ['from Douyin', { source: 'douyin' }],
  ['saw us on TikTok', { source: 'douyin' }],
  ['via property portal', { source: 'portal' }],
  ['source: portal', { source: 'portal' }],
  ['billboard', { source: 'outdoor' }],
  ['from roadshow', { source: 'event' }],
  ['cold call', { source: 'call' }],
  ['owner referral', { source: 'referral' }],
  ['referred by C-1077', { source: 'referral', referrer: 'C-1077' }],
  ['introduced by Mary Ong', { source: 'referral', referrer: 'Mary Ong' }],
  ['recommended by client C1012', { source: 'referral', referrer: 'C-1012' }],
  ['broker', { source: 'partner' }],
  ['from partner', { source: 'partner' }],
  ['walk-in', { source: 'walk_in', arrivalKind: 'visit' }],
  ['walk in', { source: 'walk_in', arrivalKind: 'visit' }],
];
const layouts: Bank = [
  ['3br', { layouts: ['3br'] }],
  ['2 bedroom', { layouts: ['2br'] }],
  ['wants 4 bedrooms', { layouts: ['4br'] }],
  ['2br or 3br', { layouts: ['2br', '3br'] }],
  ['3-4 bed', { layouts: ['3br', '4br'] }],
  ['studio', { layouts: ['studio'] }],
  ['one bedroom', { layouts: ['1br'] }],
  ['looking for a 3-bedder', { layouts: ['3br'] }],
  ['villa', { layouts: ['villa'] }],
  ['5BR', { layouts: ['5br'] }],
  ['3 bed 2 bath', { layouts: ['3br'] }],
];
const area: Bank = [
  ['120 sqm', { area: [120, 120] }],
  ['90-110 sqm', { area: [90, 110] }],
  ['1,000 sqft', { area: [92.9, 92.9] }],
  ['at least 100 sqm', { area: [100, null] }],
  ['1200 sq ft', { area: [111.5, 111.5] }],
  ['under 80 sqm', { area: [null, 80] }],
  ['140㎡', { area: [140, 140] }],
];
const budget: Bank = [
  ['budget 2-2.5m', { budget: [2e6, 2.5e6] }],
  ['under 1.5m', { budget: [null, 1.5e6] }],
  ['S$1.8m', { budget: [1.8e6, 1.8e6, 'SGD'] }],
  ['max 3 mil', { budget: [null, 3e6] }],
  ['around 2.2m', { budget: [2.2e6, 2.2e6] }],
  ['budget: 900k', { budget: [9e5, 9e5] }],
  ['1.2m to 1.4m', { budget: [1.2e6, 1.4e6] }],
  ['RMB 10m', { budget: [1e7, 1e7, 'CNY'] }],
  ['budget 1,800,000', { budget: [1.8e6, 1.8e6] }],
  ['above 5 million', { budget: [5e6, null] }],
  ['$2.4m', { budget: [2.4e6, 2.4e6, 'SGD'] }],
];
const districts: Bank = [
  ['Orchard', { districts: ['orchard'] }],
  ['in Bukit Timah', { districts: ['bukit_timah'] }],
  ['River Valley or Orchard', { districts: ['river_valley', 'orchard'] }],
  ['Pudong', { districts: ['pudong'] }],
  ["district: Jing'an", { districts: ['jingan'] }],
  ['not Pudong but Xuhui', { districts: ['xuhui'] }],
  ['prefers Minhang', { districts: ['minhang'] }],
];
const purchaseTime: Bank = [
  ['within 3 months', { purchaseTime: 'month3' }],
  ['buying within 1 month', { purchaseTime: 'month1' }],
  ['looking to buy in 6 months', { purchaseTime: 'month6' }],
  ['no rush', { purchaseTime: 'later' }],
  ['will buy next year', { purchaseTime: 'later' }],
  ['within a year', { purchaseTime: 'later' }],
  ['ready to buy', { purchaseTime: 'month1' }],
];
const purpose: Bank = [
  ['own stay', { purpose: 'live' }],
  ['for investment', { purpose: 'invest' }],
  ['invest', { purpose: 'invest' }],
  ['upgrading', { purpose: 'upgrade' }],
  ['for his parents', { purpose: 'parents' }],
  ['retirement', { purpose: 'retire' }],
  ['school district', { purpose: 'school' }],
];
const payment: Bank = [
  ['cash buyer', { payment: 'full' }],
  ['full payment', { payment: 'full' }],
  ['needs a loan', { payment: 'mortgage' }],
  ['mortgage', { payment: 'mortgage' }],
  ['CPF', { payment: 'fund' }],
  ['deposit 200k ready', {}],
];
const party: Bank = [
  ['party of 3', { partySize: 3 }],
  ['family of four', { partySize: 4 }],
  ['2 pax', { partySize: 2 }],
  ['couple', { partySize: 2 }],
];
const grade: Bank = [
  ['grade A', { grade: 'A' }],
  ['B grade', { grade: 'B' }],
  ['Grade: C', { grade: 'C' }],
  ['hot', { grade: 'A' }],
  ['warm lead', { grade: 'B' }],
];
const contact: Bank = [
  ['wechat home_2020', { wechat: 'home_2020' }],
  ['WeChat ID: lindalim', { wechat: 'lindalim' }],
  ['sam.lee@gmail.com', { email: 'sam.lee@gmail.com' }],
  ['email: info@home.com.sg', { email: 'info@home.com.sg' }],
];
const next: Bank = [
  ['call tmr 10am', { followUp: '2026-11-19T10:00', what: 'call' }],
  ['viewing Sat 3pm', { followUp: '2026-11-21T15:00', what: 'viewing' }],
  ['follow up next Monday', { followUp: '2026-11-23', what: 'follow up' }],
  ['tomorrow 2:30pm', { followUp: '2026-11-19T14:30' }],
  ['meet on Friday at 11am', { followUp: '2026-11-20T11:00', what: 'meet' }],
  ['call back in 3 days', { followUp: '2026-11-21', what: 'call back' }],
  ['28 Nov 4pm viewing', { followUp: '2026-11-28T16:00', what: 'viewing' }],
  ['second viewing Sunday 11am', { followUp: '2026-11-22T11:00', what: 'second viewing' }],
];

const GRAMMAR: Grammar = {
  names,
  phones,
  banks: [
    source,
    layouts,
    area,
    budget,
    districts,
    purchaseTime,
    purpose,
    payment,
    party,
    grade,
    contact,
    next,
  ],
  notes: [
    'wife decides',
    'high floor',
    'sea view',
    'price too high',
    'near MRT',
    'lives in Minhang',
    'works in Orchard',
    'asks about parking',
    'compared two projects',
    'dislikes low floors',
    'asked for floor plan',
    'has a dog',
    'unit 12-05 is nice',
    'psf too expensive',
  ],
  separators: [', ', ', ', ', ', '; ', ' / ', '. ', ' - ', '\n', ' '],
};

/** English lines of known truth, the same ones every time. */
export const GENERATED_EN: LabelledLine[] = generate(GRAMMAR, 300, 20_261_119);
