import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import type { FormValues } from '../../bot/form-values.ts';
import { goesBack, opens, type Reply } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { type RegisterData, registerModal } from '../../bot/views/customer/form.ts';
import { severalModal } from '../../bot/views/customer/several.ts';
import { ARRIVAL_KINDS, GRADES } from '../../crm/customers/fields.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { readFields } from '../../crm/customers/schema.ts';
import { NO_VALUES } from '../../crm/customers/values.ts';
import { keepDraft } from '../../crm/drafts/usecases.ts';
import { LikelyDuplicates } from '../../crm/duplicates/usecases/index.ts';
import { readArrivalForm } from '../../crm/partners/usecases/form.ts';
import { readFollowUpText } from '../../crm/registration/schema/follow-up.ts';
import { type Prefilled, prefillOf } from '../../crm/registration/schema/prefill.ts';
import { readLines } from '../../crm/registration/schema/reader.ts';
import type { ForWhom } from '../../crm/registration/usecases.ts';
import { waitsForReview } from '../../crm/review/rules/standing.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { formatEcho } from '../../i18n/format.ts';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import { cleanTyped, unwrap } from '../../lib/slack-text.ts';
import { findChecked } from './checked.ts';
import { registerFrom } from './from-arrival.ts';
import { type Accepted, askAbout, likelyDoings } from './likely.ts';
import { findReferrer, sayReferrer, wordsContext } from './line.ts';
import { blank, draftNotice, FORM, formDoings, formInput, heldIn } from './register-form.ts';
import { cardFor, referrerOption } from './showing.ts';
import { requireLine, typedLine } from './typed-line.ts';

/** Text after the command pre-fills what it can; without text, an unfinished form may be continued. */
const openForm = doing({
  id: 'customer.new',
  can: 'customer:register',
  input: z.object({
    text: typedLine.optional(),
    arrivalId: z.uuid().optional(),
    /** From the answer of a check: with what was asked about. */
    checked: z.boolean().optional(),
  }),
  async run(scene, { text, arrivalId, checked }) {
    const data = await blank(scene);
    if (checked) {
      const { open, typed } = await findChecked(scene);
      return opens(registerModal(scene, { ...data, open, prefill: { typed } }));
    }
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

/** Registers; a refused form stays open as typed, and its draft is kept. */
const submit = doing({
  id: FORM,
  can: 'customer:register',
  input: formInput,
  async run(scene, form): Promise<Reply> {
    const { open } = form;
    const values = heldIn(form);
    try {
      return await register(scene, values);
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
    form: FORM,
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
  const wished = typeof followUp === 'object' ? followUp : null;
  const card = await cardFor(scene, registered.id);
  const isHeld = wished !== null && waitsForReview(card.file, settings);
  const lines = [
    saved.registered({ number: sayNumber(registered.number) }),
    dueAt && saved.followUp({ when: formatEcho(dueAt, actor.locale, actor.zone, 'minute') }),
    isHeld &&
      w.work.contact.next_waits({
        when: formatEcho(wished.dueAt, actor.locale, actor.zone, wished.grain),
      }),
    wished?.unofficial && w.talk.unofficial({ year: wished.unofficial }),
    registered.family && w.duplicates.family[registered.family],
  ];
  const done = { text: lines.filter(Boolean).join('\n') };
  return goesBack(cardModal(scene, { ...card, done }));
}

export const registerDoings = [
  openForm,
  fromMessage,
  ...formDoings,
  submit,
  ...likelyDoings(register),
];
