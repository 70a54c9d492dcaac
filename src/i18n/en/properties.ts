import type { RefusalSentences } from '../params.ts';

type About = { unit: string; customer: string; when: string };

export const properties = {
  hold: {
    noteSoon: 'A unit you hold is free again soon.',
    noteOver: 'A unit you held is free again.',
    soon: (p: About) => `⏳ *${p.unit}*, held for *${p.customer}*, is free again at ${p.when}.`,
    longer: (p: About) => `✓ *${p.unit}* is held longer for *${p.customer}*: until ${p.when}.`,
    gone: (p: About) => `✓ The hold of *${p.unit}* for *${p.customer}* has ended.`,
    over: (p: About) => `🔓 *${p.unit}*, held for *${p.customer}* until ${p.when}, is free again.`,
    overBy: (p: About & { by: string }) =>
      `🔓 ${p.by} let *${p.unit}* go, which you held for *${p.customer}*. It is free again.`,
  },
  refusals: {
    unitUnknown: () => 'There is no such unit in your team.',
    unitHeld: (p) =>
      `A colleague holds this unit for a customer until ${p.day} ${p.time}. It is free again then, or sooner if they let it go.`,
    unitReserved: () => 'This unit is reserved for another customer.',
    unitSold: () => 'This unit is sold.',
    unitWithdrawn: () => 'This unit is not for sale at the moment.',
    priceAboveList: (p) => `No sale above the list price: ${p.price}.`,
    priceBelowMinimum: () => 'At this price a manager has to sign. Ask yours.',
    holdStands: (p) => `It is held for this customer already, until ${p.day} ${p.time}.`,
    holdReserved: () => 'It is reserved for this customer already.',
    holdInvalid: () => 'Units are held for active customers only.',
    holdHours: (p) => `How many hours? Between 1 and ${p.most}.`,
    holdTooLong: (p) => `At most ${p.hours} hours. A manager can prolong it.`,
    holdsFull: (p) => `You hold ${p.limit} units already. Let one go first.`,
    notHeld: () => 'Nobody holds this unit at the moment.',
  } satisfies RefusalSentences as RefusalSentences,
};
