import type { SettingKey } from '../../crm/settings/rules.ts';
import type { RefusalSentences } from '../params.ts';
import { careRules } from './care.ts';
import { caseRules } from './cases.ts';
import { dealRules } from './deals.ts';
import { matchingRules } from './matching.ts';
import { reviewRules } from './review.ts';

/** Name of each rule and what its value means. */
const settings: Record<SettingKey, { label: string; meaning: string }> = {
  completeFields: {
    label: 'A complete registration has',
    meaning: 'What is missing of these is shown and asked for, one at a time.',
  },
  confirmAfterDays: {
    label: 'Ask “still right?” after',
    meaning: 'Days without anybody confirming the record.',
  },
  duplicateScore: {
    label: 'Ask about likely duplicates from',
    meaning: 'Score 40–70. Lower: more questions while registering, fewer records entered twice.',
  },
  duplicateDays: {
    label: 'List likely duplicates every',
    meaning: 'Days. The manager gets the pairs nobody has decided yet.',
  },
  siblingsAreFamily: {
    label: 'Siblings are one household',
    meaning:
      'Like spouses, parents and children, who always are: one assigned rep for all of them.',
  },
  phoneRegion: {
    label: 'Region of local phones',
    meaning: 'Two letters: CN, GB, SG. Numbers without a country code belong here.',
  },
  currency: {
    label: 'Currency',
    meaning: 'Three letters: CNY, GBP. Budgets without a currency are in this one.',
  },
  cadenceDays: { label: 'Next follow-up by grade', meaning: 'Days for A / B / C / D.' },
  silenceDays: {
    label: 'Silence by grade',
    meaning: 'Days for A / B / C / D without contact and without a plan until the rep is nudged.',
  },
  stages: {
    label: 'Stages: names and order',
    meaning:
      'One line each, in your order: key: 中文 | English. The keys (potential, interested, negotiating, closed, lost) stay.',
  },
  needsInterested: {
    label: 'To become interested',
    meaning: 'What a customer must have first. Nothing chosen: nothing is asked.',
  },
  needsNegotiating: {
    label: 'To start negotiating',
    meaning: 'What a customer must have first.',
  },
  needsClosed: {
    label: 'To be closed',
    meaning: 'What a customer must have first. The contract stands for what the next rule says.',
  },
  closedAt: {
    label: 'Closed counts from',
    meaning: 'When a deal counts in every figure, which names it.',
  },
  needsPassable: {
    label: 'A manager may move past what is missing',
    meaning: 'With a reason, which stays in the history.',
  },
  stuckPotentialDays: {
    label: 'Stuck as potential after',
    meaning: 'Days in the stage for A / B / C / D until the rep is asked, then the manager.',
  },
  stuckInterestedDays: {
    label: 'Stuck as interested after',
    meaning: 'Days in the stage for A / B / C / D.',
  },
  stuckNegotiatingDays: {
    label: 'Stuck in negotiation after',
    meaning: 'Days in the stage for A / B / C / D.',
  },
  playbooksRun: {
    label: 'Playbooks',
    meaning: 'Whether entering a stage starts its playbook. What runs already goes on.',
  },
  overdueAgainMinutes: {
    label: 'Overdue: the rep again after',
    meaning: 'Working minutes after the due time.',
  },
  overdueManagerMinutes: {
    label: 'Overdue: the manager after',
    meaning: 'Working minutes after the due time.',
  },
  enquiryWarnMinutes: {
    label: 'New enquiry: warn after',
    meaning: 'Working minutes without contact since it arrived.',
  },
  enquiryEscalateMinutes: {
    label: 'New enquiry: the manager after',
    meaning: 'Working minutes without contact since it arrived.',
  },
  busyMinutes: {
    label: '“With a customer” ends after',
    meaning: 'Minutes in which nudges are held.',
  },
  viewingMinutes: {
    label: 'A viewing takes',
    meaning: 'Minutes. While it runs, nudges of whoever shows are held back.',
  },
  viewingDayBeforeTime: {
    label: 'Remind of a viewing the day before at',
    meaning: 'Whoever shows is told once, with what to show.',
  },
  viewingSoonMinutes: {
    label: 'Remind before a viewing',
    meaning: 'Minutes before it begins.',
  },
  viewingAskTime: {
    label: 'Ask what came of a viewing at',
    meaning: 'Once, on the day of the viewing, where nothing was recorded.',
  },
  protectDays: {
    label: 'Protected from the start',
    meaning:
      'Days for visit / call-in / online / partner report / referral. Customers taken before a change keep the rules of their day.',
  },
  protectContactDays: {
    label: 'Protected from a contact',
    meaning:
      'Days for A / B / C / D after the customer was really reached, where that is later. No answer extends nothing.',
  },
  protectMaxDays: {
    label: 'Protected at most',
    meaning: 'Days for visit / call-in / online / partner report / referral, whatever happens.',
  },
  protectWarnDays: {
    label: 'Warn before protection ends',
    meaning: 'Days before the end; the rep is told once in the morning.',
  },
  exemptMembers: {
    label: 'Reps whose customers stay',
    meaning: 'Their customers do not go to the pool.',
  },
  unitHoldHours: {
    label: 'A unit held: hours',
    meaning: 'How long a unit is held for a customer; a manager may hold and prolong longer.',
  },
  unitHoldsPerRep: {
    label: 'Units held by one rep at a time',
    meaning: 'A rep who holds so many lets one go before the next.',
  },
  unitHoldWarnMinutes: {
    label: 'Before a hold ends: warn the rep',
    meaning: 'Minutes before the end; earlier where that is outside working time.',
  },
  poolRestMinutes: {
    label: 'New in the pool: rest',
    meaning: 'Minutes before anybody may claim, so that everybody has a chance.',
  },
  mergeUndoDays: {
    label: 'Undo of a merge',
    meaning: 'Days in which two merged records can become two again.',
  },
  claimsPerDay: { label: 'Claims per day', meaning: 'From the pool, per rep.' },
  holdingCap: {
    label: 'Customers per rep',
    meaning: 'A rep who works with so many claims no more. Closed and lost ones do not count.',
  },
  cooldownDays: {
    label: 'Not back to the same rep',
    meaning: 'Days in which the rep who lost a customer may not claim it. 0: at once.',
  },
  assignRules: {
    label: 'Who gets whom',
    meaning:
      'For customers who arrive without a rep. One row each, the first that fits counts: source Douyin → Li Na, Zhang Wei · district Pudong → Li Na · language English → Emma. Nobody named, or all away: the whole team.',
  },
  assignWay: { label: 'Among several', meaning: 'Who of them gets the next one.' },
  assignLast: {
    label: 'If nobody is there',
    meaning: 'Where it goes when the whole team is away.',
  },
  ...matchingRules,
  ...reviewRules,
  askedUsesTurn: {
    label: 'Asked for by name uses a turn',
    meaning: 'Whether a rep whom the customer asked for has used up a turn.',
  },
  skippedKeepsTurn: {
    label: 'Skipped reps keep their turn',
    meaning: 'Back at the same place; with No, at the end of the rota.',
  },
  dutyEndsAtClose: {
    label: 'Duty ends with work',
    meaning: 'Everybody signs on again the next day; the order goes on where it was.',
  },
  receptionChecklist: {
    label: 'Reception checklist',
    meaning: 'What is ticked off per party, one on a line, at most ten: 中文 | English',
  },
  courtesyWaitMinutes: {
    label: 'Minutes to wait for the assigned rep',
    meaning:
      'A known customer’s rep is called first; without an answer by then a colleague receives.',
  },
  courtesyShare: {
    label: 'Same-day deal after a courtesy reception',
    meaning:
      'Percent for the assigned rep, the rest for who received. Concealed: all of it for the assigned rep.',
  },
  reportLeadMinutes: {
    label: 'Partner report: minutes before arrival',
    meaning: 'Reported later than this before the arrival it does not count. Valid that day.',
  },
  reportDaysAhead: {
    label: 'Partner report: days ahead',
    meaning:
      'How many days before the visit it may come; 0: only on the day. Valid on the day expected.',
  },
  reportKeepDays: {
    label: 'Partner report: kept for days',
    meaning: 'After so many days the name and phone of an unused report are deleted.',
  },
  ...careRules,
  ...caseRules,
  ...dealRules,
  workStart: { label: 'Work begins', meaning: 'In the team’s zone.' },
  workEnd: { label: 'Work ends', meaning: 'In the team’s zone.' },
  quietStart: { label: 'Quiet from', meaning: 'Nothing is sent in quiet hours.' },
  quietEnd: { label: 'Quiet until', meaning: 'What fell due in the night comes then.' },
  briefTime: { label: 'Morning brief at', meaning: 'In each member’s zone.' },
  reportTime: { label: 'Daily report at', meaning: 'The draft the rep confirms with one tap.' },
  restWeekdays: {
    label: 'Rest days of the week',
    meaning: 'No nudges on these days. None: the office works all week.',
  },
  holidays: {
    label: 'Public holidays',
    meaning: 'Rest days and make-up working days of this calendar count.',
  },
  extraRestDays: { label: 'More rest days', meaning: 'Dates like 2026-10-08, one per line.' },
  extraWorkDays: {
    label: 'More working days',
    meaning: 'Dates like 2026-10-10, one per line; they win over every rest day.',
  },
  revealsPerHour: {
    label: 'Phones shown per hour',
    meaning: 'Per person. Every one is noted and the manager sees how many.',
  },
  checksPerHour: {
    label: 'Checks per hour',
    meaning:
      'How often a person may ask “is this customer registered?”. The manager sees how many.',
  },
  perRepInChannel: {
    label: 'Per-rep lines in the channel’s digest',
    meaning: 'No: they go to managers only.',
  },
  sources: {
    label: 'Sources',
    meaning:
      'One per line: 中文 | English | other words for it. A changed name keeps its customers.',
  },
  districts: { label: 'Districts', meaning: 'One per line: 中文 | English | other words for it.' },
  memberGroups: {
    label: 'Slack user groups',
    meaning: 'One per line: group id, role (rep, reviewer, manager), team. S0123ABCD rep East',
  },
};

