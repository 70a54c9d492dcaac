import type { RefusalSentences } from '../params.ts';

type When = { when: string };
type Days = { days: number };

export const nudges = {
  // What lock screens show: nothing about any customer.
  noteFollowUps: (p: { n: number }) =>
    p.n === 1 ? 'A follow-up needs you.' : `${p.n} follow-ups need you.`,
  noteRollUp: 'Follow-ups of your team need you.',
  noteNotice: 'Gatehouse needs an administrator.',

  several: (p: { n: number }) =>
    p.n === 1 ? '1 follow-up needs you' : `${p.n} follow-ups need you`,
  onBehalf: (p: { name: string }) => `This is for ${p.name}, who could not be reached.`,
  why: {
    followUpDue: (p: When) => `Follow-up due ${p.when}`,
    followUpLate: (p: When) => `Follow-up was due ${p.when}`,
    followUpOverdue: (p: When) => `Still open: due ${p.when}`,
    stuck: (p: Days & { stage: string }) =>
      `${p.stage} for ${p.days} ${p.days === 1 ? 'day' : 'days'}: what is the next step?`,
    silence: (p: Days) =>
      p.days === 1
        ? 'No contact for 1 day, and no plan'
        : `No contact for ${p.days} days, and no plan`,
    enquiry: (p: When) => `Enquiry of ${p.when}: not contacted yet`,
    protection: (p: When) =>
      `Protection ends ${p.when}: only a contact that reaches them prolongs it`,
    viewing: (p: When & { units: string }) =>
      p.units ? `Viewing ${p.when}: ${p.units}` : `Viewing ${p.when}`,
    viewingAsk: (p: When) => `Viewing ${p.when}: what came of it?`,
    dealAppointment: (p: When) => `Signing appointment ${p.when}`,
    dealUnsigned: (p: When) => `Contract to be signed by ${p.when}`,
    dealPayment: (p: When) => `Payment due ${p.when}`,
    dealCondition: (p: When) => `Condition of the deal due ${p.when}`,
    confirm: (p: Days) => `Not confirmed for ${p.days} days. Still right?`,
  },
  reached: 'Reached',
  noAnswer: 'No answer',
  later: 'Later',
  tonight: 'Tonight',
  tomorrow: 'Tomorrow',
  pick: 'Pick a time…',
  plan: 'Plan',
  openCard: 'Open the card',
  markDone: 'Mark as done',
  stillRight: 'Yes, still right',
  edit: 'Edit',
  myDay: 'My day',
  andMore: (p: { n: number }) => `and ${p.n} more`,

  // What a posted card says once its matter has moved on.
  settled: {
    moved_on: 'Moved to another stage',
    done: 'Done',
    cancelled: 'Cancelled',
    moved: 'Moved to another time',
    reassigned: 'A colleague has taken over',
    contacted: 'Contacted',
    planned: 'Planned',
    confirmed: 'Confirmed',
    handled: 'The manager has taken it over',
    closed: 'No longer open',
    protected: 'Protected longer',
    lapsed: 'Protection ended: in the pool',
    merged: 'Merged into another record',
    claimed: 'Claimed from the pool',
    begun: 'It has begun',
    other: 'Settled',
  },

  rollUpTitle: (p: { n: number }) =>
    p.n === 1 ? '1 customer of your team is waiting' : `${p.n} customers of your team are waiting`,
  rollUpLine: (p: { rep: string; n: number; oldest: string }) =>
    `*${p.rep}* · ${p.n} · oldest: ${p.oldest}`,
  rollUpSettled: (p: { rep: string }) => `*${p.rep}* · all settled`,
  overdueSince: (p: When) => `overdue since ${p.when}`,
  stuckSince: (p: When & { stage: string }) => `${p.stage} since ${p.when}`,
  enquirySince: (p: When) => `enquiry of ${p.when}, not contacted`,
  ask: 'Ask',
  reassign: 'Reassign',
  handle: "I'll handle",
  reassigning: {
    customers: 'Customers',
    rep: 'New assigned rep',
    hint: 'Open follow-ups go along; the new rep is told.',
  },
  asked: (p: { by: string; n: number }) =>
    `${p.by} asks how ${p.n === 1 ? 'this customer is' : `these ${p.n} customers are`} coming along:`,
  noteAsked: 'Your manager asks about waiting customers.',
  handedOver: (p: { by: string; n: number }) =>
    `${p.by} made you the assigned rep of ${p.n === 1 ? 'this customer' : `these ${p.n} customers`}:`,
  noteHandedOver: 'You are the assigned rep of more customers.',
  didAsk: (p: { n: number; rep: string }) => `${p.rep} is asked about ${p.n}.`,
  didHandle: (p: { n: number; rep: string }) =>
    `You handle ${p.n} of ${p.rep}. They are not escalated again.`,
  didReassign: (p: { n: number; rep: string }) => `✅ ${p.n} now with ${p.rep}, who is told.`,

  notice: {
    channel: (p: { channel: string; code: string }) =>
      `Gatehouse cannot post to ${p.channel} (\`${p.code}\`). Nudges go to people's DMs until then. Invite the bot, or set another channel for the team.`,
    person: (p: { name: string; code: string }) =>
      `Gatehouse cannot reach ${p.name} (\`${p.code}\`). Their nudges go to the manager. If they have left, deactivate them and reassign their customers.`,
    dead: (p: { kind: string; code: string }) =>
      `Slack refuses a message of the kind \`${p.kind}\` for good (\`${p.code}\`). It was not sent. Please tell whoever looks after Gatehouse.`,
  },
  refusals: {
    nothingWaits: () => 'Nothing of it is waiting any more.',
    noRep: () => 'Choose a rep who works here.',
    otherTeam: (p) => `${p.name} is not in the customer’s team.`,
  } satisfies RefusalSentences as RefusalSentences,
};
