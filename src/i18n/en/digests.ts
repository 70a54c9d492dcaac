import type { RefusalSentences } from '../params.ts';

export const digests = {
  title: (p: { team: string; week: number; from: string; to: string }) =>
    `${p.team}: week ${p.week}, ${p.from} – ${p.to}`,
  short: (p: { team: string; week: number }) => `${p.team}, week ${p.week}`,
  week: (p: { week: number }) => `Week ${p.week}`,
  running: (p: { when: string }) => `As of ${p.when}. The week is still running.`,
  comparedWeek: (p: { week: number; from: string; to: string }) =>
    `▲▼ against week ${p.week} (${p.from} – ${p.to}).`,
  comparedPart: (p: { week: number; when: string }) => `▲▼ against week ${p.week} up to ${p.when}.`,
  comparedNothing: 'The team’s first week: nothing to compare with.',
  exclusions: 'Invalid customers count nowhere.',
  corrected: (p: { revision: number; when: string }) =>
    `Corrected: version ${p.revision} of ${p.when}.`,
  posted: (p: { url: string }) => `<${p.url}|The posted copy>`,
  postedIn: (p: { channel: string }) => `Posted in ${p.channel}`,
  ownScope: 'Only what is about your own customers.',
  /** Parties are named, since they are no heads; other figures carry their noun in their name. */
  count: (p: {
    n: number;
    unit: 'parties' | 'customers' | 'contacts' | 'followUps' | 'sets' | 'money';
    said: string;
  }) => (p.unit === 'parties' ? `${p.said} ${p.n === 1 ? 'party' : 'parties'}` : p.said),
  rate: (p: { percent: number; part: string; whole: string }) =>
    `${p.percent}% (${p.part} of ${p.whole})`,
  /** A rate whose part is no number of things. */
  rateOnly: (p: { percent: number }) => `${p.percent}%`,
  noRate: 'nothing to count',
  up: (p: { by: string }) => `▲ ${p.by}`,
  down: (p: { by: string }) => `▼ ${p.by}`,
  same: '＝',
  points: (p: { by: number }) => `${p.by} ${p.by === 1 ? 'point' : 'points'}`,
  share: (p: { percent: number }) => `${p.percent}%`,
  details: 'Show details',
  open: 'Open',
  customers: 'Customers',
  chart: {
    intake: 'Parties: calls and visits',
    source: 'New customers by source',
  },
  table: { intake: 'Parties', source: 'Source', district: 'District' },
  group: {
    intake: 'Intake',
    funnel: 'Funnel',
    deals: 'Deals',
    followUps: 'Follow-ups',
    quality: 'Data quality',
    next: 'Next week',
  },
  breakdown: {
    source: 'By source',
    district: 'By district',
    none: 'Not asked',
    rest: 'Others',
    sourceDefinition: 'New customers of the week, each counted once under the source in the file.',
    districtDefinition:
      'New customers of the week, each counted once under the district named first.',
  },
  figure: {
    callIns: { name: 'Call-ins', definition: 'Incoming calls of the week that were logged.' },
    firstVisits: {
      name: 'First visits',
      definition:
        'Parties that visited for the first time in the week, whatever kind the rep chose.',
    },
    revisits: {
      name: 'Revisits',
      definition: 'Visits in the week by parties that had visited before; each visit counts.',
    },
    registered: {
      name: 'New customers',
      definition: 'Registered in the week, without invalid ones.',
    },
    effective: {
      name: 'Effective contacts',
      definition:
        'Contacts of the week in which the customer answered: calls, chats, mails, visits.',
    },
    attempts: {
      name: 'Attempts',
      definition: 'Not answered, powered off, or sent without an answer yet.',
    },
    contacts: { name: 'Contacts', definition: 'Effective contacts and attempts of the week.' },
    effectiveRate: {
      name: 'Reached',
      definition: 'Effective contacts ÷ all contacts of the week.',
    },
    due: {
      name: 'Follow-ups due',
      definition:
        'Due in the week: done on time, done late, or missed. Cancelled on their day or before do not count.',
    },
    onTime: { name: 'On time', definition: 'Done by the end of the day they were due.' },
    onTimeRate: {
      name: 'On time',
      definition: 'Done by the end of the day they were due ÷ due in the week.',
    },
    doneLate: { name: 'Done late', definition: 'Done in the week, after the day they were due.' },
    missed: {
      name: 'Missed',
      definition: 'Due in the week and not done when it ended, or cancelled after their day.',
    },
    overdue: {
      name: 'Overdue',
      definition: 'Everything still open past its day at the end, from earlier weeks too.',
    },
    neverContacted: {
      name: 'Never reached',
      definition:
        'Registered in the last 12 weeks, still worked on, without one effective contact.',
    },
    toInterested: {
      name: 'Became interested',
      definition: 'Ended the week as interested and did not begin it so.',
    },
    toNegotiating: {
      name: 'Began negotiating',
      definition: 'Ended the week as negotiating and did not begin it so.',
    },
    toClosed: { name: 'Closed', definition: 'Ended the week as closed and did not begin it so.' },
    toLost: { name: 'Lost', definition: 'Ended the week as lost and did not begin it so.' },
    cohort: {
      name: 'Registered in 12 weeks',
      definition: 'Customers registered in the 12 weeks up to now, without invalid ones.',
    },
    cohortInterested: {
      name: 'Of them ever interested',
      definition: 'Of those 12 weeks, ever interested, negotiating or closed.',
    },
    interestedRate: {
      name: 'Registered → interested',
      definition: 'Ever interested or further ÷ registered in the 12 weeks.',
    },
    cohortNegotiating: {
      name: 'Of them ever negotiating',
      definition: 'Of those 12 weeks, ever negotiating or closed.',
    },
    negotiatingRate: {
      name: 'Interested → negotiating',
      definition: 'Ever negotiating or further ÷ ever interested, of those 12 weeks.',
    },
    cohortClosed: { name: 'Of them closed', definition: 'Of those 12 weeks, ever closed.' },
    closedRate: {
      name: 'Negotiating → closed',
      definition: 'Ever closed ÷ ever negotiating, of those 12 weeks.',
    },
    completeness: {
      name: 'Completeness',
      definition:
        'Filled required fields ÷ required fields, of the customers registered in the week.',
    },
    incomplete: {
      name: 'Incomplete',
      definition: 'Registered in the week and lacking a required field.',
    },
    arrivalSameDayRate: {
      name: 'Same-day registration',
      definition:
        'Parties stamped at the reception that were registered, or found to be customers, on the day they came ÷ all parties stamped in the week; mistaken presses left out.',
    },
    sameDayRate: {
      name: 'Registered on the day',
      definition: 'Registered on the day they came or called ÷ registered in the week.',
    },
    lateRegistered: {
      name: 'Registered late',
      definition: 'Registered on a later day than they came or called.',
    },
    invalid: {
      name: 'Invalid',
      definition:
        'Registered in the week and marked invalid: competitors’ surveys, dead numbers, no intent.',
    },
    nextFollowUps: {
      name: 'Follow-ups next week',
      definition: 'Open follow-ups due in the week after.',
    },
    nextViewings: {
      name: 'Viewings next week',
      definition: 'Arranged for the next week, in parties.',
    },
    subscribedSets: {
      name: 'Subscriptions',
      definition:
        'Units subscribed to in the week, by the day of the subscription, also if it ended since. Never added to contracts. A deal that two share counts for each by their sales credit.',
    },
    subscribedMoney: {
      name: 'Subscribed amount',
      definition:
        'Prices of the week’s subscriptions, not their deposits. Another figure than the contract amount, never added to it.',
    },
    contractSets: {
      name: 'Contracts',
      definition:
        'Units with a contract signed in the week, by its day, also if it ended since. A deal that two share counts for each by their sales credit.',
    },
    contractMoney: {
      name: 'Contract amount',
      definition: 'Prices of the contracts signed in the week, whatever has been paid of them.',
    },
    unsignedSets: {
      name: 'Signing overdue',
      definition:
        'Subscriptions that stood at the end of the week past their sign-by day, not signed; from earlier weeks too.',
    },
    moneyDue: {
      name: 'Payments due',
      definition:
        'Payments of standing contracts due by the end of the week, less what had come in before it: earlier arrears are included.',
    },
    moneyReceived: {
      name: 'Payments received',
      definition:
        'Came in within the week for standing contracts, arrears and early payments included.',
    },
    moneyRate: {
      name: 'Collection rate',
      definition:
        'Received in the week ÷ due in the week including earlier arrears. Early payments can lift it over 100%.',
    },
    moneyOverdue: {
      name: 'Payments overdue',
      definition: 'Still open at the end of the week past their day, from earlier weeks too.',
    },
    nextTimed: { name: 'Of them appointments', definition: 'Those with an agreed time of day.' },
  },
  rep: {
    heading: 'By rep',
    due: (p: { due: number; onTime: number; percent: number | null }) =>
      p.due === 0 ? 'nothing due' : `on time ${p.onTime} of ${p.due} (${p.percent}%)`,
    overdue: (p: { n: number; oldest: string | null }) =>
      `overdue ${p.n}${p.oldest ? `, since ${p.oldest}` : ''}`,
    contacts: (p: { effective: number; attempts: number }) =>
      `reached ${p.effective}, attempts ${p.attempts}`,
    never: (p: { n: number }) => `never reached ${p.n}`,
    subscribed: (p: { sets: number; money: string }) => `subscriptions ${p.sets} (${p.money})`,
    contracts: (p: { sets: number; money: string }) => `contracts ${p.sets} (${p.money})`,
    received: (p: { money: string }) => `received ${p.money}`,
    unsigned: (p: { sets: number }) => `signing overdue ${p.sets}`,
    owed: (p: { money: string }) => `payments overdue ${p.money}`,
    oldest: (p: { when: string }) => `Oldest overdue: due ${p.when}`,
  },
  behind: {
    seen: (p: { seen: string; all: string }) =>
      `${p.seen} of ${p.all} are about customers you may see.`,
    all: (p: { customers: number }) =>
      p.customers === 1 ? '1 customer' : `${p.customers} customers`,
    none: 'No customers you may see.',
    times: (p: { n: number }) => (p.n < 1 ? `counts ${p.n}` : `counts ${p.n} times`),
    money: (p: { money: string }) => `of it ${p.money}`,
  },
  recompute: {
    button: 'Count again',
    title: 'Count the week again?',
    confirm:
      'For corrected data. The digest as it was told is kept; posted copies are changed to the new one.',
    same: 'Counted again: nothing changed.',
    changed: (p: { revision: number; copies: number }) =>
      `Counted again: now version ${p.revision}.${p.copies > 0 ? ' The posted copies follow in a moment.' : ''}`,
  },
  subscribe: {
    title: 'Weekly digest',
    submit: 'Subscribe',
    intro: 'Each digest tells about the last full week, Monday to Sunday.',
    team: 'Team',
    channel: 'Channel',
    channelHint: 'Empty: a direct message to you. Gatehouse must be in the channel.',
    weekday: 'Day',
    time: 'Time',
    zone: 'Time zone',
    zoneOther: 'Another time zone',
    zoneOtherHint: 'Its name as in Europe/London, instead of the one above.',
    language: 'Language',
    current: 'Subscribed now',
    line: (p: {
      team: string;
      place: string;
      weekday: string;
      time: string;
      zone: string;
      language: string;
    }) => `*${p.team}* → ${p.place}\n${p.weekday} ${p.time} (${p.zone}), ${p.language}`,
    yourDm: 'direct message to you',
    theirDm: 'direct message',
    cancel: 'Cancel',
    saved: (p: { team: string; when: string }) =>
      `✅ The digest of ${p.team} comes from ${p.when} on.`,
    weekdays: {
      1: 'Monday',
      2: 'Tuesday',
      3: 'Wednesday',
      4: 'Thursday',
      5: 'Friday',
      6: 'Saturday',
      7: 'Sunday',
    },
    languages: { zh: '中文', en: 'English' },
  },
  command: {
    title: 'Weekly digest',
    lines: [
      '`last week` the week that ended; with nothing, this week so far',
      '`figures by source last month`  conversion, time in stages, lost reasons, skipped steps, satisfaction',
      '`W09 west` one week of one team',
      '`subscribe` a digest every week, in a channel or to you; see and cancel them',
    ],
  },
  refusals: {
    digestUnclear: (p) =>
      `“${p.text}” names no week and none of your teams. Try: last week, W09, or a team’s name.`,
    digestFuture: (p) => `${p.week} has not begun yet.`,
    digestGone: () => 'That digest does not exist any more. Please ask for it again.',
    digestRunning: () =>
      'The week is still running: ask for the digest again and it is counted anew.',
    subscriptionGone: () => 'This subscription was cancelled already.',
  } satisfies RefusalSentences as RefusalSentences,
};
