import type { RefusalSentences } from '../params.ts';

type When = { when: string };
type Who = { who: string };

/** Rules of cases and conduct, with their meaning. */
export const caseRules = {
  caseChannel: {
    label: 'Channel of the cases',
    meaning:
      'For those who decide only. Number, surname, both sides’ evidence in short and what the rules propose stand there; names and words open for who may see them. Empty: direct messages.',
  },
  caseSilentDays: {
    label: 'Silent for so many days',
    meaning:
      'Proposed in a case: an assigned rep without any contact for longer than this, and than the cadence of the grade, gave the customer up. 0: never.',
  },
  caseAppealDays: {
    label: 'Days for an appeal',
    meaning:
      'To an administrator, whose decision is final. Until then nobody else can open a case.',
  },
  creditDays: {
    label: 'Credit of a deal can move for',
    meaning:
      'Days after subscription or contract: a case opened, or a concealed reception recorded, in this time still moves the deal’s credit. Later ones leave it.',
  },
  caseRemindMinutes: {
    label: 'Remind of a case after',
    meaning: 'Working minutes it waits until those who decide are reminded.',
  },
  caseEscalateMinutes: {
    label: 'Administrators hear after',
    meaning: 'Working minutes a case waits until administrators are told.',
  },
  signalDays: {
    label: 'Days looked back for questions',
    meaning: 'What reps entered in this time is looked at for what managers should ask about.',
  },
  signalCopied: {
    label: 'Same words under so many',
    meaning: 'Customers of one rep with the very same note: the manager is asked to look.',
  },
  signalBurst: {
    label: 'Contacts at once, last day',
    meaning:
      'So many contacts within the minutes below, all of customers on their last day of protection.',
  },
  signalBurstMinutes: { label: 'Within so many minutes', meaning: 'Goes with the rule above.' },
  signalPerfect: {
    label: 'Calls, all of them reached',
    meaning: 'So many calls and not one unanswered: perhaps the result is not chosen honestly.',
  },
};

