import type { RefusalSentences } from '../params.ts';

type Two = { number: string; former: string };
type When = { when: string };
type Count = { n: number };

export const merging = {
  button: 'Merge',
  pick: {
    title: 'Merge two records',
    intro:
      'Two records of one person become one. Nothing is lost, and it can be undone for some weeks.',
    keep: 'Which record stays',
    lose: 'Which becomes part of it',
    loseHint: 'Its number goes on working: it leads to the record that stays.',
    submit: 'Compare',
  },

  compare: {
    title: (p: { number: string }) => `Merge into ${p.number}`,
    stays: (p: { customer: string }) => `✅ *${p.customer}* stays`,
    becomes: (p: { customer: string }) => `↘︎ *${p.customer}* becomes part of it`,
    about: (p: { rep: string; registered: string; contacts: string }) =>
      `${p.rep} · registered ${p.registered} · ${p.contacts}`,
    swap: 'Keep the other one',
    choose: 'Where the two differ, choose what stays. What you see is the proposal.',
    same: 'The two say the same wherever both say something.',
    empty: '(empty)',
    both: 'Both',
    phones: (p: { phones: string }) => `📱 Phones together: ${p.phones}`,
    otherTeam: 'The other record’s rep is not in this team and cannot stay.',
    submit: 'Next',
  },

  moving: {
    title: (p: Two) => `*What goes from ${p.former} to ${p.number}*`,
    effective: (p: Count) => (p.n === 1 ? '1 effective contact' : `${p.n} effective contacts`),
    contacts: (p: Count) => (p.n === 1 ? '1 contact' : `${p.n} contacts`),
    followUps: (p: Count) => (p.n === 1 ? '1 open follow-up' : `${p.n} open follow-ups`),
    phones: (p: Count) => (p.n === 1 ? '1 phone' : `${p.n} phones`),
    referred: (p: Count) => (p.n === 1 ? '1 customer it referred' : `${p.n} customers it referred`),
    nothing: 'Nothing but its history',
    history: 'Both histories are read together.',
    rep: (p: { name: string }) => `${p.name} is the assigned rep; open follow-ups are theirs.`,
    apart: (p: { list: string }) =>
      `⚠️ A family has one rep. These would be another’s: ${p.list}. After merging you can give the whole family to the rep of this record, or choose the other rep above.`,
    doNotContact: 'One of the two asked not to be contacted: that holds for both.',
    consent: 'Consent to be contacted is taken over.',
  },

  confirm: {
    title: 'Merge',
    ask: (p: Two) => `${p.former} becomes part of *${p.number}*`,
    chosen: '*What stays of the differences*',
    undo: (p: When) => `It can be undone until ${p.when}, from the card of the record that stays.`,
    submit: 'Merge',
    again: '‹ Choose again',
  },

  done: (p: Two) => `✅ ${p.former} is now part of ${p.number}. Its number still finds it.`,
  apart: (p: Count) =>
    `⚠️ ${p.n === 1 ? '1 member of the family is' : `${p.n} members of the family are`} another rep’s: a family has one.`,
  gather: 'Whole family to this rep',
  undoButton: 'Undo the merge',
  formerly: (p: { numbers: string }) => `Formerly also ${p.numbers}`,
  found: (p: Two) => `${p.former} is ${p.number} now.`,

  undo: {
    title: 'Undo the merge',
    ask: (p: { former: string; customer: string }) =>
      `*${p.former}* becomes a record of its own again, apart from *${p.customer}*.`,
    made: (p: When & { until: string }) => `Merged ${p.when}; can be undone until ${p.until}.`,
    back: (p: { former: string; what: string }) => `*Goes back to ${p.former}*\n${p.what}`,
    followUps: (p: Count) => (p.n === 1 ? '1 follow-up' : `${p.n} follow-ups`),
    viewings: (p: Count) => (p.n === 1 ? '1 viewing' : `${p.n} viewings`),
    deals: (p: Count) => (p.n === 1 ? '1 deal' : `${p.n} deals`),
    rule: (p: Two) =>
      `Every contact, follow-up and phone goes back to the record it was on, with what was changed in it since. What was made since the merge stays with ${p.number}; only a contact that answered a follow-up of ${p.former} goes with it.`,
    since: (p: { number: string; what: string }) =>
      `*Made since, stays with ${p.number}*\n${p.what}`,
    nothingSince: (p: { number: string }) => `Nothing was made on ${p.number} since.`,
    edited: (p: { number: string; fields: string }) =>
      `*Changed since, stays on ${p.number} as it is now*\n${p.fields}`,
    protection: 'Where protection would have ended meanwhile, its clock stood still.',
    blocked: '*It cannot be undone exactly any more, so nothing is changed:*',
    submit: 'Undo',
    done: (p: Two) => `✅ ${p.former} and ${p.number} are two records again.`,
    open: (p: { former: string }) => `Open ${p.former}`,
  },

  openKept: (p: { number: string }) => `Open ${p.number}`,

  // A private word to the reps of both records.
  told: {
    note: 'Two of your records were merged.',
    line: (p: Two & { who: string; person: string }) =>
      `🔗 ${p.who} merged ${p.former} into *${p.number}*. ${p.person}`,
    yours: 'It is yours, with everything of both.',
    colleague: (p: { name: string }) => `${p.name} is the assigned rep now.`,
    pool: 'It is in the pool.',
  },

  // The same when it was undone.
  parted: {
    note: 'A merge of your record was undone.',
    line: (p: { who: string; names: string }) =>
      `🔗 ${p.who} undid a merge. These are two records again: ${p.names}.`,
  },

  history: {
    'customer.merge': 'merged another record into this one',
    'customer.merged-into': 'merged this record into another',
    'customer.unmerge': 'undid the merge',
  } as Record<string, string>,

  help: [
    '`merge C-1042 C-1050`  two records of one person become one (managers)',
    '`unmerge C-1050`  they become two again',
  ],

  refusals: {
    customerMerged: (p) =>
      `${p.former} is part of ${p.number} now, so nothing was changed here. Go on with ${p.number}.`,
    mergeUnreadable: () => 'Name two numbers, first the record that stays: `C-1042 C-1050`.',
    undoMergeCase: () => 'A case about it is open: undo the merge when its verdict is final.',
    mergeInCase: () => 'A case about one of them is open: merge when its verdict is final.',
    mergeSame: () => 'That is the same record twice.',
    mergeChanged: () =>
      'One of the two was changed since you opened this, so nothing was merged. Open the comparison again.',
    mergeNone: () => 'No merge of this record stands; perhaps it was undone already.',
    undoMergeLate: () => 'The time to undo this merge is over.',
    undoMergeLater: (p) =>
      `${p.former} was merged into ${p.number} after it. Undo that merge first.`,
    undoMergeGone: () => 'One of the two records was erased since.',
    undoMergePhone: () =>
      'A phone or an id that would go back is registered on another record by now.',
    undoMergeBare: (p) =>
      `${p.number} would be left without any phone or WeChat. Give it one first.`,
  } satisfies RefusalSentences,
};
