import type { RefusalSentences } from '../params.ts';

type When = { when: string };

export const ownership = {
  // On the card of a customer.
  card: {
    until: (p: When & { because: string }) => `🛡 Protected until ${p.when}, because ${p.because}`,
    over: (p: When) => `🛡 Protection ended ${p.when}: it goes to the pool`,
    because: {
      default: 'this is the first period',
      contact: 'of the last effective contact',
      maximum: 'this is the longest possible',
      exempt: 'the clock stood still meanwhile',
    } as Record<string, string>,
    deal: '🛡 Protected, because the deal stands',
    dealing: '🛡 Protected, because a deal is under way',
    held: '🛡 Protected, because a manager holds it',
    disputed: '🛡 Protected, because a case about it is open',
    stays: '🛡 Protected, because this rep’s customers do not lapse',
    hold: 'Hold',
    endHold: 'End the hold',
  },

  check: {
    title: 'Registered already?',
    submit: 'Check',
    text: 'Phone, masked phone, WeChat or e-mail',
    hint: 'Any spelling of a phone; 138****1234 as a partner reports it. The check is noted, and the manager sees how many.',
    placeholder: '138 1234 5678',
    free: '✅ Free: nobody has it. You can register.',
    yours: (p: { customer: string }) => `👤 Yours already: ${p.customer}`,
    pool: '🌊 In your team’s pool: a rep of the team can claim it.',
    resting: (p: When) => `🌊 In your team’s pool: it can be claimed from ${p.when}.`,
    poolElsewhere: '🌊 In another team’s pool. Ask your manager.',
    protectedUntil: (p: When) => `🛡 Protected until ${p.when}.`,
    protected: '🛡 Protected, without an end in sight. Ask your manager.',
    possible: 'Possibly, since only a part of the number is known:',
    register: 'Register',
    another: 'Check another',
  },

  pool: {
    title: 'Pool',
    button: 'Pool',
    none: 'The pool of your teams is empty.',
    intro: (p: { n: number; limit: number }) =>
      `The first click wins. You claimed ${p.n} of ${p.limit} today.`,
    introSeen: 'Reps of the team may claim these; the first click wins.',
    since: (p: When) => `in the pool since ${p.when}`,
    from: (p: When) => `can be claimed from ${p.when}`,
    claim: 'Claim',
    claimed: (p: { customer: string }) => `✅ ${p.customer} is yours.`,
    open: 'Open the card',
    // In the team's channel.
    note: 'Customers can be claimed.',
    posted: (p: { n: number }) =>
      p.n === 1
        ? '🌊 *Into the pool: the first click wins*'
        : `🌊 *${p.n} into the pool: the first click wins*`,
    allTaken: '🌊 *Nothing left of these*',
    taken: (p: { who: string }) => `claimed by ${p.who}`,
    gone: 'no longer in the pool',
  },

  hold: {
    title: 'Hold for the rep',
    submit: 'Hold',
    intro: 'While it is held, protection does not run; the days left stay.',
    reason: 'Why',
    reasonHint: 'Kept with the record; whoever sees the history sees it.',
    until: 'Until',
    untilHint: 'Empty: until you end it.',
    held: '✅ Held: protection does not run.',
    ended: '✅ The hold is over: protection runs on.',
  },

  owner: {
    title: (p: { number: string }) => `Whose was ${p.number}?`,
    asOf: (p: When) => `As of ${p.when}`,
    answer: (p: { name: string }) => `*${p.name}* was the assigned rep.`,
    nobody: '*Nobody* was the assigned rep.',
    notYet: 'It was not registered yet.',
    period: (p: { name: string; from: string; to: string; why: string }) =>
      `${p.name}: ${p.from} – ${p.to} · ${p.why}`,
    today: 'now',
    began: (p: { why: string; by: string }) => `${p.why} by ${p.by}`,
    ended: (p: { why: string }) => `ended: ${p.why}`,
    why: {
      registered: 'registered',
      reassigned: 'reassigned',
      claimed: 'claimed from the pool',
      merged: 'merged with another record',
      lapsed: 'protection lapsed',
      judged: 'decided in a case',
    } as Record<string, string>,
    system: 'Gatehouse',
    all: 'Assigned reps from the beginning',
    evidence: 'Evidence',
    button: 'Whose',
    judged: 'By the rules in force when protection began.',
    clock: (p: { when: string | null; first: string; contact: string; maximum: string }) =>
      `${p.when ? `Protected until ${p.when}` : 'Protected, without an end while the clock stands still'} · first period ${p.first} · from a contact ${p.contact} · at most ${p.maximum}`,
    days: (p: { n: number }) => (p.n === 1 ? '1 day' : `${p.n} days`),
    contacts: (p: { n: number; theirs: number | null }) => {
      const all =
        p.n === 1 ? '1 effective contact until then' : `${p.n} effective contacts until then`;
      return p.theirs === null ? all : `${all}, ${p.theirs} of them by that rep`;
    },
    holds: 'Held',
    heldLine: (p: { from: string; to: string; who: string; reason: string }) =>
      `${p.from} – ${p.to} · ${p.who}: ${p.reason}`,
  },

  history: {
    'customer.claim': 'claimed from the pool',
    'customer.lapse': 'lapsed: protection ended',
    'protection.hold': 'held for the rep',
    'protection.end-hold': 'ended the hold',
  } as Record<string, string>,

  help: [
    '`check 138 1234 5678`  registered already?',
    '`pool`  customers that can be claimed; `claim C-1042`',
    '`owner C-1042 on 3 May`  whose it was, with evidence',
    '`reassign C-1042 Li Na`, `hold C-1042 why`  for managers',
  ],

  refusals: {
    phoneProtected: (p) =>
      `This phone is already registered with the office, and protected until ${p.until}. If it is yours, open a case: \`/case open\` and the phone.`,
    phoneHeld: () =>
      'This phone is already registered with the office, and protected. If it is yours, open a case: `/case open` and the phone.',
    phoneInPool: () =>
      'This phone is in your team’s pool: claim it with `/customer pool` instead of registering.',
    phonePoolElsewhere: () =>
      'This phone is in another team’s pool. Ask your manager who may work with it.',
    idYours: (p) => `This national id is already yours: ${p.number} ${p.name}. Open it instead.`,
    idProtected: (p) =>
      `This national id is already registered with the office, and protected until ${p.until}. Ask your manager who may work with it.`,
    idHeld: () =>
      'This national id is already registered with the office, and protected. Ask your manager who may work with it.',
    idInPool: () =>
      'Somebody with this national id is in your team’s pool: claim them with `/customer pool` instead of registering.',
    idPoolElsewhere: () =>
      'Somebody with this national id is in another team’s pool. Ask your manager who may work with them.',
    checkUnreadable: () =>
      'A phone (138 1234 5678), a masked one (138****5678), an e-mail or a WeChat id, please.',
    claimTaken: (p) => `${p.name} was faster: the customer is theirs.`,
    claimUnreadable: () => 'Which one? Write its number: `claim C-1042`.',
    claimGone: () => 'It is no longer in the pool.',
    inCase: (p) => `A case about ${p.number} is open: whose it is can change when that is decided.`,
    claimCase: () => 'A case about it is open: it can be claimed when that is decided.',
    claimYours: (p) => `It is yours already: ${p.number}.`,
    claimResting: (p) => `New in the pool: it can be claimed from ${p.when}.`,
    claimsToday: (p) => `You claimed ${p.limit} today already. Tomorrow you can claim again.`,
    holdingFull: (p) =>
      `You work with ${p.limit} customers or more: claim again when some are done.`,
    claimCooldown: (p) =>
      `It was yours until a short while ago: you can claim it again from ${p.until}, colleagues now.`,
    holdReason: () => 'Say why, please: it is kept as evidence.',
    holdPast: () => 'Pick a moment that is still to come, or leave it empty.',
    holdNobody: () => 'Nobody is the assigned rep: there is nothing to hold.',
    ownerUnreadable: () => 'Write it like this: C-1042 on 3 May, or C-1042 5月3日.',
    ownerFuture: () => 'That day is still to come.',
  } satisfies RefusalSentences as RefusalSentences,
};
