import type { RefusalSentences } from '../params.ts';

type When = { when: string };

export const absence = {
  title: 'Leave and cover',
  add: 'Leave or rest days',
  none: 'Nobody is away, and no leave is coming.',
  meaning:
    'While somebody is away, whoever stands in gets the nudges, logs contacts and plans; the customers stay the assigned rep’s.',
  end: 'End now',
  takeBack: 'Take back',
  saved: '✅ Noted. Whoever stands in is told.',
  savedAlone: '✅ Noted. Nobody stands in: what is due goes to the manager.',
  ended: '✅ Over. Whoever stood in is told.',
  unclear: 'Not quite clear: please check.',
  kinds: { leave: 'leave', rest: 'rest days' },
  every: (p: { days: string }) => `every ${p.days}`,
  fromTo: (p: { from: string; to: string }) => (p.to ? `${p.from} – ${p.to}` : p.from),
  cover: (p: { name: string }) => `${p.name} stands in`,
  nobody: 'nobody stands in',

  formTitle: 'Leave or rest days',
  submit: 'Save',
  who: 'Who',
  me: 'Myself',
  kind: 'What',
  from: 'From',
  to: 'Last day',
  toHint: 'Empty: one day; with weekdays: until somebody ends it.',
  weekdays: 'Only on these weekdays',
  weekdaysHint: 'For rest days of every week.',
  coverLabel: 'Who stands in',
  coverHint: 'A colleague of the team. Empty: the manager is told what comes due.',

  // On the card, on nudges, in the roll-up and in My day.
  coveredBy: (p: When & { name: string }) => `🌴 away until ${p.when}, ${p.name} stands in`,
  awayAlone: (p: When) => `🌴 away until ${p.when}, nobody stands in`,
  awayCovered: (p: When) => `🌴 away until ${p.when}, a colleague stands in`,
  standIn: (p: When & { name: string }) => `🌴 For ${p.name}, who is away until ${p.when}.`,
  youAreAway: (p: When) => `🌴 You are away until ${p.when}: your nudges go to whoever stands in.`,
  coveredDue: (p: When & { name: string; n: number }) =>
    `🌴 *${p.name}’s, away until ${p.when}:* ${p.n === 0 ? 'nothing due' : `${p.n} due`}`,

  toldCover: (p: { by: string }) => `🌴 ${p.by} counts on you to stand in:`,
  toldCoverEnd: (p: { by: string }) => `🌴 You need not stand in any more, says ${p.by}:`,
  toldSet: (p: { by: string }) => `🌴 ${p.by} noted that you are away:`,
  toldEnd: (p: { by: string }) => `🌴 ${p.by} ended this:`,
  load: (p: { customers: number; followUps: number }) =>
    `${p.customers === 1 ? '1 customer' : `${p.customers} customers`} under work, ${p.followUps === 1 ? '1 follow-up' : `${p.followUps} follow-ups`} due by then.`,
  rights:
    'You can open the cards, call, log contacts and plan. The customers and the credit stay theirs.',
  noteCover: 'You stand in for a colleague.',
  noteCoverEnd: 'You need not stand in any more.',
  noteOwn: 'About your leave.',

  refusals: {
    awayPast: () => 'Leave begins today or later.',
    awayEndsFirst: () => 'The last day comes before the first.',
    awayLong: (p) => `At most ${p.max} days. Hand the customers over instead.`,
    awayTwice: (p) => `There is leave already from ${p.day}. End it first.`,
    coverNotInTeam: () => 'A rep or manager of the same team can stand in.',
    coverAway: (p) => `${p.name} is away too, from ${p.day}. Choose somebody else.`,
    claimAway: () => 'You are on leave: end it with `/gatehouse away` before you claim.',
  } satisfies RefusalSentences as RefusalSentences,
};