export const cases = {
  title: 'Cases',
  number: (p: { n: number }) => `Case ${p.n}`,
  list: {
    none: 'No case of yours. To claim a protected customer: `/case open` and the phone.',
    open: 'Claim a customer',
    breaches: 'Breaches',
    show: 'Open',
    opened: (p: When) => `opened ${p.when}`,
    unnamed: 'a customer you claim',
  },
  state: {
    waiting: '⏳ waits for a decision',
    appealed: '⏳ appealed: waits for an administrator',
    decided: '⚖️ decided',
    final: '⚖️ decided for good',
  } as Record<string, string>,
  until: (p: When) => `An appeal is possible until ${p.when}.`,
  yours: 'You are the assigned rep.',
  yourClaim: 'You claim this customer.',

  claim: {
    button: 'Open a case',
    title: 'Claim a customer',
    submit: 'Open the case',
    intro:
      'A manager decides, on what the register knows about both sides. You hear the verdict privately; until then protection stands still.',
    identity: 'Phone, WeChat or e-mail',
    identityHint: 'What you know of the customer, in full. Counts as a check.',
    text: 'Why it is yours',
    textHint: 'When and how you met the customer. Kept sealed for whoever decides.',
    rep: 'Who claims it',
    links: 'Links to files',
    linksHint: 'https addresses, one per line, at most five. No photos of faces, please.',
    opened: (p: { n: number }) => `✅ Case ${p.n} is open. You will hear the verdict here.`,
    joined: (p: { n: number }) =>
      `✅ Somebody claims the same customer: you are a party of case ${p.n} now.`,
  },

  said: {
    claim: 'Claim',
    statement: 'Statement',
    question: 'Question',
    appeal: 'Appeal',
  } as Record<string, string>,
  speak: {
    button: 'Add a statement',
    title: 'Statement',
    submit: 'Add',
    text: 'Statement',
    textHint: 'Kept sealed; whoever decides reads it, the other side does not.',
    added: (p: { n: number }) => `✅ Added to case ${p.n}.`,
  },
  appeal: {
    button: 'Appeal',
    title: 'Appeal',
    submit: 'Appeal',
    intro: 'An administrator looks at it again; that decision is final.',
    text: 'What was overlooked',
    done: (p: { n: number }) => `✅ Appealed: an administrator decides case ${p.n}.`,
  },
  ask: {
    button: 'Ask for more',
    title: 'Ask the parties',
    submit: 'Ask',
    text: 'What do you need to know?',
    textHint: 'All parties read it, without hearing who the others are.',
    done: 'The parties are asked.',
  },

  judge: {
    button: 'Decide',
    title: 'Verdict',
    concealed: 'Record the concealment',
    submit: 'Decide',
    verdict: 'Verdict',
    to: 'To whom',
    toHint: 'For “give” and “split”.',
    share: 'Their share of the credit, in percent',
    shareHint: 'For “split”: 1 to 99; the assigned rep has the rest.',
    reason: 'Reason',
    reasonHint: 'The parties read it. Kept for good, with the evidence as it stands now.',
    appealable: (p: { n: number }) =>
      p.n === 1 ? 'The parties can appeal for 1 day.' : `The parties can appeal for ${p.n} days.`,
    final: 'This decides the appeal: it is final.',
    done: (p: { n: number }) => `✅ Case ${p.n} is decided; the parties are told.`,
  },
  verdict: {
    keep: 'Keep: stays with the assigned rep',
    give: 'Give: to who claims it',
    split: 'Split: stays, the credit is shared',
    pool: 'Pool: to nobody for now',
  },
  verdictLine: {
    keep: 'stays with the assigned rep',
    give: (p: { to: string }) => `goes to ${p.to}`,
    split: (p: { to: string; share: number }) =>
      `stays; ${p.share} % of the sales credit goes to ${p.to}`,
    pool: 'goes to the pool',
  },
  decidedBy: (p: When & Who) => `${p.when}, ${p.who}:`,
  onAppeal: 'on appeal',

  evidence: {
    title: 'Evidence as of the claim',
    holder: 'Assigned rep',
    claimants: 'Claimed by',
    registered: (p: When & Who) => `Registered ${p.when} by ${p.who}`,
    arrived: (p: When & { kind: string }) => `Came ${p.when} · ${p.kind}`,
    periods: 'Assigned so far',
    period: (p: Who & { from: string; to: string; why: string }) =>
      `${p.who}: ${p.from} – ${p.to} · ${p.why}`,
    stands: 'now',
    contacts: (p: { n: number }) =>
      p.n === 1
        ? '1 contact that reached the customer'
        : `${p.n} contacts that reached the customer`,
    visits: (p: { n: number }) => (p.n === 1 ? '1 visit' : `${p.n} visits`),
    enteredLater: (p: When) => `entered ${p.when}`,
    arrivals: 'Received',
    families: 'Family',
    family: (p: Who & { number: string; relation: string }) =>
      `${p.relation} ${p.number}, assigned to ${p.who}`,
    reports: 'Partner reports',
    report: (p: When & { number: string; status: string; company: string }) =>
      `${p.company} · ${p.number} · ${p.when} · ${p.status}`,
    reportReceived: (p: Who) => `received by ${p.who}`,
    courtesyFor: (p: Who & { share: number; answer: string }) =>
      `for ${p.who}, who was called (${p.answer}); a deal of that day: ${p.share} % to ${p.who}`,
    courtesyAnswers: {
      coming: 'came in person',
      receive: 'asked to receive',
      none: 'no answer',
    } as Record<string, string>,
    foundLikely:
      'The claimant asked about somebody who is only likely this customer: see first whether it is one person.',
    checks: 'Asked whether registered',
    holds: 'Held by a manager',
    noBiometrics: 'Evidence comes from the register only. No faces, no fingerprints, ever.',
    erased: 'The customer was erased: nothing can be read any more.',
  },
  relations: { spouse: 'Spouse', parent: 'Parent', child: 'Child', sibling: 'Sibling' } as Record<
    string,
    string
  >,
  statuses: { valid: 'valid', invalid: 'invalid', duplicate: 'duplicate' } as Record<
    string,
    string
  >,
  how: {
    turn: 'by turn',
    asked: 'asked for by name',
    report: 'with a partner report',
  } as Record<string, string>,
  proposal: {
    title: 'Proposed',
    line: (p: { verdict: string; rule: string }) => `*${p.verdict}*\nRule: ${p.rule}`,
    decides: 'A person decides.',
    rules: {
      family: 'One family, one assigned rep.',
      earlier: 'Who was there first, on record, comes first.',
      over: 'What is no longer protected goes to who looks after it.',
      silent: 'Who left a customer silent for longer than the office allows gave it up.',
      concealed:
        'Received without calling the assigned rep (concealed): the whole credit returns to them.',
      courtesy: 'Received for an absent colleague: the credit stays with the assigned rep.',
      first: 'The first registration holds while it is protected.',
    },
    reasons: {
      registered: (p: When & Who) => `${p.who} registered it ${p.when}`,
      protected: (p: When) => `protected until ${p.when}`,
      protectedOpen: 'protected, without an end in sight',
      protectionOver: (p: When) => `protection ended ${p.when}`,
      protectionNone: 'not protected',
      reached: (p: When & Who & { n: number }) =>
        p.n === 1
          ? `${p.who} reached the customer once, ${p.when}`
          : `${p.who} reached the customer ${p.n} times, last ${p.when}`,
      neverReached: (p: Who) => `${p.who} never reached the customer`,
      silent: (p: Who & { n: number }) => `${p.who} was silent for ${p.n} days`,
      family: (p: Who & { n: number }) => `${p.who} looks after a member of the family (C-${p.n})`,
      received: (p: When & Who) => `${p.who} received the customer ${p.when}`,
      courtesy: (p: When & Who) =>
        `${p.who} received the customer ${p.when} for the assigned rep, who was called`,
      concealed: (p: When & Who) =>
        `${p.who} received the customer ${p.when} while it was a colleague’s, who was not called`,
      contact: (p: When & Who) => `${p.who} has a contact on record of ${p.when}`,
      report: (p: When & Who) =>
        `${p.who} received the party of a valid partner report of ${p.when}`,
      nothing: (p: Who) => `${p.who} has nothing on record with the customer`,
      had: (p: When & Who) => `${p.who} had the customer until ${p.when}`,
      enteredAfter: (p: { n: number }) =>
        p.n === 1
          ? '1 contact entered after the claim: not counted'
          : `${p.n} contacts entered after the claim: not counted`,
    },
  },

  card: {
    note: 'A case waits for a decision.',
    noteDone: 'A case was decided.',
    head: (p: { n: number; customer: string }) => `⚖️ *Case ${p.n} · ${p.customer}*`,
    claimed: (p: { n: number }) => (p.n === 1 ? 'claimed by one rep' : `claimed by ${p.n} reps`),
    statements: (p: { n: number }) => (p.n === 1 ? '1 statement' : `${p.n} statements`),
    // How people are called where more than those who decide may read.
    holder: 'the assigned rep',
    claimant: (p: { nth: number; of: number }) =>
      p.of === 1 ? 'the claimant' : `claimant ${p.nth}`,
    other: 'another colleague',
    arrivals: (p: { n: number }) => (p.n === 1 ? 'received once' : `received ${p.n} times`),
    families: (p: { n: number }) => (p.n === 1 ? '1 family link' : `${p.n} family links`),
    reports: (p: { n: number }) => (p.n === 1 ? '1 partner report' : `${p.n} partner reports`),
    show: 'Evidence',
    waitsSince: (p: When) => `It has waited since ${p.when}.`,
    onCustomer: (p: { n: number; state: string }) => `⚖️ Case ${p.n}: ${p.state}`,
  },
  news: {
    note: 'News of a case.',
    opened: (p: { customer: string; n: number }) =>
      `⚖️ Somebody claims ${p.customer}: case ${p.n}. Say what speaks for you; a manager decides. Protection stands still meanwhile.`,
    openedForYou: (p: { n: number }) => `⚖️ Case ${p.n} was opened for you. A manager decides.`,
    question: (p: { n: number }) => `❓ Case ${p.n}: who decides asks for more.`,
    verdict: (p: { n: number; customer: string; line: string }) =>
      `⚖️ Case ${p.n}${p.customer ? `, ${p.customer}` : ''}: ${p.line}.`,
    final: 'This is final.',
    appealed: (p: { n: number }) => `⚖️ Case ${p.n} was appealed: an administrator decides.`,
    reason: 'Read the reason',
    you: 'you',
  },

  history: {
    'case.opened': 'case opened',
    'case.joined': 'another claim joined the case',
    'case.decide': 'decided a case',
    'case.decide-appeal': 'decided an appeal',
  } as Record<string, string>,

  help: {
    title: 'Cases and breaches',
    lines: [
      '``  my cases',
      '`open 138 1234 5678 she came on Sunday and asked for me`  claim a protected customer',
      '`statement 12 …`  add to case 12',
      '`appeal 12 …`  against the verdict',
      '`decide 12 split 30 @Zhang Wei …` · `ask 12 …`  who decides',
      '`breaches`  the register of breaches',
      '`record @Zhang Wei concealed C-1042 …`  a manager records one',
    ],
  },

  refusals: {
    caseTextMissing: () => 'Write something, please.',
    caseLinks: (p) => `At most ${p.max} addresses that begin with https://, one per line.`,
    caseUnreadable: () => 'Begin with the number of the case: statement 12 …',
    caseShare: () => 'For a split: a whole percentage from 1 to 99. Otherwise leave it empty.',
    caseTo: () => 'For “give” and “split” choose who claims it; otherwise leave it empty.',
    caseFree: () => 'Nobody has this customer: register instead of claiming.',
    caseSeveral: () => 'That fits several customers. Claim by the phone, please.',
    caseYours: (p) => `The customer is yours already${p.number ? `: ${p.number}` : ''}.`,
    casePool: () => 'The customer is in the pool: claim it there, with /customer pool.',
    caseHeld: () => 'This customer stays with the office. Ask your manager.',
    caseMasked: () => 'Claim by the whole number: a part of it can be somebody else’s.',
    caseByPhone: () => 'Claim by what you know of the customer: /case open and the phone.',
    caseCheckGone: () => 'That check is too old. Check the number again, then open the case.',
    caseAlready: (p) => `You claim this customer already: case ${p.n}.`,
    caseOnAppeal: () =>
      'A case about this customer is being appealed. Claim again when it is decided.',
    caseJustDecided: (p) =>
      `A case about this customer was decided a short while ago. You can claim from ${p.until}.`,
    caseNobody: () =>
      'Nobody could decide: everybody who might is a party. An administrator has to name another manager first.',
    caseOwn: () => 'You are a party of this case: somebody else decides.',
    caseSameJudge: () => 'You decided it before: on appeal another administrator decides.',
    caseDecided: () => 'This case is decided already.',
    caseGone: () => 'Who would get the customer does not work here any more. Decide otherwise.',
    appealTooEarly: () => 'There is no verdict yet.',
    appealTooLate: () => 'This verdict can no longer be appealed.',
    appealNobody: () =>
      'There is no other administrator who could decide an appeal. Ask that one is named.',
  } satisfies RefusalSentences as RefusalSentences,
};
