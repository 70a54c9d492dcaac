import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import type { FormValues } from '../../bot/form-values.ts';
import { goesBack, nothing, opens, type Reply, replaces } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { conflictModal, type EditData, editModal } from '../../bot/views/customer/edit.ts';
import { questionModal } from '../../bot/views/duplicates/question.ts';
import { fixModal } from '../../bot/views/review/forms.ts';
import { readCard } from '../../crm/cards/usecases.ts';
import { findField, SECTIONS, type Section } from '../../crm/customers/fields.ts';
import { readNumber } from '../../crm/customers/rules.ts';
import type { TypedValues } from '../../crm/customers/schema.ts';
import { getIdByNumber } from '../../crm/customers/usecases/index.ts';
import { canonicalValues } from '../../crm/customers/values.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import { LikelyDuplicates } from '../../crm/duplicates/usecases/index.ts';
import { EditConflicts, editCustomer } from '../../crm/editing/usecases.ts';
import { readForAnswer } from '../../crm/review/usecases/answering.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { changeWishes } from '../../crm/validity/usecases.ts';
import { Refusal, Refusals } from '../../lib/refusal.ts';
import { type Mine, readEdit, readMine, savedLine } from './edit-form.ts';
import { cardFor, referrerOption, showingFor } from './showing.ts';

const values = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));
const sections = z.array(z.enum(SECTIONS)).default([]);
const stored = z.object({ id: z.uuid(), version: z.number().int().positive() });
const draftOf = (id: string) => `customer.save:${id}`;
const mineOf = (id: string) => `customer.conflict:${id}`;

const open = doing({
  id: 'customer.edit',
  can: 'customer:update',
  input: z.object({ id: z.uuid().optional(), text: z.string().optional() }),
  async run(scene, { id, text }) {
    const number = readNumber(text ?? '');
    if (!id && number === null) return scene.ask('customer.start', { text: text?.trim() ?? '' });
    const of = id ?? (await getIdByNumber(scene, number ?? 0));
    const draft = await findDraft<EditDraft>(scene, draftOf(of));
    return opens(await formFor(scene, of, draft ? { draftAt: draft.savedAt } : {}));
  },
});

/** An edit that was left: what was typed, in which sections, on which version. */
interface EditDraft {
  open: Section[];
  version: number;
  values: FormValues;
}

/** The form with what is missing unfolded, or as `given` by an earlier showing of it. */
async function formFor(
  scene: Scene,
  id: string,
  given: Partial<Pick<EditData, 'open' | 'typed' | 'version' | 'revision' | 'draftAt'>>,
) {
  const { file, settings, referrer } = await readCard(scene, id, 'customer:update');
  const option = referrerOption(referrer);
  return editModal(scene, {
    file,
    showing: showingFor(scene, settings),
    ...given,
    open: given.open ?? sectionsOf(file.missing),
    ...(option && { referrer: option }),
  });
}

/** The sections of the fields that are missing; where none is, the need, which changes most. */
function sectionsOf(missing: readonly string[]): Section[] {
  const lacking = missing.map((key) => findField(key)?.section);
  const found = SECTIONS.filter((part) => lacking.includes(part));
  return found.length > 0 ? found : ['need'];
}

/** 继续上次填写 Continue: the edit that was left. It keeps its version, so that newer changes are noticed. */
const resume = doing({
  id: 'customer.edit-resume',
  can: 'customer:update',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const draft = await findDraft<EditDraft>(scene, draftOf(id));
    if (!draft) throw new Refusal('draftGone');
    const { open, version, values: typed } = draft.values;
    return replaces(await formFor(scene, id, { open, version, typed, revision: 1 }));
  },
});

/** The form was closed with ×: what was changed in it is kept for 24 hours. */
const closed = doing({
  id: 'customer.save.closed',
  can: 'customer:update',
  input: stored.extend({ open: sections, values }),
  async run(scene, { id, open, version, values: typed }) {
    if (await isChanged(scene, id, typed))
      await keepDraft(scene, draftOf(id), { open, version, values: typed } satisfies EditDraft);
    return nothing;
  },
});

/** Whether a form says anything else than the file; what cannot be read was typed. */
async function isChanged(scene: Scene, id: string, typed: TypedValues): Promise<boolean> {
  const { file, settings } = await readCard(scene, id, 'customer:update');
  try {
    const mine = canonicalValues(readEdit(typed, settings));
    const theirs = canonicalValues(file.values);
    return Object.entries(mine).some(([key, value]) => value !== theirs[key]);
  } catch (error) {
    if (error instanceof Refusal || error instanceof Refusals) return true;
    throw error;
  }
}

