import type { RefusalSentences } from '../params.ts';

/** Names and meanings of this area's rules. */
export const careRules = {
  referralCredits: {
    label: 'Credits for referrals',
    meaning:
      'One row each: step (registered, visited, signed), who gets it (referrer, newcomer, rep), what: 中文 | English. A rep’s credit goes to the referrer’s own rep only if the newcomer asked for that rep or the introduction was logged beforehand; else to whoever serves the newcomer.',
  },
  introductionDays: {
    label: 'An introduction counts for',
    meaning: 'Days from when the rep logged that a customer will bring somebody.',
  },
  satisfactionLow: {
    label: 'Low satisfaction up to',
    meaning:
      'Of 5. The manager hears of such a score once, and the rep gets a follow-up. 0: never.',
  },
  satisfactionDays: {
    label: 'A satisfaction code is good for',
    meaning: 'Days in which the customer can answer with it, once.',
  },
};

type Customer = { customer: string };

export const care = {
  hidden: 'a customer of somebody else',

  referral: {
    button: 'Referrals',
    title: 'Referrals',
    nobody: 'Nobody brought this customer, and this customer brought nobody yet.',
    chain: (p: { chain: string }) => `*Chain*  ${p.chain}`,
    arrow: ' → ',
    brought: (p: { n: number; more: boolean }) => `*Brought ${p.more ? 'more than ' : ''}${p.n}*`,
    broughtLine: (p: { customer: string; n: number }) =>
      p.n === 0 ? `• ${p.customer}` : `• ${p.customer}, who brought ${p.n}`,
    counts: (p: { rep: string }) => `Counts for *${p.rep}*`,
    countsNobody: 'Counts for nobody yet: there is no rep.',
    because: {
      asked: 'the newcomer asked for that rep',
      introduced: 'the introduction was logged beforehand',
    },
    served: 'who serves the newcomer',
    another: 'By the rule this is another rep than the assigned one: a manager may reassign.',
    referrer: 'Who brought this customer',
    referrerHint: 'Empty: nobody.',
    asked: 'The newcomer asked for the referrer’s rep',
    askedLabel: 'Asked for by name',
    save: 'Save',
    saved: '🤝 Noted who brought this customer.',
    cleared: 'Noted: nobody brought this customer.',
    introduce: 'Log an introduction',
    introduceTitle: 'An introduction',
    introduceIntro: (p: Customer) =>
      `${p.customer} says that somebody will come. Logged now, it counts for their rep once that person arrives. The phone is kept as a fingerprint only.`,
    phone: 'Phone of who will come',
    introduced: '🤝 The introduction is logged.',
    credits: '*Credits*',
    credit: (p: { event: string; to: string; what: string }) =>
      `${p.event}: ${p.to} gets ${p.what}`,
    event: { registered: 'Registered', visited: 'Visited', signed: 'Signed' } as Record<
      string,
      string
    >,
    to: { referrer: 'the referrer', newcomer: 'the newcomer', rep: 'the rep' } as Record<
      string,
      string
    >,
    earned: (p: { when: string }) => `earned ${p.when}`,
    given: (p: { when: string }) => `✓ given ${p.when}`,
    give: 'Given',
    gave: 'Noted: given.',
    // To the referrer's rep.
    note: 'A customer of yours brought somebody.',
    told: (p: { referrer: string; newcomer: string }) =>
      `🤝 *${p.referrer}* brought ${p.newcomer}.`,
    thank: 'A word of thanks now brings the next one.',
    toldCredit: (p: { event: string; to: string; what: string }) =>
      `• ${p.event}: ${p.what} for ${p.to}`,
    thanks: 'Words of thanks',
    open: 'Referrals',
  },

  satisfaction: {
    button: 'Satisfaction',
    title: 'Satisfaction',
    none: 'Not asked yet.',
    line: (p: { score: number; stars: string; when: string; how: string }) =>
      `*${p.stars} ${p.score}/5*  ${p.when} · ${p.how}`,
    how: { told: 'told to the rep', code: 'texted with the code' } as Record<string, string>,
    ask: 'Ask by text',
    asked: (p: { when: string }) =>
      `Long-press to copy and send. The code is good once, until ${p.when}.`,
    reply: (p: { example: string }) =>
      `When the reply comes, paste it to me in our direct message, or type ${p.example}`,
    example: (p: { command: string; code: string }) => `\`${p.command} code ${p.code} 5\``,
    score: 'How satisfied is the customer?',
    scores: {
      1: '1 · very dissatisfied',
      2: '2 · dissatisfied',
      3: '3 · so-so',
      4: '4 · satisfied',
      5: '5 · very satisfied',
    } as Record<string, string>,
    words: 'In their words',
    save: 'Save',
    saved: (p: { customer: string; score: number }) => `✅ ${p.customer}: ${p.score} of 5, noted.`,
    low: 'The manager is told, and a follow-up is planned for the next working day.',
    callBack: (p: { score: number }) =>
      `Satisfaction ${p.score} of 5: find out why and put it right`,
    // To the manager.
    note: 'A customer is not satisfied.',
    told: (p: { customer: string; score: number; rep: string }) =>
      `⚠️ *${p.customer}* gave ${p.score} of 5 (${p.rep}). A follow-up is planned.`,
    show: 'What they said',
  },

  days: {
    button: 'Care days',
    title: 'Care days',
    intro:
      'Birthdays and the day of moving in are kept only with the customer’s own consent to be greeted on them; this is another consent than that to be contacted.',
    agrees: 'The customer agrees to be greeted',
    agreesLabel: 'Consent',
    since: (p: { when: string; by: string }) => `Consent given ${p.when}, noted by ${p.by}.`,
    withdrawn: (p: { when: string; by: string }) =>
      `Consent withdrawn ${p.when}, noted by ${p.by}. Nothing is kept.`,
    birthday: 'Birthday',
    birthdayHint: 'Day and month: 5 March. The year is not kept.',
    moveIn: 'Moved in on',
    moveInHint: 'Greeted every year on that day.',
    handedOver: (p: { when: string }) =>
      `The keys were handed over on ${p.when}. Greeted every year on that day; kept only with the consent.`,
    save: 'Save',
    saved: '🎈 The care days are kept.',
    forgotten: 'Consent withdrawn: the days are deleted, and nothing is said about them any more.',
    // To the rep.
    note: 'A day to greet customers of yours.',
    told: (p: { n: number }) =>
      p.n === 1
        ? '🎈 *Today is a day to greet this customer:*'
        : `🎈 *Today is a day to greet ${p.n} customers:*`,
    over: '🎈 Nobody to greet any more.',
    greet: 'Words to send',
  },

  /** The text that asks a customer. */
  words: {
    satisfaction: (p: { name: string; rep: string; code: string }) =>
      `${p.name}, how satisfied are you with us so far? Please reply with ${p.code}, a figure from 1 (not at all) to 5 (very), and a word if you like, for example: ${p.code} 5 all fine. Thank you! ${p.rep}`,
  },

  history: {
    'referral.set': 'said who brought the customer',
    'referral.clear': 'said that nobody brought the customer',
    'referral.introduce': 'logged an introduction',
    'referral.credit': 'credited the referral',
    'referral.give': 'handed a credit over',
    'satisfaction.ask': 'asked for the satisfaction',
    'satisfaction.answer': 'noted the satisfaction',
    'care.save': 'kept care days, with consent',
    'care.withdraw': 'noted that the consent to care days is withdrawn',
  } as Record<string, string>,

  help: [
    '`referral C-1042 C-1001`  C-1001 brought C-1042; `referral C-1042 none`  nobody did',
    '`introduce C-1001 138 1234 5678`  C-1001 will bring this person',
    '`satisfaction C-1042 5 all fine`  how satisfied; `code K7Q39M 5 all fine`  what was texted back',
    '`care C-1042`  birthday and move-in day, with consent',
  ],

  refusals: {
    referralItself: () => 'Nobody brings themselves. Choose another customer.',
    referralCycle: () =>
      'That would be a circle: this customer brought, through whomever, the one who is to have brought them.',
    referralCredited: () =>
      'Somebody earned a credit for this referral already, so it cannot be changed any more.',
    introductionKnown: () => 'This introduction is logged already.',
    introductionNobodys: () =>
      'This customer has no assigned rep, so there is nobody for whom it would count.',
    creditGiven: () => 'This was noted as given already.',
    codeUnreadable: () =>
      'Write the code, a figure from 1 to 5 and, if there are any, the words: K7Q39M 5 all fine',
    codeUnknown: () =>
      'There is no such code among your customers’. Please check it with the customer’s text.',
    codeUsed: () => 'This code was answered already. A code is good once.',
    codeExpired: () => 'This code is too old. Ask again, or note what the customer says.',
    scoreUnreadable: () => 'A figure from 1 to 5, please.',
    birthdayUnreadable: () => 'A day and a month, please: 5 March, or 03-05.',
    careNeedsConsent: () =>
      'Without the customer’s consent these days are not kept: tick it, or leave them empty.',
  } satisfies RefusalSentences as RefusalSentences,
};
