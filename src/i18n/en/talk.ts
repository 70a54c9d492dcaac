import type { RefusalSentences } from '../params.ts';

/** What the bot says when people just write to it. */
export const talk = {
  plan: (p: { who: string; when: string }) => `📅 Follow-up for *${p.who}*\n${p.when}`,
  planWhich: (p: { who: string }) => `📅 Follow-up for *${p.who}*\nWhich time do you mean?`,
  planOrLog: (p: { who: string }) => `*${p.who}*\nIs this to come, or has it happened?`,
  what: (p: { what: string }) => `To do: ${p.what}`,
  doPlan: 'Plan it',
  planAt: (p: { when: string }) => `Plan ${p.when}`,
  move: (p: { who: string; from: string; to: string }) =>
    `📅 Move the follow-up of *${p.who}*\nfrom ${p.from}\nto ${p.to}`,
  moveWhich: (p: { who: string; from: string }) =>
    `📅 Move the follow-up of *${p.who}*\nfrom ${p.from}. To which time?`,
  doMove: 'Move it',
  moveTo: (p: { when: string }) => `To ${p.when}`,
  wholeDay: (p: { when: string }) => `${p.when}, any time`,
  nothingToMove: (p: { who: string }) => `*${p.who}* has no follow-up to move. Plan one instead?`,
  log: (p: { who: string; how: string }) => `📝 Log for *${p.who}*\n${p.how}`,
  logHow: (p: { who: string }) => `📝 Log for *${p.who}*\nHow were you in touch?`,
  said: (p: { said: string }) => `Said: ${p.said}`,
  happened: (p: { when: string }) => `Happened: ${p.when}`,
  next: (p: { when: string }) => `Next follow-up: ${p.when}`,
  nextUsual: 'Next follow-up: as usual',
  nextUnread: (p: { text: string }) =>
    `No date I understand in “${p.text}”: it stays in what was said.`,
  doLog: 'Log it',
  logNext: (p: { when: string }) => `Log, next ${p.when}`,
  logOnly: 'Log only',
  logAs: (p: { kind: string }) => `Log: ${p.kind}`,
  change: 'Change',
  register: (p: { who: string }) => `🆕 Register *${p.who}*`,
  registerSeveral: (p: { n: number }) => `🆕 ${p.n} customers in what you wrote. Register each:`,
  field: (p: { label: string; value: string }) => `${p.label}: ${p.value}`,
  doRegister: 'Register',
  checkForm: 'Check the form',
  registered: '✅ Registered. The card is open.',
  grade: (p: { who: string; grade: string }) => `*${p.who}*: grade ${p.grade}?`,
  stage: (p: { who: string; stage: string }) => `*${p.who}*: move to ${p.stage}?`,
  doIt: 'Yes',
  changed: '✅ Done. The card is open.',
  who: 'Several customers fit. Whom do you mean?',
  found: (p: { n: number; more: boolean }) =>
    p.n === 0
      ? 'Nobody fits.'
      : `${p.n}${p.more ? ' or more' : ''} ${p.n === 1 ? 'customer' : 'customers'}`,
  foundNear: (p: { text: string }) => `Nobody is called “${p.text}” exactly. Near it:`,
  overdue: (p: { n: number; more: boolean }) =>
    p.n === 0 ? 'Nothing overdue. 👍' : `${p.n}${p.more ? ' or more' : ''} overdue`,
  coming: (p: { n: number; more: boolean }) =>
    p.n === 0 ? 'Nothing planned then.' : `${p.n}${p.more ? ' or more' : ''} planned`,
  calls: 'What is due',
  figuresForManagers: 'The team’s figures are for managers. This is your day:',
  opens: (p: { command: string }) => `\`${p.command}\``,
  open: 'Open',
  welcome: '👌',
  dropped: 'All right, nothing was done.',
  unknown: 'I did not understand that. Nothing was done. Did you mean:',
  nearest: {
    register: 'Register a customer from it',
    find: 'Find a customer',
    log: 'Log a contact',
    plan: 'Plan a follow-up',
    day: 'My day',
    overdue: 'What is overdue',
    figures: 'The week’s figures',
    check: 'Duplicate check',
    pool: 'The pool',
    help: 'What I can do',
  },
  exposed: {
    phone: 'a phone number',
    id: 'an id number',
    text: (p: { kinds: string }) =>
      `⚠️ Your message shows ${p.kinds} to everybody in this channel. *Please delete it.* I did nothing with it; that it happened is noted, the number is not. Write to me in our direct message, or use the form.`,
  },
  unofficial: (p: { year: string }) =>
    `The official holiday calendar of ${p.year} is not out yet: check the day against holidays and make-up days.`,
  suggested: 'A suggestion of the language model; check it:',
  help: {
    title: 'Just write to me',
    all: 'All commands',
    lines: [
      '`Ms Wang next Wed 3pm viewing`  plan a follow-up',
      '`move C-1042 to Friday`  move it',
      '`C-1042 phone talked about price`  log a contact',
      '`Mr Chen 6591234567 3br budget 2-2.5m`  register',
      '`who should I call today`, `overdue this week`, `this week’s numbers`',
      '`C-1042`, `wang`, `3br under 10m overdue`  find',
      'Every command works too, with `/` or without.',
    ],
  },
  refusals: {
    proposalGone: () =>
      'This was answered already, or it is older than a day. Write it again, please.',
  } satisfies RefusalSentences as RefusalSentences,
};
