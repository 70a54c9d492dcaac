import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import type { FormValues } from '../../bot/form.ts';
import { goesBack, nothing, opens, type Reply, replaces } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { type RegisterData, registerModal } from '../../bot/views/customer/form.ts';
import { severalModal } from '../../bot/views/customer/several.ts';
import {
  ALL_FIELDS,
  ARRIVAL_KINDS,
  GRADES,
  SECTIONS,
  type Section,
} from '../../crm/customers/fields.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { readFields } from '../../crm/customers/schema.ts';
import { isEmpty, NO_VALUES } from '../../crm/customers/values.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { LikelyDuplicates } from '../../crm/duplicates/usecases/index.ts';
import { readArrivalForm } from '../../crm/partners/usecases/form.ts';
import { readFollowUpText } from '../../crm/registration/schema/follow-up.ts';
import { type Prefilled, prefillOf } from '../../crm/registration/schema/prefill.ts';
import { readLines } from '../../crm/registration/schema/reader.ts';
import { type ForWhom, listForWhom } from '../../crm/registration/usecases.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { formatEcho } from '../../i18n/format.ts';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import { cleanTyped, unwrap } from '../../lib/slack-text.ts';
import { registerFrom } from './from-arrival.ts';
import { type Accepted, askAbout, likelyDoings } from './likely.ts';
import { findReferrer, sayReferrer, wordsContext } from './line.ts';
import { cardFor, referrerOption, showingFor } from './showing.ts';
import { requireLine, typedLine } from './typed-line.ts';

const FORM = 'customer.register';
const sections = z.array(z.enum(SECTIONS)).default([]);
const values = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));
const formInput = z.object({
  open: sections,
  values,
  /** What the form was filled from travels with it, to be shown again. */
  words: z.record(z.string(), z.string()).default({}),
  left: z.string().optional(),
  /** The party the form was opened for. */
  arrivalId: z.uuid().optional(),
});

/** What the form holds; the party it is for goes with it, into drafts and questions too. */
const heldIn = ({ values, arrivalId }: { values: FormValues; arrivalId?: string | undefined }) =>
  arrivalId ? { ...values, arrivalId } : values;

/** A half-filled form, as the draft keeps it. */
interface FormDraft {
  open: Section[];
  values: FormValues;
}

const hasText = (draft: FormDraft): boolean =>
  ['name', 'phones', 'nextFollowUp', 'note', 'wechat'].some((key) => Boolean(draft.values[key]));

/** Text after the command pre-fills what it can; without text, an unfinished form may be continued. */
const openForm = doing({
  id: 'customer.new',
  can: 'customer:register',
  input: z.object({ text: typedLine.optional(), arrivalId: z.uuid().optional() }),
  async run(scene, { text, arrivalId }) {
    const data = await blank(scene);
    if (arrivalId) {
      const { typed, open } = await readArrivalForm(scene, arrivalId);
      return opens(registerModal(scene, { ...data, open, prefill: { typed } }));
    }
    if (!text?.trim())
      return opens(registerModal(scene, { ...data, ...(await draftNotice(scene)) }));
    const { settings } = data.showing;
    const readings = readLines(requireLine(text), wordsContext(scene, settings, data.now));
    if (readings.length > 1)
      return opens(
        severalModal(
          scene,
          readings.map((one) => one.text),
        ),
      );
    const [reading] = readings;
    if (!reading) return opens(registerModal(scene, data));
    return opens(await filledModal(scene, data, prefillOf(reading, settings)));
  },
});

/** 登记客户 Register from: whom a message speaks of, one or several. */
const fromMessage = doing({
  id: 'customer.from-message',
  can: 'customer:register',
  input: z.object({ text: typedLine.default('') }),
  run: (scene, { text }) =>
    scene.ask('customer.new', { text: cleanTyped(unwrap(text)).trim().slice(0, 2_000) }),
});

