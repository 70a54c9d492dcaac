import type { TextKey } from '../../crm/texts/rules.ts';
import type { RefusalSentences } from '../params.ts';

const names: Record<TextKey, string> = {
  invitation: 'Invitation',
  confirmation: 'Viewing confirmed',
  address: 'How to find us',
  reminder: 'Reminder of the viewing',
  thanks: 'Thanks after the visit',
  winBack: 'Back after a while',
  referralThanks: 'Thanks for a referral',
  birthday: 'Birthday',
  moveIn: 'A year since moving in',
  'returned.phone': 'Returned: phone',
  'returned.name': 'Returned: name',
  'returned.need': 'Returned: need',
  'returned.incomplete': 'Returned: incomplete',
  'returned.duplicate': 'Returned: registered before',
  'returned.consent': 'Returned: consent',
  'returned.eligibility': 'Returned: eligibility',
  'returned.other': 'Returned: other',
};

/** What is said where a team has no words of its own. */
const defaults: Record<TextKey, string> = {
  invitation:
    'Hello {customer}, this is {rep} from {project}. I have homes that may fit what you are looking for. When would suit you to come and see them?',
  confirmation:
    'Hello {customer}, your viewing is arranged for {time}: {units}. I will wait for you at the sales office. If anything changes, just tell me. {rep}',
  address:
    'Hello {customer}, {project} is at {address}. Call me when you are near and I will meet you at the door. {rep}',
  reminder:
    'Hello {customer}, see you on {time} for your viewing. Please bring whoever decides with you. If the time no longer suits you, tell me and we find another. {rep}',
  thanks:
    'Hello {customer}, thank you for coming today. If a question comes up, write to me at any time. {rep}, {project}',
  winBack:
    'Hello {customer}, this is {rep} from {project}. It has been a while. There are new homes and prices; if you are still looking, I am glad to tell you. If not, let me know and I will not bother you again.',
  referralThanks:
    'Hello {customer}, thank you for recommending us to your friend. I will look after them well. {rep}, {project}',
  birthday:
    'Hello {customer}, happy birthday! I wish you and your family health and joy. {rep}, {project}',
  moveIn:
    'Hello {customer}, today it is another year since you moved in. I hope the home has brought you joy; if anything there needs looking after, just write to me. {rep}',
  'returned.phone':
    'Hello {customer}, this is {rep} from the sales office. The phone number we have for you seems to be wrong, so your registration is not complete yet. Which number may we use? Thank you.',
  'returned.name':
    'Hello {customer}, this is {rep} from the sales office. May I check the spelling of your name? Your registration is not complete yet. Thank you.',
  'returned.need':
    'Hello {customer}, this is {rep} from the sales office. To find you the right home I need a few more details: size, layout and budget. When may I ask you?',
  'returned.incomplete':
    'Hello {customer}, this is {rep} from the sales office. A few details of your registration are still missing. When may I ask you about them?',
  'returned.duplicate':
    'Hello {customer}, this is {rep} from the sales office. You may be registered with us already; may I ask who looked after you? We will put it in order.',
  'returned.consent':
    'Hello {customer}, this is {rep} from the sales office. We need your consent before we contact you about homes. May we? If not, we will not.',
  'returned.eligibility':
    'Hello {customer}, this is {rep} from the sales office. To complete your registration we need to see that you may buy here. Could you bring the papers next time?',
  'returned.other':
    'Hello {customer}, this is {rep} from the sales office. Your registration is not complete yet; may I ask you one more question? Thank you.',
};

export const texts = {
  button: 'Message',
  title: 'Message',
  names,
  defaults,
  choose: 'Another text',
  copyIt: 'Long-press to copy, then send it yourself.',
  inLanguage: {
    zh: 'In Chinese, the customer’s language',
    en: 'In English, the customer’s language',
  },
  gaps: (p: { names: string }) => `✏️ To write in: ${p.names}`,
  sent: 'Sent',
  said: (p: { name: string }) => `Sent: ${p.name}`,
  forReturn: '*To tell the customer, if you like*',
  editTitle: 'Texts for customers',
  menu: 'Texts for customers',
  team: (p: { name: string }) => `*${p.name}*`,
  own: 'own words',
  byDefault: 'default',
  edit: 'Edit',
  zh: 'In Chinese',
  en: 'In English',
  editHint: (p: { names: string }) => `Filled in: ${p.names}. Empty: the default.`,
  versions: 'Versions',
  version: (p: { n: number; language: string; by: string; when: string }) =>
    `${p.language} ${p.n} · ${p.by} · ${p.when}`,
  backToDefault: '(default)',
  saved: (p: { name: string }) => `✅ Saved: ${p.name}`,
  refusals: {
    textDoNotContact: () =>
      'This customer does not want to be contacted. There is no text for them.',
    textPlaceholder: (p) =>
      `${p.text} is nothing I can fill in. There are: {customer} {rep} {project} {address} {time} {units}.`,
    textBraces: () => 'A brace stands alone. What is filled in is written as {customer}.',
  } satisfies RefusalSentences,
};
