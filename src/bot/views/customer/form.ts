import { ARRIVAL_KINDS, GRADES, SECTIONS, type Section } from '../../../crm/customers/fields.ts';
import type { Others } from '../../../crm/registration/usecases.ts';
import { formatTime } from '../../../i18n/format.ts';
import { readPhones } from '../../../lib/phone.ts';
import { plain } from '../../../lib/slack-text.ts';
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
import { checkboxes, instantPicker, radio, select, textInput } from '../../form.ts';
import type { FormValue } from '../../form-values.ts';
import type { Showing } from '../show.ts';
import { type Prefill, sectionInputs, withWords } from './inputs.ts';

/** What the registration form starts with. */
export interface RegisterData {
  now: Date;
  showing: Showing;
  open: Section[];
  prefill: Prefill;
  /** Text of the command that nobody understood: shown, and kept as a note. */
  textLeft?: string;
  /** Phones with a hidden middle, in what is left: possible ones. */
  possible?: string[];
  /** When the unfinished form was saved that could be continued. */
  draftAt?: Date;
  /** For whom the person may register besides themselves. */
  others?: Others;
  resumed?: boolean;
}

/**
 * The registration form: a first screen of seven inputs that is enough on a phone (name, phone, how and
 * when they came, grade, next follow-up, consent), and sections opened on demand.
 */
export function registerModal(scene: Scene, data: RegisterData): ModalView {
  const { w } = scene;
  const { form } = w.customers;
  const { showing, prefill, open, textLeft } = data;
  return modal({
    id: 'customer.register',
    title: form.title,
    submit: form.submit,
    close: w.common.cancel,
    notifyOnClose: true,
    memo: {
      open,
      words: briefly(prefill.words),
      ...(textLeft && { left: cut(textLeft, 600) }),
      // The party it is for.
      ...(prefill.typed?.arrivalId && { arrivalId: prefill.typed.arrivalId }),
    },
    blocks: [
      ...notices(scene, data),
      ...sectionInputs('first', showing, prefill),
      ...arrivalInputs(scene, data),
      ...forWhomInput(scene, data),
      section(form.sections),
      sectionButtons(scene, open),
      ...open.flatMap((part) => [
        context(`*${w.fields.section[part]}*`),
        ...sectionInputs(part, showing, prefill),
      ]),
    ],
  });
}

/** Inputs that show their words themselves; their words travel nowhere else. */
const SHOWN_AS_TYPED = new Set(['name', 'phones', 'wechat', 'email', 'nextFollowUp']);

/** The words as they travel with the form: Slack takes 3,000 characters. */
function briefly(words: Prefill['words'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words)
      .filter(([key]) => !SHOWN_AS_TYPED.has(key))
      .map(([key, said]) => [key, cut(said, 60)]),
  );
}

const cut = (words: string, max: number): string => plain(words, max);

function notices(scene: Scene, { draftAt, resumed, textLeft, possible }: RegisterData): AnyBlock[] {
  const { form } = scene.w.customers;
  // What is said of a possible phone is not said again.
  const rest = possible?.length ? withoutMasked(textLeft ?? '') : textLeft;
  const { locale, zone } = scene.actor;
  return [
    ...(draftAt
      ? [
          section(form.draft({ when: formatTime(draftAt, locale, zone) }), {
            accessory: button(form.resume, 'customer.resume'),
          }),
        ]
      : []),
    ...(resumed
      ? [section(form.resumed, { accessory: button(form.startFresh, 'customer.fresh') })]
      : []),
    ...(possible?.length
      ? [context(`⚠️ ${form.possiblePhone({ phones: esc(possible.join(', ')) })}`)]
      : []),
    ...(rest ? [context(form.textLeft({ text: esc(rest) }))] : []),
  ];
}

const withoutMasked = (text: string): string =>
  readPhones(text)
    .filter(({ kind }) => kind === 'masked')
    .reduce((left, { raw }) => left.replace(raw, ''), text)
    .trim();

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
      hint: withWords(guide.arrivalKind, 'arrivalKind', showing, prefill),
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
      hint: withWords(guide.grade, 'grade', showing, prefill),
      optional: true,
      asks: 'customer.keep',
      initial: text('grade'),
      options: GRADES.map((value) => ({
        value,
        label: `${value}  ${w.fields.gradeMeaning[value]}`,
        hint: w.customers.form.gradeLine({ days: settings.cadenceDays[value] }),
      })),
      ...revision,
    }),
    textInput({
      key: 'nextFollowUp',
      label: label.nextFollowUp,
      hint: withWords(w.customers.form.cadenceHint, 'nextFollowUp', showing, prefill),
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

/** A manager registers for a colleague, or for the team by its rules; a rep is not asked. */
function forWhomInput(scene: Scene, { others, prefill }: RegisterData): AnyBlock[] {
  const { w, actor } = scene;
  const { form } = w.customers;
  if (!others || others.teams.length === 0) return [];
  const several = others.teams.length > 1;
  const of = (name: string, teamId: string) => {
    const team = others.teams.find(({ id }) => id === teamId);
    return several && team ? `${name} · ${team.name}` : name;
  };
  const typed = prefill.typed?.forWhom;
  const options = [
    ...(actor.teamIds.length > 0 ? [{ value: 'me', label: form.forMe }] : []),
    ...others.teams.map(({ id }) => ({ value: `rules:${id}`, label: of(form.byRules, id) })),
    ...others.reps.map(({ id, name, teamId }) => ({ value: id, label: of(name, teamId) })),
  ];
  return [
    select({
      key: 'forWhom',
      label: form.forWhom,
      hint: form.forWhomHint,
      initial: typeof typed === 'string' ? typed : options[0]!.value,
      options: options.slice(0, 100),
      ...(prefill.revision && { revision: prefill.revision }),
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
