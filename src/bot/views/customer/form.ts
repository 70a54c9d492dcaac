import { ARRIVAL_KINDS, GRADES, SECTIONS, type Section } from '../../../crm/customers/fields.ts';
import { formatTime } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { checkboxes, type FormValue, instantPicker, radio, select, textInput } from '../../form.ts';
import type { Showing } from '../show.ts';
import { type Prefill, sectionInputs } from './inputs.ts';

/** What the registration form starts with. */
export interface RegisterData {
  now: Date;
  showing: Showing;
  open: Section[];
  prefill: Prefill;
  /** Text of the command that nobody understood: shown, and kept as a note. */
  textLeft?: string;
  /** When the unfinished form was saved that could be continued. */
  draftAt?: Date;
  resumed?: boolean;
}

/**
 * The registration form: a first screen of seven inputs that is enough on a phone (name, phone, how and
 * when they came, grade, next follow-up, consent), and sections opened on demand.
 */
export function registerModal(scene: Scene, data: RegisterData): ModalView {
  const { w } = scene;
  const { form } = w.customers;
  const { showing, prefill, open } = data;
  return modal({
    id: 'customer.register',
    title: form.title,
    submit: form.submit,
    close: w.common.cancel,
    notifyOnClose: true,
    memo: { open },
    blocks: [
      ...notices(scene, data),
      ...sectionInputs('first', showing, prefill),
      ...arrivalInputs(scene, data),
      section(form.sections),
      sectionButtons(scene, open),
      ...open.flatMap((part) => [
        context(`*${w.fields.section[part]}*`),
        ...sectionInputs(part, showing, prefill),
      ]),
    ],
  });
}

function notices(scene: Scene, { draftAt, resumed, textLeft }: RegisterData): AnyBlock[] {
  const { form } = scene.w.customers;
  const { locale, zone } = scene.actor;
  return [
    ...(draftAt
      ? [
          section(form.draft({ when: formatTime(draftAt, locale, zone) }), {
            accessory: button(form.resume, 'customer.resume', {}, { style: 'primary' }),
          }),
        ]
      : []),
    ...(resumed
      ? [section(form.resumed, { accessory: button(form.startFresh, 'customer.fresh') })]
      : []),
    ...(textLeft ? [context(form.textLeft({ text: esc(textLeft) }))] : []),
  ];
}

function arrivalInputs(scene: Scene, { now, showing, prefill }: RegisterData): AnyBlock[] {
  const { w } = scene;
  const { label, guide } = w.fields;
  const { settings } = showing;
  const typed = (key: string): FormValue | undefined => prefill.typed?.[key];
  const text = (key: string) => (typeof typed(key) === 'string' ? (typed(key) as string) : null);
  const revision = prefill.revision ? { revision: prefill.revision } : {};
  return [
    select({
      key: 'arrivalKind',
      label: label.arrivalKind,
      hint: guide.arrivalKind,
      asks: 'customer.keep',
      initial: text('arrivalKind') ?? 'visit',
      options: ARRIVAL_KINDS.map((value) => ({ value, label: w.fields.arrivalKind[value] })),
      ...revision,
    }),
    instantPicker({
      key: 'arrivedAt',
      label: label.arrivedAt,
      hint: guide.arrivedAt,
      initial: text('arrivedAt') ? new Date(text('arrivedAt')!) : now,
      ...revision,
    }),
    radio({
      key: 'grade',
      label: label.grade,
      hint: guide.grade,
      optional: true,
      asks: 'customer.keep',
      initial: text('grade'),
      options: GRADES.map((value) => ({
        value,
        label: `${value}  ${w.fields.gradeMeaning[value]}`,
        hint: w.customers.form.gradeLine({
          meaning: w.fields.gradeMeaning[value],
          days: settings.cadenceDays[value],
        }),
      })),
      ...revision,
    }),
    textInput({
      key: 'nextFollowUp',
      label: label.nextFollowUp,
      hint: w.customers.form.cadenceHint,
      optional: true,
      maxLength: 200,
      ...(text('nextFollowUp') && { initial: text('nextFollowUp')! }),
      ...revision,
    }),
    checkboxes({
      key: 'consent',
      label: label.consent,
      hint: guide.consent,
      optional: true,
      initial: Array.isArray(typed('consent')) ? (typed('consent') as string[]) : [],
      options: [{ value: 'yes', label: w.fields.consent.yes }],
      ...revision,
    }),
  ];
}

function sectionButtons(scene: Scene, open: Section[]): AnyBlock {
  const { w } = scene;
  return actions(
    ...SECTIONS.map((part) =>
      button(
        `${open.includes(part) ? '▾' : '▸'} ${w.fields.section[part]}`,
        'customer.section',
        { part },
        { nth: part },
      ),
    ),
  );
}
