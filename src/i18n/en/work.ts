import type { RefusalSentences } from '../params.ts';

export const work = {
  contact: {
    title: 'Log a contact',
    submit: 'Save',
    customer: 'Customer',
    customerHint: 'Name, pinyin, number or last four digits.',
    notFound:
      'Nobody found by that name or number among your customers. Your text is kept below: choose the customer.',
    several: 'Several customers fit. Your text is kept below: choose one.',
    incomplete: 'Nearly there: check the form and save.',
    kind: 'How',
    result: 'What came of it',
    resultHint:
      'Only effective contact counts. A message sent is an attempt until the customer answers.',
    results: {
      effective: 'Effective: we talked',
      no_answer: 'No answer',
      powered_off: 'Phone off',
      wrong_number: 'Wrong number',
      sent: 'Sent, no reply yet',
    },
    answered: 'Effective: they answered',
    happenedAt: 'When',
    happenedHint: 'When it happened, not when you type.',
    party: 'People in the party',
    said: 'What was said',
    saidHint: 'Needs, objections, other projects: what the next call should know.',
    next: 'Next follow-up',
    nextHint: 'Type it: tomorrow 10am, next Wed 3pm show flat. Empty: none.',
    nextProposed: (p: { when: string }) =>
      `Proposed: ${p.when}. Type another date, or empty it for none.`,
    ask: (p: { field: string }) => `Still missing: ${p.field}`,
    reachedTitle: 'Reached',
    reachedIntro: (p: { who: string }) => `☎️ Reached *${p.who}*`,
    logged: (p: { number: string; kind: string; result: string }) =>
      `✅ ${p.number} · ${p.kind} · ${p.result}`,
    attempt: 'attempt',
    happened: (p: { when: string }) => `Happened: ${p.when}`,
    effective: 'effective',
    closed: (p: { n: number }) =>
      p.n === 1 ? 'Closes the follow-up that was due.' : `Closes ${p.n} follow-ups that were due.`,
    next_planned: (p: { when: string }) => `Next follow-up: ${p.when}`,
    next_moved: (p: { when: string }) => `Follow-up moved to ${p.when}`,
    next_waits: (p: { when: string }) =>
      `⏳ ${p.when} is not planned: by the rules of the team plans wait for the review`,
    next_kept: (p: { when: string }) => `Next follow-up stays: ${p.when}`,
    noNext: 'No follow-up is planned.',
    another: 'Other time',
    addMissing: (p: { field: string }) => `Add: ${p.field}`,
  },
  followUp: {
    planTitle: 'Plan a follow-up',
    submit: 'Plan',
    customer: 'Customer',
    when: 'When',
    whenHint: 'Type it: tomorrow 10am, next Tue 3pm.',
    at: 'Or pick it',
    what: 'What to do',
    whatHint: 'Show flat, send prices, ask about the loan …',
    open: (p: { when: string }) => `Already planned: ${p.when}`,
    planned: (p: { number: string; when: string }) => `✅ ${p.number} · follow-up ${p.when}`,
    which: 'Which one do you mean?',
    existsTitle: 'Already planned',
    exists: (p: { number: string; when: string; wanted: string }) =>
      `${p.number} already has a follow-up: *${p.when}*\nYou want: *${p.wanted}*`,
    replace: 'Replace it',
    keepBoth: 'Keep both',
    listTitle: 'Follow-ups',
    bucket: { overdue: 'Overdue', today: 'Today', coming: 'Coming' },
    count: (p: { bucket: string; n: number }) => `${p.bucket} ${p.n}`,
    none: {
      overdue: 'Nothing overdue. 👍',
      today: 'Nothing more today.',
      coming: 'Nothing planned.',
    },
    snoozed: (p: { n: number }) => `postponed ${p.n}×`,
    moved: (p: { n: number }) => `moved ${p.n}×`,
    do: 'Do',
    planOne: 'Plan one',
    openTitle: 'Follow-up',
    due: (p: { when: string }) => `Due ${p.when}`,
    reached: '☎️ Reached',
    noAnswer: 'No answer',
    tonight: 'Tonight',
    tomorrow: 'Tomorrow',
    pick: 'Pick a time',
    done: 'Done without contact',
    handOver: 'Hand over',
    cancelIt: 'Cancel it',
    card: 'Open card',
    laterTitle: 'Later',
    laterIntro: 'Your manager sees how often a follow-up was postponed.',
    moveTitle: 'Another time',
    move: 'Move',
    cancelTitle: 'Cancel follow-up',
    cancelSubmit: 'Cancel it',
    reason: 'Why',
    reasons: {
      not_needed: 'No longer needed',
      customer_asked: 'The customer asked us not to',
      done_elsewhere: 'Already dealt with',
      mistake: 'Planned by mistake',
    },
    handOverTitle: 'Hand over',
    colleague: 'Colleague',
    handOverHint: 'This follow-up only; the assigned rep stays.',
    noColleague: 'There is nobody else in this team.',
    changed: {
      done: (p: { number: string }) => `✅ ${p.number} · follow-up done`,
      move: (p: { number: string; when: string }) => `✅ ${p.number} · moved to ${p.when}`,
      snooze: (p: { number: string; when: string }) => `✅ ${p.number} · postponed to ${p.when}`,
      cancel: (p: { number: string }) => `✅ ${p.number} · follow-up cancelled`,
      'hand-over': (p: { number: string }) => `✅ ${p.number} · follow-up handed over`,
    } as Record<string, (p: { number: string; when: string }) => string>,
  },
  stage: {
    title: 'Change stage',
    now: (p: { who: string; stage: string }) => `*${p.who}*\nNow: *${p.stage}*`,
    forward: 'Forward',
    back: 'Back (with a reason)',
    lost: 'Lost (with a reason)',
    reasonTitle: (p: { stage: string }) => `To ${p.stage}`,
    reason: 'Why',
    backReasons: {
      cooled: 'Interest cooled',
      need_changed: 'Need changed',
      deal_off: 'Deal fell through',
      came_back: 'Came back to us',
      mistake: 'Moved by mistake',
    } as Record<string, string>,
    note: 'Note',
    noteHint: 'What we learnt.',
    submit: 'Save',
    moved: (p: { number: string; from: string; to: string }) =>
      `✅ ${p.number} · ${p.from} → ${p.to}`,
    cancelled: (p: { n: number }) =>
      `${p.n === 1 ? 'The open follow-up is' : `${p.n} open follow-ups are`} cancelled.`,
    gradeTitle: 'Change grade',
    gradeNow: (p: { who: string; grade: string }) => `*${p.who}*\nGrade now: *${p.grade}*`,
    noGrade: 'none',
    every: (p: { days: number }) => `every ${p.days} days`,
  },
  day: {
    title: 'My day',
    greeting: (p: { name: string; day: string }) => `${p.name} · ${p.day}`,
    register: 'Register',
    find: 'Find',
    followUps: 'Follow-ups',
    log: 'Log contact',
    busy: '🔕 With a customer',
    back: '🔔 I’m back',
    busyUntil: (p: { time: string }) =>
      `🔕 With a customer: reminders wait until ${p.time}, or until you tap back.`,
    nowBusy: (p: { time: string }) => `🔕 Reminders wait until ${p.time}.`,
    nowBack: '🔔 Reminders come again.',
    counts: (p: { overdue: number; today: number; coming: number }) =>
      `*${p.overdue}* overdue · *${p.today}* today · *${p.coming}* coming`,
    due: 'Due',
    nothingDue: 'Nothing is due. A good moment to call somebody you have not talked to for long.',
    more: (p: { n: number }) => `Show all ${p.n}`,
    fresh: (p: { n: number }) => `New today: ${p.n}`,
    missing: (p: { n: number }) => `Files with gaps: ${p.n}`,
    fill: 'Fill in',
    open: 'Open',
    team: (p: { name: string; registered: number }) => `*${p.name}* · ${p.registered} new today`,
    rep: (p: { name: string; overdue: number; today: number }) =>
      `${p.name}: ${p.overdue} overdue, ${p.today} today`,
    repSnoozed: (p: { n: number }) => `postponed ${p.n}×`,
    repBusy: '🔕',
    noReps: 'No reps yet.',
    reportReady: '📋 Today’s daily report waits for your confirmation.',
    reportDone: (p: { time: string }) => `📋 Daily report confirmed at ${p.time}.`,
    reportButton: 'Daily report',
    briefText: (p: { overdue: number; today: number }) =>
      `Today: ${p.overdue} overdue, ${p.today} due.`,
    briefTeams: (p: { n: number }) => `Today: ${p.n} overdue in your teams.`,
    briefTitle: (p: { day: string }) => `☀️ *Today* · ${p.day}`,
    toDay: 'My day',
  },
  report: {
    title: 'Daily report',
    text: 'Your daily report is ready to confirm.',
    confirmedText: 'Your daily report is confirmed.',
    heading: (p: { day: string }) => `📋 *Daily report* · ${p.day}`,
    lines: (p: {
      callIns: number;
      firstVisits: number;
      revisits: number;
      contacts: number;
      attempts: number;
      registered: number;
      followUpsDone: number;
      stillOverdue: number;
      planned: number;
    }) =>
      [
        `Call-ins ${p.callIns} · first visits ${p.firstVisits} · revisits ${p.revisits} (parties)`,
        `Registered ${p.registered} · contacts ${p.contacts} · attempts ${p.attempts}`,
        `Follow-ups done ${p.followUpsDone} · still open ${p.stillOverdue}`,
        `Next working day: ${p.planned} planned`,
      ].join('\n'),
    confirm: 'Confirm',
    withNote: 'Add a note',
    submit: 'Confirm',
    note: 'Note',
    noteHint: 'For your manager. No phones, no names.',
    confirmed: (p: { day: string }) => `✅ Daily report of ${p.day} confirmed.`,
    confirmedAt: (p: { time: string }) => `✅ Confirmed at ${p.time}`,
    officeText: (p: { day: string }) => `The office’s daily report of ${p.day}.`,
    officeHeading: (p: { team: string; day: string }) => `Daily report ${p.team} ${p.day}`,
    officeIntro: '📋 *Ready to paste*',
    total: 'Total',
    missing: (p: { names: string }) => `Not confirmed: ${p.names}`,
    allIn: 'Everybody has confirmed.',
    noteLine: (p: { note: string }) => `  Note: ${p.note}`,
    repLine: (p: {
      name: string;
      callIns: number;
      firstVisits: number;
      revisits: number;
      registered: number;
      contacts: number;
      planned: number;
    }) =>
      `${p.name}: call-ins ${p.callIns}, first visits ${p.firstVisits}, revisits ${p.revisits}, registered ${p.registered}, contacts ${p.contacts}, next day ${p.planned}`,
  },
  undo: {
    done: (p: { number: string }) => `↩️ ${p.number}: taken back. It is as it was before.`,
  },
  help: {
    log: {
      title: 'Log a contact',
      lines: [
        '`C-1042 phone talked about price, wants south`  saves at once',
        '`Ms Wang viewing, liked it; next: Wed 3pm`  with the next date',
        '`C-1042 no answer`  an attempt',
      ],
    },
    followUp: {
      title: 'Follow-ups',
      lines: [
        '``  what is overdue, today, coming',
        '`call`  whom to call today, with the reasons',
        '`C-1042 next Tue 3pm show flat`  plan one',
        '`busy`  with a customer: reminders wait; `back` ends it',
      ],
    },
    day: {
      title: 'My day',
      lines: ['``  due, new, missing', '`busy`, `back`  hold and resume reminders'],
    },
  },
  refusals: {
    whenMissing: () => 'When? For example: tomorrow 10am, next Wed 3pm.',
    whenUnreadable: () =>
      'That is no date I understand, or one that does not exist. Example: tomorrow 10am, next Wed 3pm.',
    whenPast: (p) =>
      `That has passed (${p.day}). A follow-up lies ahead; what happened is logged as a contact.`,
    whenFar: (p) => `That is more than three years ahead (${p.day}). Check the year, please.`,
    whenAmbiguous: () =>
      'That can mean more than one date. Write the date, for example: 25 Nov 3pm.',
    twoDates: () => 'Two different dates: type one or pick one.',
    tonightOver: () => 'It is too late for tonight: take tomorrow or pick a time.',
    resultDoesNotFit: () => 'That cannot come of this kind of contact. Choose another result.',
    contactInTheFuture: () => 'That is in the future. Plan a follow-up instead.',
    justLogged: () => 'That was logged a moment ago; it counts once.',
    followUpChanged: () => 'This follow-up was changed a moment ago. Open it again, please.',
    followUpClosed: () => 'This follow-up is done or cancelled already.',
    notInTeam: () => 'Choose a colleague of the customer’s team.',
    moveNotOpen: () => 'This move is not open from the present stage.',
    reasonMissing: () => 'A reason, please: it is what the office learns from.',
    customerMissing: () => 'Choose a customer.',
    reportOver: () => 'This report can no longer be confirmed: its day is too long ago.',
  } satisfies RefusalSentences as RefusalSentences,
};