export const office = {
  roles: { rep: 'Rep', reviewer: 'Reviewer', manager: 'Manager', administrator: 'Administrator' },
  roleMeaning: {
    rep: 'registers and looks after own customers',
    reviewer: 'checks the team’s registrations',
    manager: 'sees and reassigns the team’s customers, gets the digest',
    administrator: 'members, teams, rules; sees everything',
  },
  languages: { zh: '中文', en: 'English' },
  followSlack: 'as in Slack',
  menu: {
    title: 'Gatehouse',
    preferences: 'My preferences',
    away: 'Leave and cover',
    handover: 'Hand over',
    members: 'Members',
    teams: 'Teams',
    rules: 'Rules',
    texts: 'Texts for customers',
    playbooks: 'Playbooks',
    imports: 'Old records',
    readings: 'Phones and checks',
    health: 'Health',
    help: 'Help',
    you: (p: { name: string; role: string; teams: string }) =>
      `${p.name} · ${p.role}${p.teams ? ` · ${p.teams}` : ''}`,
  },
  members: {
    title: 'Members',
    add: 'Add a member',
    addTitle: 'Add a member',
    changeTitle: 'Change a member',
    person: 'Person',
    personHint: 'Somebody of this workspace; guests and connected people cannot be members.',
    role: 'Role',
    teams: 'Teams',
    teamsHint: 'The first one picked is the home team. A rep has exactly one.',
    language: 'Language',
    change: 'Change',
    remove: 'Remove',
    removeTitle: 'Remove this member?',
    removeWords: (p: { name: string }) =>
      `${p.name} can no longer use Gatehouse. Records and history stay.`,
    sync: 'Sync groups',
    byGroup: 'by user group',
    line: (p: { name: string; role: string; teams: string }) =>
      `*${p.name}* · ${p.role}${p.teams ? ` · ${p.teams}` : ''}`,
    none: 'Nobody yet.',
    added: (p: { name: string }) => `✅ ${p.name} is a member now.`,
    changed: (p: { name: string }) => `✅ ${p.name}: saved, in force from now.`,
    keeps: (p: { name: string; n: number }) =>
      `⚠️ ${p.name} still has ${p.n === 1 ? '1 customer' : `${p.n} customers`}. Hand them over, before or after.`,
    removed: '✅ Removed.',
    synced: (p: { joined: number; changed: number; left: number }) =>
      `✅ Groups synced: ${p.joined} joined, ${p.changed} changed, ${p.left} left.`,
  },
  teams: {
    title: 'Teams',
    add: 'New team',
    newTitle: 'New team',
    changeTitle: 'Change a team',
    name: 'Name',
    channel: 'Channel',
    channelHint: 'Nudges of the team go there. Invite the bot: /invite @Gatehouse',
    zone: 'Time zone',
    zoneHint: 'Like Asia/Shanghai or Europe/London.',
    language: 'Language of channel posts',
    change: 'Change',
    archive: 'Close team',
    archiveTitle: 'Close this team?',
    archiveWords: (p: { name: string }) =>
      `${p.name} disappears from every list. Customers and history stay.`,
    noChannel: 'no channel yet',
    saved: (p: { name: string }) => `✅ ${p.name}: saved.`,
    archived: '✅ Closed.',
  },
  rules: {
    title: 'Rules',
    office: 'Whole office',
    of: (p: { team: string }) => `Rules of: *${p.team}*`,
    pages: {
      registration: 'Registration',
      followUp: 'Follow-up and nudges',
      stages: 'Stages',
      viewings: 'Viewings',
      ownership: 'Protection and pool',
      assignment: 'Who gets new customers',
      review: 'Review',
      reception: 'Reception, partners',
      cases: 'Cases and conduct',
      stock: 'Units and holds',
      care: 'Care and referrals',
      matching: 'Matching',
      deals: 'Deals and payments',
      hours: 'Hours and calendar',
      privacy: 'Privacy and limits',
      lists: 'Sources and districts',
      members: 'Members by group',
    },
    open: 'Open',
    history: 'Changes',
    historyTitle: 'Changes of rules',
    historyLine: (p: { when: string; rule: string; who: string; value: string }) =>
      `${p.when} · ${p.rule} → ${p.value} · ${p.who}`,
    historyNone: 'No rule was ever changed: the defaults hold.',
    followed: 'follows the office',
    onlyRead:
      'You can read these rules; managers change their team’s, administrators the office’s.',
    upcoming: (p: { when: string; rule: string; value: string }) =>
      `From ${p.when}: ${p.rule} → ${p.value}`,
    own: 'This team’s own rule.',
    from: 'In force from',
    fromHint: 'Empty: from now. Earlier cases stay judged by the rules of their day.',
    follow: 'Follow the office',
    followHint: 'Ticked rules follow the office again.',
    default: (p: { value: string }) => `Default: ${p.value}.`,
    saved: (p: { rules: string; when: string }) => `✅ In force from ${p.when}: ${p.rules}`,
    now: 'now',
    nothingChanged: 'Nothing was changed.',
    assignWays: {
      rota: 'in turn: who waited longest',
      least_busy: 'who has the fewest customers under work',
    },
    toPool: 'the pool',
    calendars: { CN: 'Mainland China', none: 'None' },
    system: 'system',
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  },
  settings,
  preferences: {
    title: 'My preferences',
    language: 'Language',
    zone: 'Time zone',
    zoneHint: 'Empty: as in your Slack profile. Like Asia/Shanghai.',
    nudges: 'My nudges go to',
    targets: { team: 'the team’s channel', own: 'a channel of my own', dm: 'a direct message' },
    targetMeaning: {
      team: 'colleagues see the number and surname',
      own: 'choose it below and invite the bot',
      dm: 'only you',
    },
    channel: 'My own channel',
    saved: '✅ Saved, in force from now.',
  },
  readings: {
    title: 'Phones and checks',
    intro:
      'How often people opened phones, and asked whether somebody is registered. Today means the last 24 hours; week the last seven days.',
    line: (p: {
      name: string;
      revealsDay: number;
      revealsWeek: number;
      checksDay: number;
      checksWeek: number;
    }) =>
      `*${p.name}* · phones ${p.revealsDay} today, ${p.revealsWeek} this week · checks ${p.checksDay} today, ${p.checksWeek} this week`,
    open: 'Checks',
    none: 'Nobody in your teams.',
  },
  checks: {
    title: 'Checks',
    intro: (p: { n: number }) =>
      `The last ${p.n}. What was typed is not kept: only how somebody asked, and who was found.`,
    line: (p: { when: string; by: string; found: string }) => `${p.when} · ${p.by} · ${p.found}`,
    by: {
      phone: 'phone',
      masked: 'masked phone',
      wechat: 'WeChat',
      email: 'e-mail',
      nationalId: 'national id',
      registration: 'registering or editing',
      likely: 'likely duplicate asked about',
      arrival: 'arrival',
      report: 'partner report',
      import: 'old records',
    } as Record<string, string>,
    nobody: 'nobody',
    hidden: (p: { n: number }) =>
      p.n === 1 ? 'a customer you may not see' : `${p.n} customers you may not see`,
    none: 'No checks.',
  },
  health: {
    title: 'Health',
    well: '✅ All is well.',
    unwell: '⚠️ Something needs an operator.',
    parts: { database: 'Database', slack: 'Slack', delivery: 'Messages that leave' } as Record<
      string,
      string
    >,
    numbers: {
      ms: 'answers in ms',
      total: 'sessions',
      idle: 'idle',
      waiting: 'waiting',
      connections: 'connections',
      busy: 'at work',
      ackP99Ms: '99 % acknowledged within ms',
      due: 'due',
      oldestDueSeconds: 'oldest, in seconds',
      sending: 'leaving now',
      ambiguous: 'unclear',
      dead: 'given up',
      stale: 'to be redrawn',
      stopped: 'stopped',
      error: 'error',
    } as Record<string, string>,
    operator:
      'More on the machine itself: `npm run cli -- doctor` and `npm run cli -- audit verify`.',
  },
  command: {
    title: 'Office',
    lines: [
      '`members` people and roles',
      '`rules` rules of office and team',
      '`texts` words ready for customers',
      '`me` language, zone, where nudges go',
      '`handover @Li Na` all customers of somebody who leaves',
      '`away 12–14 Mar cover @Zhang Wei` leave; `rest every Wed` rest days',
      '`import` old records from a file',
      '`help` this page',
    ],
  },
  refusals: {
    officeWordUnknown: (p) =>
      `There is no “${p.word}” here. Try members, teams, rules, texts, me, away, rest, handover, import, reveals, health or help.`,
    memberUnknown: () => 'Slack knows no such person.',
    memberIsGuest: (p) =>
      `${p.name} is a guest. Only full members of this workspace can use Gatehouse.`,
    memberIsConnected: (p) =>
      `${p.name} is from a connected workspace. Only people of this one can use Gatehouse.`,
    memberIsBot: (p) => `${p.name} is an app, not a person.`,
    memberIsDeactivated: (p) => `${p.name} is deactivated in Slack.`,
    memberKnown: (p) => `${p.name} is a member already. Change them in the list.`,
    memberGone: () => 'This person is no member any more.',
    memberNeedsTeam: () => 'Pick a team: only administrators can do without.',
    repHasOneTeam: () => 'A rep belongs to exactly one team.',
    lastAdministrator: () => 'This is the last administrator. Make somebody else one first.',
    teamGone: () => 'That team was closed. Pick another.',
    teamNameTaken: (p) => `A team named ${p.name} exists already.`,
    teamHasMembers: (p) => `${p.name} still has ${p.n} members. Move them first.`,
    zoneUnknown: () => 'No such time zone. Write it like Asia/Shanghai.',
    ownChannelMissing: () => 'Pick your channel, or let nudges go elsewhere.',
    slackSilent: () => 'Slack did not answer in time. Nothing was saved; please try again.',
    groupsUnreadable: () =>
      'Slack does not let Gatehouse read user groups. Grant the scope usergroups:read and install again.',
    settingNumber: (p) => `A whole number from ${p.min} to ${p.max}, please.`,
    settingGrades: () =>
      'Four whole numbers for A / B / C / D, each from 1 to 365: 2 / 7 / 14 / 30',
    settingArrivals: () =>
      'Five whole numbers from 1 to 365, for visit / call-in / online / partner / referral: 30 / 15 / 15 / 30 / 45',
    maximumFirst: () => 'The maximum must not be shorter than the protection from the start.',
    settingDates: () => 'Dates like 2026-10-08, one per line.',
    settingChoices: (p) => `Not understood: ${p.line}. Write 中文 | English | other words.`,
    settingTwice: (p) => `${p.line} is there twice.`,
    settingStages: () =>
      'One line for each of the five: potential: 潜在 | Potential. Names of up to 20 characters.',
    settingGroups: () => 'One per line: group id, role, team. S0123ABCD rep East',
    assignUnreadable: (p) =>
      `Not understood: ${p.line}. Write it like: source Douyin → Li Na, Zhang Wei`,
    assignNoValue: (p) =>
      `“${p.value}” is no source, district or language of the office. See the lists of sources and districts.`,
    assignNobody: (p) => `There is no rep “${p.name}” here.`,
    assignTwoNames: (p) => `Two reps are called ${p.name}. Write one of: ${p.marked}`,
    assignTwice: (p) => `There is a row for it already: ${p.line}`,
    creditUnreadable: (p) =>
      `Not understood: ${p.line}. Write it like: signed referrer → 成交答谢礼 | a thank-you gift`,
    settingInvalid: () => 'That value does not fit this rule.',
    settingInPast: () => 'Pick a moment that is still to come, or leave it empty for now.',
    workEndsFirst: () => 'Work must end after it begins.',
    caseEscalatesFirst: () => 'Administrators must not hear of a case before those who decide.',
    escalatesFirst: () => 'The manager must not hear of it before the rep.',
  } satisfies RefusalSentences,
};
