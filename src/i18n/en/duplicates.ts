import type { RefusalSentences } from '../params.ts';

/** Likely duplicates, and families. */
export const duplicates = {
  // While registering and editing.
  ask: {
    title: 'Registered already?',
    intro: 'Nothing is saved yet, and nothing you typed is lost. It may be:',
    family: '👪 *Possibly of the same family*',
    because: (p: { reasons: string }) => `Because: ${p.reasons}`,
    save: 'Register anyway',
    saveEdit: 'Save anyway',
    saveFamilyHint:
      'Save anyway if they are one family too: a manager sees the pair and confirms the link.',
    saveEditHint:
      '“Save anyway” when it is somebody else. A manager sees the pair and that you were asked.',
    saveHint:
      '“Register anyway” when it is somebody else. A manager sees the pair and that you were asked.',
    back: 'Back to the form',
    sameFamily: 'Same family',
  },
  reason: {
    nationalId: 'same national id',
    phone: 'same phone',
    wechat: 'same WeChat',
    email: 'same e-mail',
    'phone-digit': 'phone one digit off',
    'phone-swapped': 'two digits of the phone swapped',
    'phone-masked': 'a masked phone fits',
    door: 'same home',
    address: 'same address',
    referrer: 'same referrer',
    'name-same': 'same name',
    'name-script': 'same name, traditional and simplified',
    'name-sound': 'names sound the same',
    'name-order': 'same name in another order',
    'name-typo': 'names one slip apart',
    'name-part': 'surname fits',
  } as Record<string, string>,

  // The manager's list.
  list: {
    title: 'Likely duplicates',
    button: 'Likely duplicates',
    intro: (p: { n: number }) =>
      p.n === 1
        ? 'One pair to look at. Only people merge; nothing happens by itself.'
        : `${p.n} pairs to look at, the surest first. Only people merge; nothing happens by itself.`,
    none: 'No likely duplicates to look at.',
    score: (p: { score: number; reasons: string }) => `${p.score} of 100 · ${p.reasons}`,
    person: 'One person twice?',
    family: '👪 One family?',
    rep: (p: { customer: string; rep: string }) => `${p.customer} · ${p.rep}`,
    pool: 'pool',
    same: 'Same person',
    different: 'Not the same',
    makeFamily: 'One family',
    open: (p: { number: string }) => `Open ${p.number}`,
    decided: (p: { customers: string }) =>
      `✓ ${p.customers}: not the same. You will not be asked again.`,
    // The message.
    note: 'Likely duplicates to look at.',
    told: (p: { n: number }) =>
      p.n === 1
        ? '🔍 *One pair of records may be one person or one family.*'
        : `🔍 *${p.n} pairs of records may be one person or one family.*`,
    asked: 'Same person, not the same, or one family: you decide each.',
    done: '🔍 *All likely duplicates are decided.*',
  },

  family: {
    button: 'Family',
    title: 'Family',
    none: 'Nobody of the family is linked yet.',
    intro:
      'Spouse, parents and children are one household under one assigned rep: each with an own record, phone and consent.',
    relation: {
      spouse: 'spouse',
      parent: 'parent',
      child: 'child',
      sibling: 'brother or sister',
    },
    indirect: 'family',
    hidden: 'a customer of somebody else',
    line: (p: { relation: string; customer: string }) => `${p.relation}: ${p.customer}`,
    card: (p: { members: string }) => `👪 Family: ${p.members}`,
    waits: 'a manager decides',
    add: 'Add somebody',
    relative: 'Customer',
    relativeHint: 'Register them first: each has an own record.',
    who: (p: { customer: string }) => `What are they to ${p.customer}?`,
    whoHint: 'Where they have another assigned rep, a manager decides whose the family is.',
    link: 'Link',
    unlink: 'Unlink',
    linked: '👪 Linked as one family.',
    proposed: '👪 A manager is asked whose the family is to be. Until then nothing changes.',
    ended: 'No longer linked.',
    registerAndLink: 'Register and link',
    // To the manager who decides.
    note: 'A family of two reps: please decide.',
    asks: (p: { person: string; one: string; other: string; relation: string }) =>
      `👪 ${p.person} asks: ${p.one} and ${p.other} (${p.relation}) are one family, and have two assigned reps.`,
    decide: 'Decide',
    decideTitle: 'Whose is the family?',
    decideIntro:
      'The whole family goes to one rep, open follow-ups included. The other rep keeps what was credited until now.',
    toRep: (p: { name: string }) => `To ${p.name}`,
    notFamily: 'No family',
    isTheir: (p: { one: string; other: string; relation: string }) =>
      `${p.other} is the ${p.relation} of ${p.one}.`,
    nobody: 'Neither has an assigned rep: claim them from the pool first.',
    decided: (p: { n: number }) =>
      p.n === 1
        ? '👪 One family now; 1 customer was moved.'
        : `👪 One family now; ${p.n} customers were moved.`,
    declined: 'Noted: no family. Each stays with their rep.',
    settled: (p: { one: string; other: string; how: string }) =>
      `👪 ${p.one} and ${p.other}: ${p.how}`,
    how: {
      linked: 'one family',
      declined: 'no family',
      ended: 'no longer linked',
    } as Record<string, string>,
    noteDecided: 'Your question about a family was decided.',
    noteMoved: 'A customer of yours went with their family to another rep.',
    movedAway: (p: { list: string }) =>
      `${p.list} went to another rep, together with the family. What was credited until now stays yours.`,
  },

  help: [
    '`duplicates`  likely duplicates to decide (managers)',
    '`family C-1042`  the family, and to add somebody',
  ],

  refusals: {
    familyItself: () => 'That is the same customer.',
    familyInvalid: () => 'One of them is marked invalid, so there is nobody to link.',
    familySiblings: () => 'This office does not count brothers and sisters as one household.',
    familyAlready: () => 'These two are linked already, or a manager is deciding.',
    familyDecided: () => 'This was decided already.',
    pairDecided: () => 'Somebody has decided this pair already.',
  } satisfies RefusalSentences as RefusalSentences,
};
