import type { CareFile } from '../../../crm/care/store/days.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import { formatCivilDay, formatDay, formatMonthDay } from '../../../i18n/format.ts';
import type { CivilDay } from '../../../lib/calendar/index.ts';
import { context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { checkboxes, datePicker, textInput } from '../../form.ts';

/** What the screen of care days shows. */
export interface CareShown {
  file: CustomerFile;
  care: CareFile | null;
  /** Who noted the consent, or that it was withdrawn. */
  by: string;
  mayChange: boolean;
  /** When a home was handed over to them, by their deal. */
  handedOverOn: CivilDay | null;
}

/** Birthday and day of moving in, with the customer's own consent. */
export function careModal(scene: Scene, shown: CareShown, done?: string): ModalView {
  const { w } = scene;
  const words = w.care.days;
  const { file, mayChange } = shown;
  return modal({
    id: 'care.save',
    title: `${words.title} ${sayNumber(file.number)}`,
    ...(mayChange && { submit: words.save }),
    close: w.common.close,
    memo: { id: file.id },
    blocks: [
      ...(done ? [section(done)] : []),
      section(words.intro),
      ...consentLine(scene, shown),
      ...(mayChange ? form(scene, shown) : plain(scene, shown.care)),
    ],
  });
}

function consentLine({ w, actor }: Scene, { care, by }: CareShown) {
  const words = w.care.days;
  if (!care?.consentAt) return [];
  const day = (at: Date) => formatDay(at, actor.locale, actor.zone);
  return [
    context(
      care.withdrawnAt
        ? words.withdrawn({ when: day(care.withdrawnAt), by: esc(by) })
        : words.since({ when: day(care.consentAt), by: esc(by) }),
    ),
  ];
}

function form({ w, actor }: Scene, { care, handedOverOn }: CareShown) {
  const words = w.care.days;
  const stands = Boolean(care?.consentAt && !care.withdrawnAt);
  const offered = care?.moveInOn ? null : handedOverOn;
  // With the consent it is filled in and kept by saving; without, it is only said.
  const moveInOn = care?.moveInOn ?? (stands ? offered : null);
  return [
    checkboxes({
      key: 'agrees',
      label: words.agreesLabel,
      options: [{ value: 'yes', label: words.agrees }],
      optional: true,
      ...(stands && { initial: ['yes'] }),
    }),
    textInput({
      key: 'birthday',
      label: words.birthday,
      hint: words.birthdayHint,
      optional: true,
      maxLength: 30,
      ...(care?.birthday && { initial: sayMonthDay(care.birthday, actor.locale) }),
    }),
    datePicker({
      key: 'moveInOn',
      label: words.moveIn,
      hint: offered
        ? words.handedOver({ when: formatCivilDay(offered, actor.locale) })
        : words.moveInHint,
      optional: true,
      ...(moveInOn && { initial: moveInOn }),
      // A value that comes with the consent needs a field of its own.
      ...(stands && { revision: 1 }),
    }),
  ];
}

function plain({ w, actor }: Scene, care: CareFile | null) {
  const words = w.care.days;
  const lines = [
    care?.birthday &&
      w.common.pair({ label: words.birthday, value: sayMonthDay(care.birthday, actor.locale) }),
    care?.moveInOn && w.common.pair({ label: words.moveIn, value: care.moveInOn }),
  ].filter((line): line is string => Boolean(line));
  return lines.length > 0 ? [section(lines.join('\n'))] : [];
}

/** `3月5日`, `5 Mar`: in a leap year, so that 29 February is a day. */
const sayMonthDay = (day: string, locale: Scene['actor']['locale']): string =>
  formatMonthDay(new Date(`2024-${day}T12:00:00Z`), locale, 'UTC');
