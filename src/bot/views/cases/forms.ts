import type { TypedVerdict } from '../../../crm/cases/schema.ts';
import type { CaseView } from '../../../crm/cases/usecases/reading.ts';
import { type AnyBlock, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { radio, select, textInput } from '../../form.ts';
import { callName } from '../assignment.ts';

/** By what the customer is claimed, and what was typed already. */
export interface ClaimForm {
  checkId?: string;
  nth?: number;
  customer?: { id: string; number: number; name: string; gender: string | null };
  reps?: { id: string; name: string }[];
  typed?: { identity?: string; text?: string };
}

/** Claims a customer: by what the rep knows, by a check just made, or for somebody, by who leads the team. */
export function claimModal(scene: Scene, form: ClaimForm): ModalView {
  const { w, actor } = scene;
  const words = w.cases.claim;
  const { checkId, nth, customer, reps, typed = {} } = form;
  const subject: AnyBlock[] = customer
    ? [section(`*${esc(callName(customer, actor.locale))}*`), repSelect(words.rep, reps ?? [])]
    : checkId
      ? []
      : [
          textInput({
            key: 'identity',
            label: words.identity,
            hint: words.identityHint,
            maxLength: 120,
            ...(typed.identity && { initial: typed.identity }),
          }),
        ];
  return modal({
    id: 'case.claim',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { ...(checkId && { checkId, nth }), ...(customer && { customerId: customer.id }) },
    blocks: [
      context(words.intro),
      ...subject,
      saidInput(words.text, words.textHint, typed.text),
      linksInput(scene),
    ],
  });
}

const repSelect = (label: string, reps: { id: string; name: string }[]) =>
  select({
    key: 'rep',
    label,
    options: reps.slice(0, 100).map(({ id, name }) => ({ value: id, label: name })),
  });

const saidInput = (label: string, hint: string, initial?: string) =>
  textInput({
    key: 'text',
    label,
    hint,
    multiline: true,
    maxLength: 2000,
    ...(initial && { initial }),
  });

const linksInput = ({ w }: Scene) =>
  textInput({
    key: 'links',
    label: w.cases.claim.links,
    hint: w.cases.claim.linksHint,
    multiline: true,
    optional: true,
    maxLength: 2600,
  });

/** What is said in a case: a party's statement or appeal, a question of who decides. */
export function saidModal(
  scene: Scene,
  caseId: string,
  kind: 'speak' | 'appeal' | 'ask',
): ModalView {
  const { w } = scene;
  const words = w.cases[kind];
  const id = { speak: 'case.state', appeal: 'case.appeal-save', ask: 'case.ask-save' }[kind];
  const hint = 'textHint' in words ? words.textHint : w.cases.speak.textHint;
  return modal({
    id,
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { caseId },
    blocks: [
      ...('intro' in words ? [context(words.intro)] : []),
      saidInput(words.text, hint),
      ...(kind === 'ask' ? [] : [linksInput(scene)]),
    ],
  });
}

/** The verdict: what was typed, else what the rules propose, is chosen already; the reason is the person's. */
export function verdictModal(
  scene: Scene,
  view: CaseView & { appealDays: number },
  typed: TypedVerdict = {},
): ModalView {
  const { w } = scene;
  const words = w.cases.judge;
  const { row, file } = view;
  const claimants = (file?.parties ?? []).filter(({ side }) => side === 'claimant');
  return modal({
    id: 'case.judge',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { caseId: row.id },
    blocks: [
      radio({
        key: 'verdict',
        label: words.verdict,
        initial: typed.verdict ?? file?.proposal.verdict ?? null,
        options: Object.entries(w.cases.verdict).map(([value, label]) => ({ value, label })),
      }),
      select({
        key: 'to',
        label: words.to,
        hint: words.toHint,
        optional: true,
        initial: typed.verdict ? (typed.toId ?? null) : (file?.proposal.toId ?? null),
        options: claimants.map(({ memberId, name }) => ({ value: memberId, label: name })),
      }),
      textInput({
        key: 'share',
        label: words.share,
        hint: words.shareHint,
        optional: true,
        maxLength: 4,
        ...(typed.share && { initial: typed.share }),
      }),
      textInput({
        key: 'reason',
        label: words.reason,
        hint: words.reasonHint,
        multiline: true,
        maxLength: 2000,
        ...(typed.reason && { initial: typed.reason }),
      }),
      context(row.state === 'appealed' ? words.final : words.appealable({ n: view.appealDays })),
    ],
  });
}
