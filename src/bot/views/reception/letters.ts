import type { CourtesyFile, Notice } from '../../../crm/reception/usecases/letters.ts';
import { formatTime } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import { type AnyBlock, actions, button, context, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';
import { stateOf } from './arrival.ts';
import type { RotaReader } from './board.ts';

/** To the assigned rep: the customer is here; who receives? */
export function callLetter(
  { courtesy, arrival, customer }: CourtesyFile,
  reader: RotaReader,
): Letter {
  const { w, locale, zone } = reader;
  const words = w.reception.courtesy;
  const who = esc(callName(customer, locale));
  const head = words.call({ customer: who, time: formatTime(arrival.at, locale, zone) });
  const { id, answer } = courtesy;
  const answered = answer && { coming: words.coming, receive: words.receive }[answer];
  return {
    text: words.callText,
    body: [
      section([head, words.stays, ...(answered ? [answered] : [])].join('\n')),
      ...(answered
        ? []
        : [
            actions(
              button(w.reception.button.coming, 'courtesy.come', { id }, { style: 'primary' }),
              button(w.reception.button.receive, 'courtesy.receive', { id }),
            ),
          ]),
    ],
  };
}

/** To whoever received: the assigned rep comes, asks them to receive, or does not answer. Null: nothing to say. */
export function courtesyWordLetter(
  { courtesy, settings }: CourtesyFile,
  about: 'answer' | 'silence',
  { w }: RotaReader,
): Letter | null {
  const words = w.reception.courtesy;
  const { answer, assignedShare: assigned } = courtesy;
  const split = words.split({ assigned, receiver: 100 - assigned });
  if (about === 'silence') {
    if (answer) return null;
    const silent = words.silent({ minutes: settings.courtesyWaitMinutes });
    return { text: words.wordText, body: [section(`${silent}\n${split}`)] };
  }
  const line = answer === 'coming' ? words.comes : `${words.please}\n${split}`;
  return { text: words.wordText, body: [section(line)] };
}

/** Slack draws 50 blocks; what is beyond stands in the list of the day. */
const MOST = 30;

/** At closing time: which parties of the day wait for a registration. Null where there are none. */
export function leftLetter(notices: Notice[], reader: RotaReader): Letter | null {
  if (notices.length === 0) return null;
  const { left } = reader.w.reception;
  const open = notices.filter(({ arrival }) => arrival.outcome === null);
  return {
    text: left.text,
    body: [
      section(open.length > 0 ? left.title({ n: open.length }) : left.allDone),
      ...notices.slice(0, MOST).map((notice) => leftBlock(notice, reader)),
      ...(open.length > 0 ? [context(left.hint)] : []),
    ],
  };
}

function leftBlock({ arrival, customer }: Notice, { w, locale, zone }: RotaReader): AnyBlock {
  const { notice, button: words } = w.reception;
  const state = stateOf(arrival);
  const parts = [
    formatTime(arrival.at, locale, zone),
    arrival.partySize ? notice.party({ n: arrival.partySize }) : '',
    customer ? esc(callName(customer, locale)) : '',
    notice.state[state] ?? '',
  ];
  const line = parts.filter(Boolean).join(' · ');
  if (state !== 'open') return section(line);
  return section(line, {
    accessory: button(
      words.register,
      'customer.new',
      { arrivalId: arrival.id },
      { nth: arrival.id },
    ),
  });
}
