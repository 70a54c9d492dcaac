import type { RefusalSentences } from '../params.ts';

interface Counts {
  customers: number;
  underWork: number;
  closed: number;
  lost: number;
  followUps: number;
  overdue: number;
}

export const assignment = {
  /** Why a customer went where, as the code of the assignment says it. */
  why: {
    'by-source': 'by the rule for the source',
    'by-district': 'by the rule for the district',
    'by-language': 'by the rule for the language',
    'by-rota': 'in turn',
    'by-load': 'to whoever had least to do',
    'last-resort': 'to the last resort: nobody of the team was there',
    'to-pool': 'to the pool: nobody was there',
    chosen: 'registered for them',
    'handed-over': 'handed over',
  } as Record<string, string>,
  // In the history of a customer.
  because: 'Why',
  byRule: (p: { why: string; value: string }) => `${p.why} (${p.value})`,
  absent: (p: { why: string; names: string }) => `${p.why}; away: ${p.names}`,
  history: {
    'customer.assign': 'gave it to a rep',
    'customer.hand-over': 'handed it over',
  } as Record<string, string>,

  // To the rep who got new customers.
  arrived: (p: { n: number }) =>
    p.n === 1 ? '🆕 *A new customer is yours*' : `🆕 *${p.n} new customers are yours*`,
  noteArrived: 'A new customer is yours.',

  handOver: {
    title: 'Hand over',
    from: 'Whose customers',
    holder: (p: { name: string; n: number }) => `${p.name} · ${p.n}`,
    gone: (p: { name: string; n: number }) => `${p.name} (left) · ${p.n}`,
    to: 'To',
    byRules: 'the team, by its rules',
    which: 'Only these',
    whichHint: 'Numbers, or ranges of them. Empty: all.',
    preview: 'Preview',
    begin: 'Hand over',
    nobody: 'Nobody in your teams has customers.',
    fromTo: (p: { from: string; to: string }) => `*${p.from}* → *${p.to}*`,
    counts: (p: Counts) =>
      `*${p.customers === 1 ? '1 customer' : `${p.customers} customers`}*: ${p.underWork} under work, ${p.closed} closed, ${p.lost} lost\n${p.followUps === 1 ? '1 open follow-up goes' : `${p.followUps} open follow-ups go`} along, ${p.overdue} of them overdue.`,
    elsewhere: (p: { n: number }) =>
      `${p.n} of another team stay: choose somebody of that team for them.`,
    meaning:
      'Protection begins anew with the new rep, who is told; the history says from whom. It cannot be undone, but they can be handed over again.',
    begun: (p: { n: number }) =>
      `✅ Handing over ${p.n === 1 ? '1 customer' : `${p.n} customers`}. How far it is stands in your direct message.`,
    going: (p: { n: number; total: number }) => `⏳ ${p.n} of ${p.total}`,
    done: (p: { n: number; followUps: number }) =>
      `✅ ${p.n === 1 ? '1 customer' : `${p.n} customers`} handed over, ${p.followUps === 1 ? '1 follow-up' : `${p.followUps} follow-ups`} with them.`,
    receiver: (p: { name: string; n: number }) => `• ${p.name}: ${p.n}`,
    pooled: (p: { n: number }) => `${p.n} went to the pool: nobody of the team was there.`,
    kept: (p: { n: number }) =>
      `${p.n} stayed where they are: a colleague has them already, the new rep cannot take them, or a case about them has to be decided first.`,
    received: (p: { from: string; n: number; followUps: number }) =>
      `🤝 *${p.n === 1 ? '1 customer' : `${p.n} customers`}* of ${p.from} ${p.n === 1 ? 'is' : 'are'} yours now, with ${p.followUps === 1 ? '1 open follow-up' : `${p.followUps} open follow-ups`}.`,
    noteGoing: 'Customers are being handed over.',
    noteDone: 'Customers were handed over.',
    noteReceived: 'Customers were handed over to you.',
  },

  refusals: {
    handOverNone: (p) => `${p.name} has no such customers.`,
    handOverElsewhere: (p) =>
      `${p.name} is in another team than these customers. Choose somebody of theirs.`,
    handOverRuns: () => 'Their customers are being handed over already. Wait until that is done.',
    handOverSame: () => 'Choose somebody else than the one who leaves.',
    numbersUnreadable: (p) => `Not understood: ${p.text}. Write C-1001, C-1010–1020, or nothing.`,
    numbersMany: (p) => `At most ${p.max} numbers at once; leave it empty for all.`,
  } satisfies RefusalSentences as RefusalSentences,
};
