import { ALL_FIELDS, fieldOf, SECTIONS, type Section } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { EditConflict } from '../../../crm/customers/rules-edit.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import { isEmpty, maskValue } from '../../../crm/customers/values.ts';
import { REPORTED_BY } from '../../../crm/editing/fields.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { checkboxes, type Option, radio, select } from '../../form.ts';
import type { FormValues } from '../../form-values.ts';
import { draftOffer } from '../draft.ts';
import { labelOf, type Showing, showCanonical } from '../show.ts';
import { sectionInputs } from './inputs.ts';

/** What the edit form shows. */
export interface EditData {
  file: CustomerFile;
  showing: Showing;
  open: Section[];
  referrer?: Option;
  /** When an unfinished edit of this customer was left that could be continued. */
  draftAt?: Date;
  /** A continued edit: what was typed, and the version it was begun on. */
  typed?: FormValues;
  version?: number;
  /** Counted up when initial values are replaced. */
  revision?: number | undefined;
}

/** The edit form: current values, sealed ones only masked; its version travels so that a stale edit is noticed. */
export function editModal(scene: Scene, data: EditData): ModalView {
  const { w } = scene;
  const { file, showing, open, typed, revision, draftAt } = data;
  const prefill = {
    file: file.values,
    ...(data.referrer && { referrer: data.referrer }),
    ...(typed && { typed }),
    ...(revision && { revision }),
  };
  return modal({
    id: 'customer.save',
    title: `${w.customers.edit.title} ${sayNumber(file.number)}`,
    submit: w.common.save,
    close: w.common.cancel,
    notifyOnClose: true,
    memo: { id: file.id, version: data.version ?? file.version, open, revision },
    blocks: [
      ...(draftAt ? [draftOffer(scene, draftAt, 'customer.edit-resume', { id: file.id })] : []),
      ...sectionInputs('first', showing, prefill),
      actions(
        ...SECTIONS.map((part) =>
          button(
            `${open.includes(part) ? '▾' : '▸'} ${w.fields.section[part]}`,
            'customer.edit-section',
            { part },
            { nth: part },
          ),
        ),
      ),
      ...open.flatMap((part) => [
        context(`*${w.fields.section[part]}*`),
        ...sectionInputs(part, showing, prefill),
      ]),
      ...clearBox(scene, file, showing, open),
      wishesBox(scene, data),
      reporterSelect(scene, data),
    ],
  });
}

/** What the customer allows: consent to be contacted, or no contact at all. */
function wishesBox(scene: Scene, { file, typed, revision }: EditData): AnyBlock {
  const kept = typed?.wishes;
  const { w } = scene;
  return checkboxes({
    key: 'wishes',
    label: w.fields.label.consent,
    hint: w.fields.guide.consent,
    optional: true,
    ...(revision && { revision }),
    initial: Array.isArray(kept)
      ? kept
      : [...(file.consentAt ? ['consent'] : []), ...(file.doNotContact ? ['doNotContact'] : [])],
    options: [
      { value: 'consent', label: w.fields.consent.yes },
      { value: 'doNotContact', label: w.fields.consent.never },
    ],
  });
}

/** How the customer reported the change, where they did (#73): it is then checked again (#75). */
function reporterSelect({ w }: Scene, { typed, revision }: EditData): AnyBlock {
  const kept = typed?.reportedBy;
  return select({
    key: 'reportedBy',
    label: w.review.reportedBy,
    hint: w.review.reportedByHint,
    optional: true,
    ...(revision && { revision }),
    initial: typeof kept === 'string' ? kept : null,
    options: REPORTED_BY.map((value) => ({ value, label: w.review.reportedWays[value] ?? value })),
  });
}

/** A sealed value cannot be emptied by leaving its input empty, so clearing is a tick of its own. */
function clearBox(scene: Scene, file: CustomerFile, showing: Showing, open: Section[]): AnyBlock[] {
  const options = ALL_FIELDS.filter(
    (field) =>
      field.sealed &&
      field.kind !== 'phones' &&
      open.includes(field.section as Section) &&
      !isEmpty(file.values[field.key]),
  ).map((field) => ({ value: field.key, label: labelOf(showing.w, field.key) }));
  if (options.length === 0) return [];
  const { edit } = scene.w.customers;
  return [
    checkboxes({
      key: 'clear',
      label: edit.clear,
      hint: edit.clearHint,
      optional: true,
      options: options.slice(0, 10),
    }),
  ];
}

/** Base, theirs and mine of each field that two people changed; the person chooses. */
export function conflictModal(
  scene: Scene,
  data: { id: string; version: number; conflicts: EditConflict[]; showing: Showing },
): ModalView {
  const { w } = scene;
  const words = w.customers.conflict;
  return modal({
    id: 'customer.resolve',
    title: words.title,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { id: data.id, version: data.version },
    blocks: [
      section(words.intro),
      ...data.conflicts.map((conflict) => {
        const field = fieldOf(conflict.field);
        const say = (text: string | null) => {
          const shown = showCanonical(field, text, data.showing) || words.empty;
          return field.sealed && text !== null && field.class === 'basic'
            ? maskValue({ ...field, kind: field.kind }, shown)
            : shown;
        };
        return radio({
          key: conflict.field,
          label: labelOf(w, conflict.field),
          hint: words.was({ value: say(conflict.base) }),
          initial: 'theirs',
          options: [
            { value: 'theirs', label: words.theirs({ value: say(conflict.theirs) }) },
            { value: 'mine', label: words.mine({ value: say(conflict.mine) }) },
          ],
        });
      }),
    ],
  });
}
