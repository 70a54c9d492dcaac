import type { RefusalSentences } from '../params.ts';

type Percent = { percent: number };

/** Name of each rule of matching and what its value means. */
export const matchingRules = {
  matchBudgetPercent: {
    label: 'Above the budget',
    meaning: 'Percent. What costs more is never proposed; within, it ranks lower.',
  },
  matchAreaPercent: {
    label: 'Outside the area wanted',
    meaning: 'Percent smaller or larger that still counts as near.',
  },
  matchMusts: {
    label: 'A must for everybody',
    meaning: 'A home without it is not proposed. Customers can have more of their own.',
  },
  matchPriceWeight: {
    label: 'Weight of the price',
    meaning: '0–10, against the other weights. 0: it does not count.',
  },
  matchLayoutWeight: { label: 'Weight of the layout', meaning: '0–10, against the others.' },
  matchAreaWeight: { label: 'Weight of the area', meaning: '0–10, against the others.' },
  matchDistrictWeight: { label: 'Weight of the district', meaning: '0–10, against the others.' },
  matchTransitWeight: { label: 'Weight of the metro', meaning: '0–10, against the others.' },
  matchSchoolWeight: { label: 'Weight of the school', meaning: '0–10, against the others.' },
  matchFloorWeight: { label: 'Weight of the floor', meaning: '0–10, against the others.' },
  matchLowFloors: { label: 'Low floors up to', meaning: 'The highest floor that counts as low.' },
  matchHighFloors: {
    label: 'High floors from',
    meaning: 'The lowest floor that counts as high; between them is the middle.',
  },
  matchTellScore: {
    label: 'Tell a rep of fits from',
    meaning: 'Score 0–100. Lower: more messages, weaker fits.',
  },
  matchTellMost: {
    label: 'Fits named in one message',
    meaning: 'The strongest; the rest are counted.',
  },
  matchTellMinutes: {
    label: 'Gather news of homes for',
    meaning: 'Minutes; then one message, in working hours.',
  },
  matchNewDays: {
    label: 'A fit is new for',
    meaning: 'Days in which it counts as a reason to call.',
  },
};

export const matching = {
  button: 'Match homes',
  buttonCustomers: 'Who fits',
  // Homes for a customer.
  units: {
    title: 'Homes that fit',
    found: (p: { n: number }) => (p.n === 1 ? '*1 home fits*' : `*${p.n} homes fit*`),
    none: 'Nothing for sale fits now. You hear when something does.',
    unknown: 'Nothing is known of what they want. Ask, note it, and match again.',
    fill: 'Fill in the need',
    wish: 'Wants: ',
    notAsked: (p: { what: string }) => `Not asked yet: ${p.what}. Counts half.`,
    pick: 'For the proposal',
    pickHint: 'One to three. They are noted as given, at today’s list price.',
    propose: 'Make the sheet',
    show: 'Show',
    givenBefore: (p: { when: string; units: string }) => `Given ${p.when}: ${p.units}`,
    givenButton: 'Sheet',
    // Beside a home that was in a proposal.
    given: 'given already',
    fresh: 'new',
  },
  // Customers for a home.
  customers: {
    title: 'Who it fits',
    found: (p: { n: number }) => (p.n === 1 ? '*1 customer fits*' : `*${p.n} customers fit*`),
    none: 'It fits nobody of yours now.',
    noneOfTeam: 'It fits nobody of the team now.',
    notFree: 'It is not for sale now.',
    noConsent: '⚠️ no consent yet',
    nobodys: 'in the pool',
    open: 'Open',
  },
  score: (p: { score: number }) => `${p.score} points`,
  // What fits.
  met: {
    price: 'within budget',
    layouts: 'layout',
    area: 'area',
    districts: 'district',
    transit: 'metro',
    school: 'school',
    floors: 'floor',
  },
  // What does not.
  over: (p: Percent) => `${p.percent}% over budget`,
  cheaper: (p: Percent) => `${p.percent}% under the budget they named`,
  larger: (p: Percent) => `${p.percent}% larger`,
  smaller: (p: Percent) => `${p.percent}% smaller`,
  oneRoom: 'a room more or less',
  missed: {
    price: 'too dear',
    layouts: 'another layout',
    area: 'area',
    districts: 'another district',
    transit: 'no metro',
    school: 'no school',
    floors: 'another floor',
  },
  unnoted: {
    price: 'budget in another currency',
    layouts: 'layout not noted',
    area: 'area not noted',
    districts: 'district not noted',
    transit: 'no metro noted',
    school: 'no school noted',
    floors: 'floor not noted',
  },
  // The sheet for the customer, in their language.
  sheet: {
    title: 'Proposal',
    copy: 'Hold the text to copy it. Noted as given.',
    takenBack: 'Not given after all: it does not count.',
    head: (p: { number: string; customer: string }) => `Homes for ${p.customer} (${p.number})`,
    price: (p: { price: string }) => `List price ${p.price}`,
    transit: (p: { text: string }) => `Metro: ${p.text}`,
    school: (p: { text: string }) => `School: ${p.text}`,
    plan: (p: { url: string }) => `Floor plan: ${p.url}`,
    fits: (p: { what: string }) => `As you wished: ${p.what}`,
    foot: (p: { rep: string; day: string }) =>
      `Prices as of ${p.day}; homes may be taken meanwhile. ${p.rep}`,
    takeBack: 'Not given after all',
    inChinese: '中文',
    inEnglish: 'English',
    back: 'Back to the homes',
  },
  // What a rep is told once.
  letter: {
    note: 'Homes fit your customers.',
    head: (p: { n: number }) =>
      p.n === 1
        ? '🏠 *A home fits a customer of yours*'
        : `🏠 *${p.n} new fits for your customers*`,
    allGone: '🏠 *These homes are taken by now*',
    kinds: {
      added: 'new',
      released: 'free again',
      returned: 'free again',
      back: 'for sale again',
    } as Record<string, string>,
    cheaper: (p: { from: string }) => `was ${p.from}`,
    gone: '✓ taken by now',
    contacted: '✓ contacted',
    more: (p: { n: number }) =>
      p.n === 1 ? '1 more fits less well.' : `${p.n} more fit less well.`,
    whoFits: (p: { unit: string }) => `Who fits ${p.unit}`,
  },
  history: {
    'proposal.give': 'proposed',
    'proposal.again': 'opened the proposal of that day again',
    'proposal.take-back': 'proposal not given after all',
  } as Record<string, string>,
  historyUnits: 'Homes',
  help: ['`match C-1042`  homes that fit, with reasons', '`match 3-1201`  customers it fits'],
  refusals: {
    pickUnits: (p) => `Pick one to ${p.most} homes.`,
    unitGone: (p) => `${p.unit} is not to be had any more. Pick another one.`,
    matchWhat: () => 'Match what? A customer (C-1042) or a home (3-1201).',
    matchSeveral: () => 'Several homes are called so. Say the project too: Lakeside 3-1201.',
    floorsCross: () => 'High floors begin above the low ones.',
  } satisfies RefusalSentences as RefusalSentences,
};
