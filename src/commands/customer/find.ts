import { z } from 'zod';
import { doing, type Scene, type Search } from '../../bot/doing.ts';
import { opens, type Reply, replaces } from '../../bot/reply.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { filterModal } from '../../bot/views/customer/filter.ts';
import { listModal, menuModal } from '../../bot/views/customer/list.ts';
import { canEver } from '../../crm/access/rules.ts';
import { listMembers } from '../../crm/access/usecases/index.ts';
import { fieldOf, GRADES, STAGES } from '../../crm/customers/fields.ts';
import { readNumber, sayNumber } from '../../crm/customers/rules.ts';
import { readBudget } from '../../crm/customers/schema.ts';
import { readFilterWords } from '../../crm/customers/schema-filter.ts';
import type { CustomerFilter } from '../../crm/customers/store-search.ts';
import { getIdByNumber, searchCustomers } from '../../crm/customers/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { readWhys } from '../../crm/why/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';
import { cardFor } from './showing.ts';
import { requireLine, typedLine } from './typed-line.ts';

const LAYOUTS = fieldOf('layouts').options as readonly string[];
const PURCHASE_TIMES = fieldOf('purchaseTime').options as readonly string[];
const range = z.object({ min: z.number().nullable(), max: z.number().nullable() });
const filter = z.object({
  text: z.string().max(200).optional(),
  stage: z.enum(STAGES).optional(),
  grade: z.enum(GRADES).optional(),
  source: z.string().max(40).optional(),
  districts: z.array(z.string().max(40)).max(100).optional(),
  layouts: z.array(z.enum(LAYOUTS)).optional(),
  purchaseTime: z.enum(PURCHASE_TIMES).optional(),
  budget: range.optional(),
  repId: z.uuid().optional(),
  overdue: z.boolean().optional(),
  due: z.object({ from: z.iso.datetime().nullable(), to: z.iso.datetime().nullable() }).optional(),
});

/** Bare `/customer`: search, the recent five, Register, My day. */
const menu = doing({
  id: 'customer.menu',
  can: 'customer:search',
  input: z.object({}),
  run: openMenu,
});

async function openMenu(scene: Scene): Promise<Reply> {
  const { lines, now } = await searchCustomers(scene, {}, 0);
  return opens(menuModal(scene, lines.slice(0, 5), now));
}

/** `/customer` with anything but a subcommand: nothing opens the menu, text searches. */
const start = doing({
  id: 'customer.start',
  can: 'customer:search',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    return text.trim() === '' ? openMenu(scene) : findText(scene, text);
  },
});

/** Typed text: a number opens its card, anything else searches; one hit opens at once. */
const find = doing({
  id: 'customer.find',
  can: 'customer:search',
  input: z.object({ text: typedLine }),
  run: (scene, { text }) => findText(scene, text),
});

/** The search box of the menu and of every list. */
const search = doing({
  id: 'customer.search',
  can: 'customer:search',
  input: z.object({ values: z.object({ search: z.string().max(200).nullish() }) }),
  run: (scene, { values }) => findText(scene, values.search ?? ''),
});

async function findText(scene: Scene, text: string): Promise<Reply> {
  const typed = requireLine(text);
  const { settings, now } = await readOwnSettings(scene);
  const number = /^c/i.test(typed) ? readNumber(typed) : null;
  if (number !== null) return showCard(scene, await getIdByNumber(scene, number));
  const reps = await listReps(scene);
  const wanted = readFilterWords(typed, { settings, now, self: scene.actor.id, reps });
  const found = await searchCustomers(scene, wanted, 0);
  const [only] = found.lines;
  if (only && found.lines.length === 1 && !found.near && scene.place.from === 'command')
    return showCard(scene, only.id);
  const nearest = found.lines.length === 0 ? scene.slip : null;
  const repName = nameOf(reps, wanted);
  const whys = await whysOf(scene, found);
  return replaces(
    listModal(scene, { ...found, number: 0, filter: wanted, settings, nearest, repName, whys }),
  );
}

/** Why to call those of a list, for whom the reader works with. */
const whysOf = (
  scene: Scene,
  { lines }: Pick<Awaited<ReturnType<typeof searchCustomers>>, 'lines'>,
) =>
  readWhys(
    scene,
    lines.map(({ id }) => id),
  );

