/** `1 day`, `3 days`. */
const days = (n: number | undefined): string => (n === 1 ? '1 day' : `${n ?? 0} days`);

/** What a reason says: when, how many days, how many units. */
type Said = { when: string; days: number | undefined; n: number | undefined };

export const why = {
  line: (p: { reasons: string }) => `☎️ *Why now:* ${p.reasons}`,
  and: ' · ',
  reason: {
    viewing: (p: Said) => `viewing ${p.when}`,
    paymentLate: (p: Said) => `payment overdue ${days(p.days)}`,
    payment: (p: Said) => (p.days ? `payment due in ${days(p.days)}` : 'payment due today'),
    overdue: (p: Said) => (p.days ? `overdue ${days(p.days)}` : 'overdue'),
    unhappy: () => 'not satisfied',
    due: (p: Said) => (p.when ? `due ${p.when}` : 'due today'),
    holdEnds: (p: Said) => `hold of the unit ends ${p.when}`,
    protection: (p: Said) => `protection ends in ${days(p.days)}`,
    unanswered: (p: Said) =>
      p.days ? `never reached, ${days(p.days)} since the enquiry` : 'not reached yet',
    hot: () => 'grade A',
    fits: (p: Said) => (p.n === 1 ? '1 new home fits' : `${p.n ?? 0} new homes fit`),
    cheaper: (p: Said) =>
      p.n === 1
        ? 'a home they were given became cheaper'
        : `${p.n ?? 0} homes they were given became cheaper`,
    silent: (p: Said) => `${days(p.days)} without contact`,
    warm: () => 'grade B',
  },
  list: {
    button: 'Whom to call',
    title: 'Whom to call today',
    intro: (p: { n: number }) =>
      p.n === 1
        ? 'One of your customers has a reason to be called today.'
        : `${p.n} of your customers have a reason to be called today, the strongest first.`,
    none: 'Nobody has a pressing reason today.',
  },
};
