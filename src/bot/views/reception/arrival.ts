import { sayReport } from '../../../crm/partners/rules.ts';
import type { ReportedParty } from '../../../crm/partners/usecases/form.ts';
import type { ArrivalFile } from '../../../crm/reception/usecases/arrival.ts';
import type { Notice } from '../../../crm/reception/usecases/letters.ts';
import { formatTime } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import {
  type AnyBlock,
  actions,
  button,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { checkboxes, searchSelect } from '../../form.ts';
import { callName } from '../assignment.ts';
import type { RotaReader } from './board.ts';

/** What became of a party, as one word of the dictionary. */
export function stateOf({ outcome, late, voidedAt }: Notice['arrival']): string {
  if (voidedAt) return 'void';
  if (outcome === null) return 'open';
  return outcome === 'registered' && late ? 'late' : outcome;
}

/** The notice to the rep who receives; drawn again when something about the party changes. */
export function noticeLetter(
  notice: Notice,
  reader: RotaReader,
  reported: ReportedParty | null,
): Letter {
  return { text: reader.w.reception.notice.text, body: noticeBlocks(notice, reader, { reported }) };
}

/** `P-17 王女士 · 链家`: whom to greet, as the partner named them. */
function reportedLine(
  { number, name, companyName }: ReportedParty,
  { locale }: RotaReader,
): string {
  const who = name && esc(surnameWithTitle(name, null, locale));
  const report = [sayReport(number), who].filter(Boolean).join(' ');
  return `${report} · ${esc(companyName)}`;
}

/**
 * When, how many, what is done, and what can be done next. `repName`: whose party it is, where somebody else
 * reads it; `reported`: whom a partner announced.
 */
function noticeBlocks(
  notice: Notice,
  reader: RotaReader,
  { repName, reported }: { repName?: string; reported?: ReportedParty | null },
): AnyBlock[] {
  const { w, locale, zone } = reader;
  const words = w.reception.notice;
  const { arrival, customer, courtesy } = notice;
  const at = { time: formatTime(arrival.at, locale, zone), name: esc(repName ?? '') };
  const { turn, asked, report } = repName ? words.of : words;
  const head = { turn, asked, report }[arrival.how] ?? turn;
  const state = stateOf(arrival);
  const told =
    state === 'courtesy'
      ? courtesyLines(notice, reader)
      : [words.state[state] ?? '', ...(customer ? [esc(callName(customer, locale))] : [])];
  const lines = [
    head(at),
    ...(reported ? [reportedLine(reported, reader)] : []),
    ...(arrival.partySize ? [words.party({ n: arrival.partySize })] : []),
    checklistLine(notice, reader),
    ...(state === 'open' ? [] : [told.filter(Boolean).join(state === 'courtesy' ? '\n' : ' · ')]),
  ];
  const buttons = state === 'void' ? [] : buttonsOf(notice, reader, courtesy !== null);
  return [
    section(lines.filter(Boolean).join('\n')),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ];
}

function courtesyLines({ courtesy }: Notice, { w }: RotaReader): string[] {
  const words = w.reception.courtesy;
  if (!courtesy?.answer) return [w.reception.notice.calling];
  const { assignedShare: assigned } = courtesy;
  return courtesy.answer === 'coming'
    ? [words.comes]
    : [words.please, words.split({ assigned, receiver: 100 - assigned })];
}

function checklistLine({ arrival, settings }: Notice, { locale }: RotaReader): string {
  if (arrival.tickedAt === null) return '';
  return settings.receptionChecklist
    .map((item) => `${arrival.ticked.includes(item.key) ? '✓' : '○'} ${esc(item[locale])}`)
    .join('  ');
}

function buttonsOf({ arrival }: Notice, { w }: RotaReader, isCourtesy: boolean) {
  const words = w.reception.button;
  const { id } = arrival;
  const checklist = button(words.checklist, 'arrival.checklist', { id });
  if (isCourtesy || arrival.outcome !== null) return [checklist];
  return [
    button(words.register, 'customer.new', { arrivalId: id }, { style: 'primary' }),
    checklist,
    button(words.details, 'arrival.details', { id }),
    button(words.known, 'arrival.known', { id }),
    button(words.none, 'arrival.dismiss', { id }),
  ];
}

/** The same as a modal, from the list of the day. */
export function arrivalModal(scene: Scene, file: ArrivalFile, said?: string): ModalView {
  const { w, actor } = scene;
  const reader = { w, locale: actor.locale, zone: actor.zone };
  return modal({
    id: 'arrival.shown',
    title: w.reception.button.arrive,
    close: w.common.close,
    memo: { id: file.arrival.id },
    blocks: [
      ...(said ? [section(said)] : []),
      ...noticeBlocks(
        file,
        reader,
        file.arrival.memberId === actor.id ? {} : { repName: file.repName },
      ),
    ],
  });
}

/** 问候 沙盘 户型图 价格表: what was done with the party. */
export function checklistModal(scene: Scene, file: ArrivalFile): ModalView {
  const { w, actor } = scene;
  const words = w.reception.checklist;
  return modal({
    id: 'arrival.tick',
    title: words.title,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { id: file.arrival.id },
    blocks: [
      checkboxes({
        key: 'ticked',
        label: words.label,
        hint: words.hint,
        optional: true,
        initial: file.arrival.ticked,
        options: file.settings.receptionChecklist.map((item) => ({
          value: item.key,
          label: item[actor.locale],
        })),
      }),
    ],
  });
}

/** Which of the rep's customers it is. */
export function knownModal({ w }: Scene, id: string): ModalView {
  const words = w.reception.known;
  return modal({
    id: 'arrival.link',
    title: words.title,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { id },
    blocks: [
      searchSelect({ key: 'customer', label: words.label, hint: words.hint, source: 'customers' }),
    ],
  });
}
