import { z } from 'zod';
import type { Scene } from '../../bot/doing.ts';
import { doing } from '../../bot/doing.ts';
import type { FormValues } from '../../bot/form-values.ts';
import { nothing, replaces } from '../../bot/reply.ts';
import { type RegisterData, registerModal } from '../../bot/views/customer/form.ts';
import { ALL_FIELDS, SECTIONS, type Section } from '../../crm/customers/fields.ts';
import { isEmpty } from '../../crm/customers/values.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { listForWhom } from '../../crm/registration/usecases.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { showingFor } from './showing.ts';

/** The form's name, for its submission and its draft. */
export const FORM = 'customer.register';
const sections = z.array(z.enum(SECTIONS)).default([]);
const values = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));
/** The form as it comes back from Slack. */
export const formInput = z.object({
  open: sections,
  values,
  /** What the form was filled from travels with it, to be shown again. */
  words: z.record(z.string(), z.string()).default({}),
  left: z.string().optional(),
  /** The party the form was opened for. */
  arrivalId: z.uuid().optional(),
});

/** What the form holds; the party it is for goes with it, into drafts and questions too. */
export const heldIn = ({
  values,
  arrivalId,
}: {
  values: FormValues;
  arrivalId?: string | undefined;
}) => (arrivalId ? { ...values, arrivalId } : values);

/** A half-filled form, as the draft keeps it. */
interface FormDraft {
  open: Section[];
  values: FormValues;
}

const hasText = (draft: FormDraft): boolean =>
  ['name', 'phones', 'nextFollowUp', 'note', 'wechat'].some((key) => Boolean(draft.values[key]));

/** What an empty form is drawn with. */
export async function blank(scene: Scene): Promise<RegisterData> {
  const { settings, now } = await readOwnSettings(scene);
  const others = await listForWhom(scene);
  return { now, showing: showingFor(scene, settings), open: [], prefill: {}, others };
}

/** When the person left a form unfinished, if one waits. */
export async function draftNotice(scene: Scene): Promise<{ draftAt?: Date }> {
  const draft = await findDraft<FormDraft>(scene, FORM);
  return draft && hasText(draft.values) ? { draftAt: draft.savedAt } : {};
}

/** 继续上次填写 Continue: the unfinished form comes back. */
const resume = doing({
  id: 'customer.resume',
  can: 'customer:register',
  input: z.object({}),
  async run(scene) {
    const draft = await findDraft<FormDraft>(scene, FORM);
    const data = await blank(scene);
    if (!draft) return replaces(registerModal(scene, data));
    const prefill = { typed: draft.values.values, revision: 1 };
    return replaces(
      registerModal(scene, { ...data, open: draft.values.open, prefill, resumed: true }),
    );
  },
});

const startFresh = doing({
  id: 'customer.fresh',
  can: 'customer:register',
  input: z.object({}),
  async run(scene) {
    await dropDraft(scene, FORM);
    return replaces(registerModal(scene, { ...(await blank(scene)), prefill: { revision: 2 } }));
  },
});

/** Opens or closes a section of the form. One with something in it stays open: closed, it would be lost. */
const toggleSection = doing({
  id: 'customer.section',
  can: 'customer:register',
  input: formInput.extend({ part: z.enum(SECTIONS) }),
  async run(scene, { part, words, left, ...form }) {
    const { open } = form;
    const values = heldIn(form);
    const closes = open.includes(part) && !hasValues(part, values);
    const next = closes ? open.filter((one) => one !== part) : [...new Set([...open, part])];
    await keepDraft(scene, FORM, { open: next, values });
    return replaces(
      registerModal(scene, {
        ...(await blank(scene)),
        open: next,
        prefill: { typed: values, words },
        ...(left && { textLeft: left }),
      }),
    );
  },
});

const hasValues = (part: Section, values: FormValues): boolean =>
  ALL_FIELDS.some(
    ({ section, key }) => section === part && values[key] !== undefined && !isEmpty(values[key]),
  );

/** A choice was made: what is typed so far is kept, since a phone may ring and the form be lost. */
const keep = doing({
  id: 'customer.keep',
  can: 'customer:register',
  input: formInput,
  async run(scene, form) {
    await keepDraft(scene, FORM, { open: form.open, values: heldIn(form) });
    return nothing;
  },
});

/** The form was closed with ×: what was typed is kept for 24 hours. */
const closed = doing({
  id: `${FORM}.closed`,
  can: 'customer:register',
  input: formInput,
  async run(scene, form) {
    const { open } = form;
    const values = heldIn(form);
    if (hasText({ open, values })) await keepDraft(scene, FORM, { open, values });
    return nothing;
  },
});

/** What happens around the form while it is open: sections, drafts, continuing. */
export const formDoings = [resume, startFresh, toggleSection, keep, closed];
