import type { Locale } from '../../lib/locale.ts';
import type { RefusalSentences } from '../params.ts';

export const common = {
  locale: 'en' as Locale,
  appName: 'Gatehouse',
  close: 'Close',
  back: 'Back',
  cancel: 'Cancel',
  save: 'Save',
  undo: 'Undo',
  undone: 'Taken back.',
  yes: 'Yes',
  no: 'No',
  optional: 'optional',
  more: (p: { n: number }) => `+${p.n} more`,
  nextPage: 'Next ›',
  previousPage: '‹ Previous',
  page: (p: { page: number; pages: number }) => `Page ${p.page} of ${p.pages}`,
  you: 'you',
  nobody: 'nobody',
  somethingBroke: (p: { reference: string }) =>
    `Something broke on our side and nothing was saved. Please try again; if it stays, tell an administrator: ${p.reference}`,
  /** A label and its value on one line. */
  pair: (p: { label: string; value: string }) => `${p.label}: ${p.value}`,
  comma: ', ',
  /** Words in brackets after what they belong to. */
  aside: (p: { said: string; note: string }) => `${p.said} (${p.note})`,
  help: 'Help',
  privacy:
    'Write phones and ids only in our direct message, in commands and in forms, never in a channel message.',
  nearest: (p: { word: string }) => `Did you mean \`${p.word}\`?`,
  /** Labels of what is offered beside a refusal, by doing. */
  offers: {
    'case.open': 'Open a case',
    'deal.check': 'Note the check',
    'customer.card': 'Open the card',
    'pool.claim': 'Claim',
  } as Record<string, string>,
  refusals: {
    stranger: () =>
      'Gatehouse is for this sales office. You are not on its list yet: ask an administrator to add you.',
    connectedWorkspace: () => 'Gatehouse is for people of this workspace only.',
    notAllowed: () => 'You may not see or change this, or it does not exist.',
    notForRole: () => 'Your role does not include this. An administrator can change roles.',
    unknownDoing: () =>
      'That button is from an older version. Open the card again and use the button there.',
    badInput: () => 'Gatehouse could not read that. Open the form again, please.',
    tooOften: (p) =>
      `That is more than ${p.limit} in an hour. Please go on a little later; your manager can raise the limit.`,
    checkedTooOften: (p) =>
      `That is more than ${p.limit} checks in an hour (registering somebody known counts as one). Nothing was saved. Please go on a little later; your manager can raise the limit.`,
    undoTooLate: () =>
      'This can no longer be taken back: ten minutes have passed, or it was taken back already.',
    undoChanged: () => 'This was changed again in the meantime, so it cannot be taken back.',
  } satisfies RefusalSentences,
};
