import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { conflictModal, editModal } from '../../bot/views/customer/edit.ts';
import { labelOf } from '../../bot/views/show.ts';
import { ALL_FIELDS, type FieldKey, SECTIONS, type Section } from '../../crm/customers/fields.ts';
import { readNumber } from '../../crm/customers/rules.ts';
import { readFields, type TypedValues } from '../../crm/customers/schema.ts';
import {
  EditConflicts,
  editCustomer,
  getIdByNumber,
  readCard,
} from '../../crm/customers/usecases/index.ts';
import type { CustomerValues } from '../../crm/customers/values.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import type { Settings } from '../../crm/settings/rules.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';
import { cardFor, referrerOption, showingFor } from './showing.ts';

const values = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));
const sections = z.array(z.enum(SECTIONS)).default([]);
const stored = z.object({ id: z.uuid(), version: z.number().int().positive() });
const mineOf = (id: string) => `customer.conflict:${id}`;

const open = doing({
  id: 'customer.edit',
  can: 'customer:update',
  input: z.object({ id: z.uuid().optional(), text: z.string().optional() }),
  async run(scene, { id, text }) {
    return opens(await formFor(scene, id ?? (await idOf(scene, text ?? '')), ['need']));
  },
});

async function idOf(scene: Scene, text: string): Promise<string> {
  const number = readNumber(text);
  if (number === null) throw new Refusal('customerUnknown', { text });
  return getIdByNumber(scene, number);
}

async function formFor(scene: Scene, id: string, parts: Section[]) {
  const { file, settings, referrer } = await readCard(scene, id);
  const option = referrerOption(referrer);
  return editModal(scene, {
    file,
    showing: showingFor(scene, settings),
    open: parts,
    ...(option && { referrer: option }),
  });
}

/** Opens or closes a section; Slack keeps what was typed in the inputs that stay. */
const toggleSection = doing({
  id: 'customer.edit-section',
  can: 'customer:update',
  input: stored.extend({ open: sections, part: z.enum(SECTIONS) }),
  async run(scene, input) {
    const { id, part } = input;
    const next = input.open.includes(part)
      ? input.open.filter((one) => one !== part)
      : [...input.open, part];
    return replaces(await formFor(scene, id, next));
  },
});

const save = doing({
  id: 'customer.save',
  can: 'customer:update',
  input: stored.extend({ values }),
  async run(scene, { id, version, values: typed }): Promise<Reply> {
    const { settings } = await readOwnSettings(scene);
    const mine = readEdit(typed, settings);
    try {
      const { fields } = await editCustomer(scene, { id, version, values: mine });
      return goesBack(
        cardModal(scene, await cardFor(scene, id, { text: savedLine(scene, fields) })),
      );
    } catch (error) {
      if (!(error instanceof EditConflicts)) throw error;
      await keepDraft(scene, mineOf(id), mine);
      const showing = showingFor(scene, settings);
      return replaces(
        conflictModal(scene, { id, version: error.version, conflicts: error.conflicts, showing }),
      );
    }
  },
});

/** The person chose, field by field; what they did not choose stays theirs. */
const resolve = doing({
  id: 'customer.resolve',
  can: 'customer:update',
  input: stored.extend({ values: z.record(z.string(), z.enum(['mine', 'theirs']).nullable()) }),
  async run(scene, { id, version, values: chosen }) {
    const draft = await findDraft<Partial<CustomerValues>>(scene, mineOf(id));
    if (!draft) throw new Refusal('draftGone');
    const kept = Object.fromEntries(
      Object.entries(draft.values).filter(([key]) => chosen[key] !== 'theirs'),
    );
    const { fields } = await editCustomer(scene, { id, version, values: kept });
    await dropDraft(scene, mineOf(id));
    return goesBack(cardModal(scene, await cardFor(scene, id, { text: savedLine(scene, fields) })));
  },
});

/** An empty sealed input means unchanged; clearing it is the tick of its own. */
function readEdit(typed: TypedValues, settings: Settings): Partial<CustomerValues> {
  const sealedEmpty = ALL_FIELDS.filter((field) => field.sealed && !typed[field.key]).map(
    (field) => field.key as string,
  );
  const shown = Object.fromEntries(
    Object.entries(typed).filter(([key]) => !sealedEmpty.includes(key)),
  );
  const cleared = Array.isArray(typed.clear) ? typed.clear : [];
  const clearing = ALL_FIELDS.filter(
    (field) => field.sealed && field.kind !== 'phones' && cleared.includes(field.key),
  );
  return {
    ...readFields(shown, settings),
    ...Object.fromEntries(clearing.map((field) => [field.key, null])),
  };
}

function savedLine(scene: Scene, fields: string[]): string {
  const { saved } = scene.w.customers;
  if (fields.length === 0) return saved.nothingChanged;
  const names = fields.map((key) => labelOf(scene.w, key as FieldKey));
  return saved.edited({ fields: names.join(scene.actor.locale === 'zh' ? '、' : ', ') });
}

export const editDoings = [open, toggleSection, save, resolve];