/** The form with everything the line said in its inputs; what it said of a referrer is looked up first. */
async function filledModal(scene: Scene, data: RegisterData, found: Prefilled) {
  const referrer = await findReferrer(scene, found);
  const named = found.referrer && !referrer;
  const words = referrer
    ? { ...found.words, referrerId: found.words.referrer ?? '', referrer: '' }
    : found.words;
  return registerModal(scene, {
    ...data,
    open: found.open,
    prefill: {
      typed: { ...found.typed, ...(named && { referrer: sayReferrer(found) }) },
      words,
      ...(referrer && { referrer: referrerOption(referrer)! }),
    },
    possible: found.possible,
    ...(found.left && { textLeft: found.left }),
  });
}

async function blank(scene: Scene): Promise<RegisterData> {
  const { settings, now } = await readOwnSettings(scene);
  const others = await listForWhom(scene);
  return { now, showing: showingFor(scene, settings), open: [], prefill: {}, others };
}

async function draftNotice(scene: Scene): Promise<{ draftAt?: Date }> {
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

/** Registers; a refused form stays open as typed, and its draft is kept. */
const submit = doing({
  id: FORM,
  can: 'customer:register',
  input: formInput,
  async run(scene, form): Promise<Reply> {
    const { open } = form;
    const values = heldIn(form);
    try {
      const reply = await register(scene, values);
      await dropDraft(scene, FORM);
      return reply;
    } catch (error) {
      await keepDraft(scene, FORM, { open, values });
      if (error instanceof LikelyDuplicates) return askAbout(scene, values, error);
      throw error;
    }
  },
});

const arrival = z.object({
  arrivalKind: z.enum(ARRIVAL_KINDS).default('visit'),
  grade: z.enum(GRADES).nullish(),
  consent: z.array(z.string()).nullish(),
  arrivedAt: z.iso.datetime().nullish(),
  nextFollowUp: z.string().nullish(),
  arrivalId: z.uuid().nullish(),
  forWhom: z.union([z.literal('me'), z.uuid(), z.templateLiteral(['rules:', z.uuid()])]).nullish(),
});

/** `me`, `rules:<team>` or a colleague's id. */
function readForWhom(said: string | null | undefined): ForWhom {
  if (!said || said === 'me') return null;
  return said.startsWith('rules:') ? { rulesOf: said.slice(6) } : { memberId: said };
}

function readArrival(values: FormValues): z.infer<typeof arrival> {
  const { data, error } = arrival.safeParse(values);
  if (data) return data;
  throw new Refusals(
    error.issues.map(({ path }) => new Refusal('badInput', {}, String(path[0] ?? ''))),
  );
}

async function register(scene: Scene, values: FormValues, answer?: Accepted): Promise<Reply> {
  const { settings, now } = await readOwnSettings(scene);
  const { actor, w } = scene;
  const form = readArrival(values);
  const followUp = readFollowUpText(form.nextFollowUp ?? '', { now, actor, settings });
  const registered = await registerFrom(scene, form.arrivalId ?? undefined, {
    values: { ...NO_VALUES, ...readFields(values, settings) },
    arrivalKind: form.arrivalKind,
    arrivedAt: form.arrivedAt ? new Date(form.arrivedAt) : now,
    grade: form.grade ?? null,
    consent: form.consent?.includes('yes') ?? false,
    followUp,
    forWhom: readForWhom(form.forWhom),
    ...answer,
  });
  const { saved } = w.customers;
  const dueAt = registered.followUpDueAt && new Date(registered.followUpDueAt);
  const lines = [
    saved.registered({ number: sayNumber(registered.number), name: '' }).trim(),
    dueAt && saved.followUp({ when: formatEcho(dueAt, actor.locale, actor.zone, 'minute') }),
    typeof followUp === 'object' &&
      followUp?.unofficial &&
      w.talk.unofficial({ year: followUp.unofficial }),
    registered.family && w.duplicates.family[registered.family],
  ];
  return goesBack(
    cardModal(
      scene,
      await cardFor(scene, registered.id, { text: lines.filter(Boolean).join('\n') }),
    ),
  );
}

const registerAccepted = async (scene: Scene, values: FormValues, answer: Accepted) => {
  const reply = await register(scene, values, answer);
  await dropDraft(scene, FORM);
  return reply;
};

export const registerDoings = [
  openForm,
  fromMessage,
  resume,
  startFresh,
  toggleSection,
  keep,
  closed,
  submit,
  ...likelyDoings(registerAccepted),
];
