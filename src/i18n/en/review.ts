import type { RefusalSentences } from '../params.ts';

type When = { when: string };
type Who = { name: string };
type Customer = { customer: string };

/** What somebody did in a review. */
const DID: Record<string, string> = {
  approve: 'approved it',
  return: 'returned it',
  ask: 'asked about it',
  answer: 'answered',
  resubmit: 'handed it in again',
  change: 'changed it',
  undo: 'took the approval back',
};

export const review = {
  title: 'Review',
  titleOf: (p: { number: string }) => `Review ${p.number}`,
  open: 'Review',
  all: 'Everything waiting for me',
  // Where a review stands.
  cause: {
    registration: 'registered',
    import: 'imported',
    change: 'changed',
    reported: 'changed at the customer’s word',
  } as Record<string, string>,
  by: (p: { cause: string; name: string } & When) =>
    `${p.cause.charAt(0).toUpperCase()}${p.cause.slice(1)} by ${p.name} · ${p.when}`,
  changed: (p: { fields: string }) => `To check: ${p.fields}`,
  alsoBy: (p: { names: string }) => `Also had a hand in it: ${p.names}`,
  assignedRep: 'assigned rep',
  step: (p: { n: number; of: number; role: string }) =>
    p.of === 1 ? `Waiting for: ${p.role}` : `Step ${p.n} of ${p.of}, waiting for: ${p.role}`,
  stepOf: {
    manager: 'manager',
    reviewer: 'reviewer',
    either: 'manager or reviewer',
    administrator: 'administrator',
  } as Record<string, string>,
  standing: {
    waiting: '🔎 Under review',
    asked: '❓ Under review, a question is open',
    returned: '↩️ Returned by the review',
    approved: '✅ Reviewed and approved',
  } as Record<string, string>,
  stuck:
    '⛔ Nobody may review this: everybody who could has a hand in it. Add a reviewer, a manager or a second administrator to the team.',
  adminAsked: 'Nobody of the team may take this step, so the administrators are asked.',
  mayNot: {
    reviewOwn: 'You registered or changed it, or the customer is yours: somebody else approves it.',
    reviewBothSteps: 'You approved the step before, so somebody else approves this one.',
    reviewOtherStep: 'This step is not yours.',
  } as Record<string, string>,
  remark: {
    incomplete: 'incomplete',
    noConsent: 'no consent to be contacted',
    doNotContact: 'do not contact',
    returnedBefore: 'not the first round',
    asked: 'a question is open',
    changed: 'changed after it was approved',
    duplicate: 'registered twice?',
    reported: 'reported by the customer',
    alone: 'nobody of the team may take it',
  } as Record<string, string>,
  noRemarks: '✓ No remarks',
  remarks: (p: { list: string }) => `⚠️ ${p.list}`,
  signal: (p: { what: string; score: number; reasons: string }) =>
    `👥 ${p.what}, ${p.score} of 100: ${p.reasons}`,
  signalOf: { person: 'Perhaps registered already', family: 'Perhaps one family' },
  consent: 'Consent',
  consentYes: (p: When) => `given ${p.when}`,
  consentNo: 'not given',
  complete: (p: { percent: number }) => `${p.percent}% complete`,

  // What is checked with whom.
  verify: 'Verify',
  verifyTitle: 'Verified with whom?',
  verifyIntro:
    'Say what you really checked, and with whom. It is kept with your name and the time.',
  items: {
    name: 'Name',
    phone: 'Contact',
    need: 'Need',
    identity: 'Identity',
    eligibility: 'Eligible to buy',
  } as Record<string, string>,
  checkedWith: {
    none: 'Not verified',
    customer: 'with the customer',
    document: 'against a document',
    third_party: 'with a third party',
  } as Record<string, string>,
  formerly: (p: { number: string }) => `*Reviewed as ${p.number}, before the merge*`,
  checkedLine: (p: { item: string; how: string; name: string } & When) =>
    `✓ ${p.item}: ${p.how} · ${p.name}, ${p.when}`,
  uncheckedLine: (p: { items: string }) => `Not verified: ${p.items}`,
  verified: '✅ Noted what was verified.',

  // Deciding.
  approve: 'Approve',
  returnIt: 'Return',
  ask: 'Ask',
  card: 'Open the card',
  standard: 'Standard',
  standardTitle: 'Review standard',
  standardOf: (p: { text: string }) => `*We review by this standard*\n${p.text}`,
  returnTitle: 'Return to the rep',
  returnIntro: 'The rep is told privately and can fix it; nothing of the registration is lost.',
  reason: 'Why',
  reasons: {
    phone: 'Phone wrong or not reached',
    name: 'Name wrong',
    need: 'Need unclear',
    incomplete: 'Not complete',
    duplicate: 'Registered twice?',
    consent: 'No consent',
    eligibility: 'Eligibility not shown',
    other: 'Something else',
  } as Record<string, string>,
  say: 'In your words',
  sayHint: 'Only those who may see the customer can read it. It is not in the message.',
  askTitle: 'Ask the rep',
  question: 'Your question',
  answer: 'Your answer',
  answerOptional: 'What you did about it',
  approvedStep: (p: Customer) => `✅ ${p.customer}: this step is approved.`,
  approved: (p: Customer) => `✅ ${p.customer}: approved.`,
  planned: (p: When) => `Follow-up planned: ${p.when}`,
  returnedDone: (p: Customer) => `↩️ ${p.customer}: returned, the rep is told.`,
  askedDone: (p: Customer) => `❓ ${p.customer}: the rep is asked.`,
  did: DID,
  didLine: (p: { name: string; did: string } & When) => `${p.when} · ${p.name} ${p.did}`,

  // What waits for me.
  waiting: (p: { n: number }) => `*${p.n} waiting for you*`,
  waitingMore: (p: { n: number }) => `*${p.n} waiting for you, the longest first*`,
  nothing: '✅ Nothing is waiting for you.',
  typeNumber: (p: { command: string }) =>
    `Type a number or a name to see where it stands: \`${p.command} C-1042\``,
  clear: (p: { n: number }) =>
    p.n === 1 ? 'Approve the 1 without remarks' : `Approve the ${p.n} without remarks`,
  cleared: (p: { approved: number; left: number }) =>
    `✅ Approved: ${p.approved}.${p.left > 0 ? ` Left for a second look: ${p.left}.` : ''}`,
  takenBack: (p: { undone: number; left: number }) =>
    [
      p.undone > 0 && `↩️ Approvals taken back: ${p.undone}. They are waiting for you again.`,
      p.left > 0 &&
        `Not taken back: ${p.left}. Ten minutes are over, or something was done with them since.`,
    ]
      .filter(Boolean)
      .join('\n'),
  lookAgain:
    '⚠️ Something changed since you opened it. This is how it stands now: please look again.',
  newer:
    '⚠️ The record changed while you were writing. Your words are still here; send them once you have seen what is new.',

  // For the rep.
  fix: 'Fix and hand in',
  answerIt: 'Answer',
  fixTitle: 'Fix and hand in',
  answerTitle: 'Answer the question',
  handIn: 'Hand in',
  answerSend: 'Send',
  editFirst: 'Edit the record',
  whatTheySay: (p: { name: string; reason: string }) => `*${p.name}:* ${p.reason}`,
  answered: (p: { number: string }) => `✅ ${p.number}: answered, the review goes on.`,
  handedIn: (p: { number: string }) => `✅ ${p.number}: handed in for review.`,

  // Messages.
  news: {
    wait: (p: Customer & { cause: string; name: string }) =>
      `🔎 *${p.customer}* is waiting for your review: ${p.cause} by ${p.name}`,
    again: (p: Customer & When) =>
      `⏰ *${p.customer}* is still waiting for your review, since ${p.when}`,
    late: (p: Customer & When) =>
      `⏰ *${p.customer}* has been waiting for a review since ${p.when}`,
    lateRep: {
      returned: (p: Customer & When) =>
        `⏰ *${p.customer}* was returned ${p.when} and the rep has not handed it in again`,
      asked: (p: Customer & When) =>
        `⏰ *${p.customer}*: the rep has not answered the question of ${p.when}`,
    },
    returnedAgain: (p: Customer & When & { reason: string }) =>
      `⏰ *${p.customer}* was returned ${p.when} (${p.reason}) and still needs fixing`,
    askedAgain: (p: Customer & Who & When) =>
      `⏰ ${p.name} is still waiting for your answer about *${p.customer}*, since ${p.when}`,
    stuck: (p: Customer) =>
      `⛔ *${p.customer}*: nobody may review it, since everybody who could has a hand in it. Add a reviewer, a manager or a second administrator to the team.`,
    returned: (p: Customer & Who & { reason: string }) =>
      `↩️ *${p.customer}* was returned by ${p.name}: ${p.reason}`,
    asked: (p: Customer & Who) => `❓ ${p.name} has a question about *${p.customer}*`,
    approved: (p: Customer) => `✅ *${p.customer}* is reviewed and approved`,
    next: (p: When) => `next follow-up ${p.when}`,
    over: (p: Customer & Who & { did: string }) => `✓ ${p.customer} · ${p.name} ${p.did}`,
    gone: (p: Customer) => `✓ ${p.customer} · nothing to do any more`,
    note: 'News of the review',
  },

  // In the edit form.
  reportedBy: 'Did the customer report this change?',
  reportedByHint: 'Say how. What a customer reports is checked again.',
  reportedWays: {
    phone: 'Yes, by phone',
    wechat: 'Yes, by WeChat',
    visit: 'Yes, at a visit',
    writing: 'Yes, in writing',
  } as Record<string, string>,

  reportedSaid: {
    phone: 'the customer said so by phone',
    wechat: 'the customer said so on WeChat',
    visit: 'the customer said so at a visit',
    writing: 'the customer said so in writing',
  } as Record<string, string>,

  history: {
    'review.approve': 'approved the review',
    'review.return': 'returned it for fixing',
    'review.ask': 'asked a question',
    'review.answer': 'answered the question',
    'review.resubmit': 'handed it in again',
    'customer.verify': 'verified details',
  } as Record<string, string>,
  historyText: 'Said',

  help: {
    title: 'Review',
    lines: [
      '``  what waits for you',
      '`C-1042` or a name  one review, with what matters',
      '`approve C-1042` · `return C-1042 phone wrong` · `ask C-1042 is it for the family?`',
      '`approve all`  opens the list; those without remarks are approved below it',
      '`verify C-1042`  with the customer, a document, a third party',
      '`resubmit C-1042`  after fixing',
      '`standard`  what we review by',
    ],
  },

  settings: {
    steps: {
      off: 'No review',
      one: 'One: manager or reviewer',
      two: 'Two: manager, then reviewer',
    },
    changes: {
      name: 'Name',
      phones: 'Phone',
      wechat: 'WeChat id',
      nationalId: 'National id',
      assignedRep: 'Assigned rep',
      reported: 'Whatever the customer reports',
    },
  },

  refusals: {
    reviewOver: () => 'It is reviewed and approved already.',
    reviewReturned: () => 'It was returned to the rep and has not been handed in again.',
    reviewOwn: () =>
      'You registered or changed it, or the customer is yours: somebody else approves it (four eyes).',
    reviewBothSteps: () =>
      'You approved the step before, so somebody else approves this one (four eyes).',
    reviewOtherStep: () => 'This step is not yours to approve.',
    reviewNotAsked: () => 'No question is open.',
    reviewNotReturned: () => 'Nothing was returned or asked, so there is nothing to hand in.',
    reviewTaken: (p) =>
      `${p.name} was faster and ${DID[String(p.what)] ?? ''}. Open it again to see where it stands.`,
    reviewChanged: () => 'It was changed since you looked. Open it again, please.',
    reviewNone: (p) => `${p.number} has no review.`,
    reviewWhy: () => 'A few words, please: the rep should know what to do.',
    reviewAnswerMissing: () => 'Answer the question, please.',
    reviewUnreadable: () => 'Say which customer: approve C-1042, or return C-1042 phone wrong.',
    reviewNobody: () =>
      'No customer found by that. Write a number (C-1042) or a name; nothing at all shows what is waiting for you, “help” all there is.',
    reviewApproveOne: () =>
      'One at a time, with nothing after the number. To approve several, look at their list first: approve all.',
    reviewFirst: () =>
      'By the rules of the team, follow-ups, viewings and stage moves wait until the review is over. What happened is logged all the same.',
  } satisfies RefusalSentences as RefusalSentences,
};

/** Name of each rule of the review and what its value means. */
export const reviewRules = {
  reviewSteps: {
    label: 'Review of registrations',
    meaning:
      'Nobody approves their own, nor both steps. A change is for what comes; what is waiting already keeps its steps.',
  },
  reviewStandardZh: { label: 'Review standard, in Chinese', meaning: 'Shown on every review.' },
  reviewStandardEn: { label: 'Review standard, in English', meaning: 'Shown on every review.' },
  reviewRemindHours: {
    label: 'Review: remind after',
    meaning: 'Working hours that a review waits.',
  },
  reviewEscalateHours: {
    label: 'Review: tell the one above after',
    meaning: 'Working hours that a review waits; then the manager or an administrator hears of it.',
  },
  reviewWorkMeanwhile: {
    label: 'Work before the review is over',
    meaning: 'No: plans and stage moves wait for it. What happened is logged all the same.',
  },
  reviewAgain: {
    label: 'Review again after changes of',
    meaning: 'What was approved before does not count for these.',
  },
  reviewImported: {
    label: 'Review old records brought along',
    meaning: 'Yes: each new one of an import waits in /review. Nobody gets a message for them.',
  },
};