/** The reps a person may filter by: a manager's own teams'. */
export async function listReps(scene: Scene): Promise<{ id: string; name: string }[]> {
  if (!canEver(scene.actor, 'member:see')) return [];
  const { members } = await listMembers(scene);
  return members.map(({ id, name }) => ({ id, name }));
}

const nameOf = (
  reps: readonly { id: string; name: string }[],
  { repId }: CustomerFilter,
): string | null => reps.find(({ id }) => id === repId)?.name ?? null;

async function showCard(scene: Scene, id: string): Promise<Reply> {
  return opens(cardModal(scene, await cardFor(scene, id)));
}

/** Another page, or the list with other filters. */
const list = doing({
  id: 'customer.list',
  can: 'customer:search',
  input: z.object({ filter, page: z.number().int().min(0).max(1000).default(0) }),
  async run(scene, { filter: wanted, page }) {
    const view = await listFor(scene, wanted as CustomerFilter, page);
    // From the figures it lies on top of them; closed, they are back.
    return scene.place.view?.callbackId === 'figures.page' ? opens(view) : replaces(view);
  },
});

async function listFor(scene: Scene, wanted: CustomerFilter, page: number) {
  const { settings } = await readOwnSettings(scene);
  const found = await searchCustomers(scene, wanted, page);
  const reps = wanted.repId && wanted.repId !== scene.actor.id ? await listReps(scene) : [];
  const repName = nameOf(reps, wanted);
  const whys = await whysOf(scene, found);
  return listModal(scene, { ...found, number: page, filter: wanted, settings, repName, whys });
}

const openFilter = doing({
  id: 'customer.filter',
  can: 'customer:search',
  input: z.object({ filter }),
  async run(scene, input) {
    const { settings } = await readOwnSettings(scene);
    const reps = await listReps(scene);
    return opens(filterModal(scene, input.filter as CustomerFilter, { settings, reps }));
  },
});

const applyFilter = doing({
  id: 'customer.filter-apply',
  can: 'customer:search',
  input: z.object({
    text: z.string().optional(),
    /** Filters that only words set: they stay. */
    kept: filter.pick({ repId: true, due: true }).default({}),
    values: z.object({
      stage: z.enum(STAGES).nullish(),
      grade: z.enum(GRADES).nullish(),
      source: z.string().nullish(),
      districts: z.array(z.string()).nullish(),
      layouts: z.array(z.string()).nullish(),
      purchaseTime: z.string().nullish(),
      budget: z.string().nullish(),
      repId: z.uuid().nullish(),
      overdue: z.array(z.string()).nullish(),
    }),
  }),
  async run(scene, { text, kept, values }) {
    const { settings } = await readOwnSettings(scene);
    const budget = values.budget ? readBudget(values.budget, settings) : null;
    if (values.budget && !budget) throw new Refusal('budgetUnreadable', {}, 'budget');
    const { stage, grade, source, districts, layouts, purchaseTime, repId, overdue } = values;
    const wanted = {
      ...kept,
      ...(text && { text }),
      ...(stage && { stage }),
      ...(grade && { grade }),
      ...(source && { source }),
      ...(districts?.length && { districts }),
      ...(layouts?.length && { layouts }),
      ...(purchaseTime && { purchaseTime }),
      ...(budget && { budget: { min: budget.min, max: budget.max } }),
      ...(repId && { repId }),
      ...(overdue?.length && { overdue: true }),
    } as CustomerFilter;
    return { show: 'back', view: await listFor(scene, wanted, 0) };
  },
});

/** Customers while typing in a select, by all that a list is searched with; recent ones before the first character. */
export const customerSearch: Search = {
  id: 'customers',
  can: 'customer:search',
  async find(scene, query) {
    const { lines } = await searchCustomers(scene, await readQuery(scene, query.trim()), 0);
    return lines.map(({ id, number, name }) => ({
      value: id,
      label: `${sayNumber(number)} ${name}`,
    }));
  },
};

async function readQuery(scene: Scene, query: string): Promise<CustomerFilter> {
  if (query === '') return {};
  const { settings, now } = await readOwnSettings(scene);
  return readFilterWords(query, { settings, now, self: scene.actor.id, reps: [] });
}

export const findDoings = [start, menu, find, search, list, openFilter, applyFilter];
