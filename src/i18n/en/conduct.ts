import type { RefusalSentences } from '../params.ts';

type When = { when: string };

export const conduct = {
  signal: {
    title: 'A question',
    note: 'A question about entries of your team.',
    head: (p: { who: string }) => `❓ *A question about entries of ${p.who}*`,
    facts: {
      copied: (p: { n: number; span: number }) =>
        `The very same words stand under ${p.n} customers, entered within ${p.span} days.`,
      burst: (p: When & { n: number; span: number }) =>
        `${p.n} contacts were entered within ${p.span} minutes, from ${p.when}, all of customers on their last day of protection.`,
      perfect: (p: { n: number; span: number }) =>
        `${p.n} calls in ${p.span} days, and every single one was answered.`,
    },
    customers: (p: { numbers: string }) => `Customers: ${p.numbers}`,
    noCharge: 'There may be a good reason. This is a question, not a charge.',
    fine: 'In order',
    ask: 'Ask the rep',
    breach: 'Record a breach',
    read: 'Read the answer',
    state: {
      open: '',
      fine: '✅ in order',
      asked: '⏳ the rep is asked',
      answered: '💬 the rep answered',
      breach: '📕 recorded as a breach',
    } as Record<string, string>,
    didFine: '✅ Noted as in order.',
    didAsk: 'The rep is asked, kindly.',
    answerTitle: 'Answer',
    answered: 'Answer',
  },
  question: {
    note: 'Your manager has a question.',
    head: (p: { by: string }) => `❓ ${p.by} asks how this came about:`,
    button: 'Answer',
    title: 'Answer',
    submit: 'Answer',
    text: 'How did it come about?',
    textHint: 'Your manager reads it. Kept sealed.',
    done: '✅ Your manager has the answer.',
  },
  breach: {
    title: 'Breaches',
    number: (p: { n: number }) => `Breach ${p.n}`,
    none: 'No breach on record.',
    record: 'Record a breach',
    open: 'Open',
    kinds: {
      late: 'late: registered or entered too late',
      false: 'false: what was entered is not true',
      concealed: 'concealed: a reception kept from the assigned rep',
    },
    line: (p: When & { n: number; who: string; kind: string }) =>
      `*Breach ${p.n} · ${p.who}*\n${p.kind} · ${p.when}`,
    member: 'Who',
    kind: 'What kind',
    customer: 'Customer',
    customerHint:
      'Whom it was about, if anybody. Of a concealed reception: the whole credit of the deal returns to the assigned rep.',
    what: 'What happened',
    whatHint: 'Name customers by number only. Kept sealed, for good; the person reads it.',
    decision: 'Decision',
    consequence: 'Consequence',
    submit: 'Record',
    told: 'The person is told and may reply.',
    recorded: (p: { n: number }) => `✅ Breach ${p.n} is on record; the person is told.`,
    by: (p: When & { who: string }) => `Recorded ${p.when} by ${p.who}`,
    reply: 'Reply',
    replyTitle: 'Reply',
    replyText: 'Reply',
    replied: '✅ Added.',
    note: 'News of the register of breaches.',
    news: {
      recorded: (p: { n: number }) =>
        `📕 A breach was put on record about you: number ${p.n}. Read it, and say what there is to say.`,
      reply: (p: { n: number }) => `💬 There is a reply about breach ${p.n}.`,
    },
  },
  refusals: {
    conductTextMissing: () => 'Write something, please.',
    signalHandled: () => 'That is settled already.',
    breachCustomer: () => 'Choose a customer of a team you lead, or leave it empty.',
    breachWho: () => 'Choose somebody of a team you lead, other than yourself.',
  } satisfies RefusalSentences as RefusalSentences,
};
