import { sayNumber } from '../../crm/customers/rules.ts';
import { type Due, MAX_WHAT } from '../../crm/followups/rules.ts';
import { actions, button, context, type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { instantPicker, searchSelect, select, textInput } from '../form.ts';
import { sayDue, sayWho, type Who } from './contact.ts';
import type { Done } from './done.ts';
import { draftOffer } from './draft.ts';
import type { Origin } from './followup.ts';

/** What the form of a plan starts with. */
export interface PlanForm {
  who: Who;
  /** Words in the field of the date. */
  when: string | null;
  /** A picked moment, of a form that was left. */
  at?: Date | null;
  what: string | null;
  open: Due | null;
  /** When a form of this customer was left half-filled. */
  leftAt?: Date | null;
  /** Shown again in place: initial values that changed need a new name. */
  revision?: number;
  notice?: string;
  memo: { customerId?: string; origin?: Origin };
}

/** The form of a plan: words or a picked moment, and what to do. */
export function planModal(scene: Scene, form: PlanForm): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { who } = form;
  const known = 'known' in who ? [section(`*${sayWho(who.known)}*`)] : [];
  const common = { key: 'customer', label: words.customer };
  const { revision = 0 } = form;
  const { customerId } = form.memo;
  const ofCustomer = customerId ? { customerId } : {};
  return modal({
    id: 'followup.save',
    title: words.planTitle,
    submit: words.submit,
    close: w.common.cancel,
    memo: form.memo,
    notifyOnClose: true,
    blocks: [
      ...(form.leftAt ? [draftOffer(scene, form.leftAt, 'followup.resume', ofCustomer)] : []),
      ...(form.notice ? [section(form.notice)] : []),
      ...known,
      ...('several' in who ? [select({ ...common, options: who.several })] : []),
      ...('search' in who
        ? [searchSelect({ ...common, hint: w.work.contact.customerHint, source: 'customers' })]
        : []),
      ...(form.open ? [context(words.open({ when: sayDue(scene, form.open) }))] : []),
      textInput({
        key: 'when',
        revision,
        label: words.when,
        hint: words.whenHint,
        optional: true,
        maxLength: 500,
        ...(form.when && { initial: form.when }),
      }),
      instantPicker({
        key: 'at',
        revision,
        label: words.at,
        optional: true,
        ...(form.at && { initial: form.at }),
      }),
      textInput({
        key: 'what',
        revision,
        label: words.what,
        hint: words.whatHint,
        optional: true,
        multiline: true,
        maxLength: MAX_WHAT,
        ...(form.what && { initial: form.what }),
      }),
    ],
  });
}

/** A plan that needs one more answer before it is saved. */
export interface OpenQuestion {
  customer: { id: string; number: number; name: string };
  /** The task; it waits sealed, and travels in no button. */
  what: string | null;
  origin: Origin;
  /** The year whose holidays are not announced yet, where the date hangs on them. */
  unofficial?: string | undefined;
}

/** Words that can be read in more than one way: each reading is a button. */
export function readingsModal(scene: Scene, question: OpenQuestion, dues: Due[]): ModalView {
  const { w } = scene;
  const { customer, origin } = question;
  return modal({
    id: 'followup.readings',
    title: w.work.followUp.planTitle,
    close: w.common.cancel,
    memo: { customerId: customer.id, origin },
    blocks: [
      section(`*${sayWho(customer)}*\n${w.work.followUp.which}`),
      ...dues
        .slice(0, 5)
        .map((due, nth) =>
          actions(
            button(sayDue(scene, due), 'followup.save-at', savedDue(due), { nth: String(nth) }),
          ),
        ),
    ],
  });
}

/** There is a plan already: replace it or keep both. */
export function existsModal(
  scene: Scene,
  question: OpenQuestion,
  wanted: Due,
  existing: Due,
): ModalView {
  const { w } = scene;
  const words = w.work.followUp;
  const { customer, origin } = question;
  const due = savedDue(wanted);
  return modal({
    id: 'followup.exists',
    title: words.existsTitle,
    close: w.common.cancel,
    memo: { customerId: customer.id, origin },
    blocks: [
      section(
        words.exists({
          number: sayWho(customer),
          when: sayDue(scene, existing),
          wanted: sayDue(scene, wanted),
        }),
      ),
      actions(
        button(
          words.replace,
          'followup.save-at',
          { ...due, existing: 'replace' },
          { style: 'primary', nth: 'replace' },
        ),
        button(words.keepBoth, 'followup.save-at', { ...due, existing: 'keep' }, { nth: 'keep' }),
      ),
    ],
  });
}

const savedDue = ({ dueAt, grain }: Due) => ({ at: dueAt.toISOString(), grain });

/** What was planned. */
export function plannedDone(
  scene: Scene,
  planned: { id: string; number: number; dueAt: string; grain: string; undoId: string },
  unofficial?: string,
): Done {
  const words = scene.w.work.followUp;
  const when = sayDue(scene, { dueAt: new Date(planned.dueAt), grain: planned.grain });
  return {
    text: words.planned({ number: sayNumber(planned.number), when }),
    ...(unofficial && { notes: [scene.w.talk.unofficial({ year: unofficial })] }),
    undoId: planned.undoId,
    buttons: [button(scene.w.work.contact.another, 'followup.move', { followUpId: planned.id })],
  };
}