/** Opens or closes a section; Slack keeps what was typed in the inputs that stay. */
const toggleSection = doing({
  id: 'customer.edit-section',
  can: 'customer:update',
  input: stored.extend({
    open: sections,
    part: z.enum(SECTIONS),
    revision: z.number().int().optional(),
    values: values.default({}),
  }),
  async run(scene, input) {
    const { id, part, version, revision } = input;
    const next = input.open.includes(part)
      ? input.open.filter((one) => one !== part)
      : [...input.open, part];
    // Without a revision Slack keeps what was typed; a continued form brings it along.
    const typed = revision ? { typed: input.values, revision } : {};
    return replaces(await formFor(scene, id, { open: next, version, ...typed }));
  },
});

const save = doing({
  id: 'customer.save',
  can: 'customer:update',
  input: stored.extend({ open: sections, values }),
  async run(scene, { id, version, open, values: typed }): Promise<Reply> {
    const { settings } = await readOwnSettings(scene);
    const mine = readMine(typed, settings);
    try {
      return await saveMine(scene, { id, version }, mine);
    } catch (error) {
      if (error instanceof LikelyDuplicates) {
        await keepDraft(scene, draftOf(id), { open, version, values: typed } satisfies EditDraft);
        return askBesides(scene, { id, version }, mine, error);
      }
      if (!(error instanceof EditConflicts)) throw error;
      await keepDraft(scene, mineOf(id), mine);
      const showing = showingFor(scene, settings);
      return replaces(
        conflictModal(scene, { id, version: error.version, conflicts: error.conflicts, showing }),
      );
    }
  },
});

/** Asks whether the record is one of these besides; what was to be saved is kept meanwhile. */
async function askBesides(
  scene: Scene,
  of: { id: string; version: number },
  mine: Mine,
  found: LikelyDuplicates,
): Promise<Reply> {
  await keepDraft(scene, mineOf(of.id), mine);
  return replaces(questionModal(scene, found, of));
}

/** 仍然保存 Save anyway: it is somebody else. */
const saveAnyway = doing({
  id: 'customer.save-anyway',
  can: 'customer:update',
  input: stored,
  async run(scene, of) {
    const draft = await findDraft<Mine>(scene, mineOf(of.id));
    if (!draft) throw new Refusal('draftGone');
    const reply = await saveMine(scene, { ...of, accepted: true }, draft.values);
    await dropDraft(scene, mineOf(of.id));
    return reply;
  },
});

async function saveMine(
  scene: Scene,
  of: { id: string; version: number; accepted?: boolean },
  mine: Mine,
): Promise<Reply> {
  const { fields } = await editCustomer(scene, {
    ...of,
    values: mine.values,
    reportedBy: mine.reportedBy,
  });
  const { changed } = await changeWishes(scene, of.id, mine.wishes);
  await dropDraft(scene, draftOf(of.id));
  const done = { text: savedLine(scene, fields, changed) };
  const card = await cardFor(scene, of.id, done);
  const { reviewState } = card.file;
  // What was returned is mended to be handed in: that comes next.
  return goesBack(
    card.may.answer && reviewState === 'returned'
      ? fixModal(scene, await readForAnswer(scene, of.id), done)
      : cardModal(scene, card),
  );
}

/** The person chose, field by field; what they did not choose stays theirs. */
const resolve = doing({
  id: 'customer.resolve',
  can: 'customer:update',
  input: stored.extend({ values: z.record(z.string(), z.enum(['mine', 'theirs']).nullable()) }),
  async run(scene, { id, version, values: chosen }) {
    const draft = await findDraft<Mine>(scene, mineOf(id));
    if (!draft) throw new Refusal('draftGone');
    const kept = Object.entries(draft.values.values).filter(([key]) => chosen[key] !== 'theirs');
    const mine = { ...draft.values, values: Object.fromEntries(kept) };
    try {
      const reply = await saveMine(scene, { id, version }, mine);
      await dropDraft(scene, mineOf(id));
      return reply;
    } catch (error) {
      if (error instanceof LikelyDuplicates) return askBesides(scene, { id, version }, mine, error);
      throw error;
    }
  },
});

export const editDoings = [open, resume, closed, toggleSection, save, resolve, saveAnyway];
