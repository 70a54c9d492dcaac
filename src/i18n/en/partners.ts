import type { RefusalSentences } from '../params.ts';

export const partners = {
  list: {
    title: 'Partner reports',
    none: 'No report yet.',
    report: 'New report',
    companies: 'Companies',
    arrived: 'Arrived',
    line: (p: { number: string; company: string; when: string; status: string }) =>
      `*${p.number}* · ${p.company} · expected ${p.when}\n${p.status}`,
    deleted: 'contents deleted',
  },
  form: {
    title: 'Partner report',
    submit: 'Report',
    company: 'Company',
    companyHint: 'Which partner reports.',
    agent: 'Agent',
    agentHint: 'Who of the company brings them.',
    customers: 'Customers',
    customersHint:
      'One per line: name, phone (133****3333 will do), arrival. Paste the partner’s text.',
    placeholder: 'Ms Wang 133****3333 tomorrow 3pm',
    when: 'Arrival, where the line does not say',
    whenHint: 'Like: today 4pm, tomorrow.',
    noCompanies: 'No company yet. A manager adds one with `/partner companies`.',
  },
  result: {
    title: 'Reported',
    line: (p: { number: string; who: string; status: string }) =>
      `*${p.number}* ${p.who}\n${p.status}`,
  },
  status: {
    valid: (p: { from: string; until: string | null }) =>
      `✅ Valid for an arrival from ${p.from}, until the end of ${p.until ?? 'that day'}`,
    invalid: (p: { reason: string }) => `❌ Not valid: ${p.reason}`,
    duplicate: (p: { reason: string }) => `⚠️ Repetition: ${p.reason}`,
    arrived: '🙋 Arrived',
    registered: '✅ Registered',
    over: '⌛ Over: nobody came in time',
  },
  reason: {
    past: 'the arrival it names is over',
    tooLate: 'reported too shortly before the arrival',
    tooEarly: 'reported too many days before the visit',
    registered: 'this phone is registered already',
    sameCompany: 'the same company reported this customer before',
    otherCompany: 'another company reported this customer before',
    arrivedEarly: 'the customer came too soon after the report',
    otherPhone: 'the customer came with another phone',
    expired: 'the report is over',
  } as Record<string, string>,
  arrived: (p: { number: string; time: string; name: string }) =>
    `✅ ${p.number} arrived ${p.time}. It is *${p.name}*’s.`,
  arrivedVoid: (p: { number: string; reason: string; time: string; name: string }) =>
    `⚠️ ${p.number} does not count: ${p.reason}. Received as an ordinary party ${p.time} by *${p.name}*.`,
  companies: {
    title: 'Partner companies',
    add: 'Add a company',
    change: 'Change',
    none: 'No company yet.',
    name: 'Name',
    contacts: 'Contacts',
    contactsHint: 'People and phones, kept sealed.',
    archive: 'No longer a partner',
    archiveWords: 'It disappears from the list; its reports stay.',
    saved: '✅ Saved.',
  },
  help: {
    title: 'Partner reports',
    lines: [
      '``  reports, newest first',
      '`report Ms Wang 133****3333 tomorrow 3pm`  a partner reports; several lines at once too',
      '`arrived P-17`  the reported party is here',
      '`companies`  for managers',
    ],
  },
  refusals: {
    partnerWordUnknown: (p) =>
      `There is no “${p.word}” here. Try report, arrived, list, companies or help.`,
    reportNothing: () => 'Write one customer a line: name, phone, arrival.',
    reportMany: (p) => `At most ${p.most} customers at once.`,
    reportName: (p) => `Line ${p.line}: the name is missing.`,
    reportPhone: (p) => `Line ${p.line}: the phone is missing; 133****3333 will do.`,
    reportWhen: (p) => `Line ${p.line}: when do they come? Like: tomorrow 3pm.`,
    reportWhich: () => 'Which one? Write its number: `arrived P-17`.',
    reportUnknown: () => 'There is no report of this number in your team.',
    reportArrived: () => 'This report has arrived already.',
    reportMask: (p) =>
      `The partner reported ${p.masked}: none of these phones fits it. Really another number? Choose Visit under How they came: then the report does not count.`,
    companyGone: () => 'This company is no longer a partner. Choose another.',
    companyTaken: (p) => `There is a company called ${p.name} already.`,
  } satisfies RefusalSentences as RefusalSentences,
};
