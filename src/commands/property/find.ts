import { z } from 'zod';
import { doing, type Scene, type Search } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { unitModal } from '../../bot/views/property/card.ts';
import { unitFilterModal } from '../../bot/views/property/filter.ts';
import { unitHistoryModal } from '../../bot/views/property/history.ts';
import { unitOption } from '../../bot/views/property/lines.ts';
import { stockModal, unitsModal } from '../../bot/views/property/list.ts';
import { pricesModal } from '../../bot/views/property/prices.ts';
import { ORIENTATIONS, UNIT_LAYOUTS, UNIT_STATUSES } from '../../crm/properties/fields.ts';
import { plainBuilding } from '../../crm/properties/schema-words.ts';
import type { UnitFilter } from '../../crm/properties/store/search.ts';
import {
  findUnits,
  listNamed,
  readLine,
  readPriceList,
  readStock,
} from '../../crm/properties/usecases/stock.ts';
import { readUnitCard, readUnitHistory } from '../../crm/properties/usecases/unit-card.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireLine, typedLine } from '../customer/typed-line.ts';

const bounds = z.object({ min: z.number().nullable(), max: z.number().nullable() });
const filter = z.object({
  projectId: z.uuid().optional(),
  building: z.string().max(20).optional(),
  code: z.string().max(20).optional(),
  layouts: z.array(z.enum(UNIT_LAYOUTS)).max(10).optional(),
  area: bounds.optional(),
  floor: bounds.optional(),
  price: bounds.optional(),
  orientation: z.enum(ORIENTATIONS).optional(),
  districts: z.array(z.string().max(40)).max(100).optional(),
  statuses: z.array(z.enum(UNIT_STATUSES)).max(5).optional(),
  heldBy: z.uuid().optional(),
  text: z.string().max(60).optional(),
});

/** Bare `/property`: the projects; text names a unit or says what is looked for. */
const start = doing({
  id: 'property.start',
  can: 'property:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    if (text.trim() === '') return opens(stockModal(scene, await readStock(scene)));
    return findText(scene, text);
  },
});

/** The search box of every list. */
const search = doing({
  id: 'property.search',
  can: 'property:see',
  input: z.object({ values: z.object({ search: z.string().max(200).nullish() }) }),
  run: (scene, { values }) => findText(scene, values.search ?? ''),
});

async function findText(scene: Scene, text: string): Promise<Reply> {
  const line = requireLine(text);
  const named = line === '' ? [] : await listNamed(scene, line);
  const [only] = named;
  // Something that is called so is shown; a number of rooms or a price is looked for.
  if (only && named.length === 1) return opens(await unitView(scene, only.id));
  return replaces(unitsModal(scene, await findUnits(scene, line, 0)));
}

const unitView = async (scene: Scene, id: string) =>
  unitModal(scene, await readUnitCard(scene, id));

const list = doing({
  id: 'property.list',
  can: 'property:see',
  input: z.object({ filter, page: z.number().int().min(0).max(10_000).default(0) }),
  async run(scene, { filter: wanted, page }) {
    return replaces(unitsModal(scene, await findUnits(scene, wanted as UnitFilter, page)));
  },
});

/** One unit, by its button or its name. */
const show = doing({
  id: 'property.show',
  can: 'property:see',
  input: z.object({ id: z.uuid().optional(), text: typedLine.optional() }),
  async run(scene, { id, text }) {
    if (id) return opens(await unitView(scene, id));
    const named = await listNamed(scene, requireLine(text ?? ''));
    if (named.length === 0) throw new Refusal('unitNotFound');
    const [only] = named;
    if (only && named.length === 1) return opens(await unitView(scene, only.id));
    const said = scene.w.properties.list.several;
    return replaces(unitsModal(scene, await findUnits(scene, requireLine(text ?? ''), 0), said));
  },
});

const openFilter = doing({
  id: 'property.filter',
  can: 'property:see',
  input: z.object({ filter }),
  async run(scene, { filter: wanted }) {
    const { projects, settings } = await readStock(scene);
    return opens(unitFilterModal(scene, wanted as UnitFilter, { projects, settings }));
  },
});

const line = z.string().max(200).nullish();

const applyFilter = doing({
  id: 'property.filter-apply',
  can: 'property:see',
  input: z.object({
    values: z.object({
      project: z.uuid().nullish(),
      building: line,
      layouts: z.array(z.enum(UNIT_LAYOUTS)).nullish(),
      area: line,
      price: line,
      districts: z.array(z.string().max(40)).nullish(),
      orientation: z.enum(ORIENTATIONS).nullish(),
      statuses: z.array(z.enum(UNIT_STATUSES)).nullish(),
      text: line,
    }),
  }),
  async run(scene, { values }) {
    const price = await boundsOf(scene, values.price, 'price');
    const area = await boundsOf(scene, values.area, 'area');
    const { project, building, layouts, districts, orientation, statuses, text } = values;
    const wanted: UnitFilter = {
      ...(project && { projectId: project }),
      ...(building?.trim() && { building: plainBuilding(building) }),
      ...(layouts?.length && { layouts }),
      ...(area && { area }),
      ...(price && { price }),
      ...(districts?.length && { districts }),
      ...(orientation && { orientation }),
      ...(statuses?.length && { statuses }),
      ...(text?.trim() && { text: text.trim().slice(0, 60) }),
    };
    return goesBack(unitsModal(scene, await findUnits(scene, wanted, 0)));
  },
});

/** A typed range of prices or areas, read as in a line. Throws `budgetUnreadable`, `areaUnreadable`. */
async function boundsOf(scene: Scene, typed: string | null | undefined, key: 'price' | 'area') {
  if (!typed?.trim()) return null;
  const { said } = await readLine(scene, `${key === 'price' ? '总价' : '面积'} ${typed}`);
  const found = said[key];
  if (!found) throw new Refusal(key === 'price' ? 'budgetUnreadable' : 'areaUnreadable', {}, key);
  return key === 'price' && found.min === found.max ? { min: null, max: found.max } : found;
}

const prices = doing({
  id: 'property.prices',
  can: 'property:see',
  input: z.object({
    projectId: z.uuid(),
    building: z.string().max(20).nullish(),
    page: z.number().int().min(0).max(10_000).default(0),
  }),
  async run(scene, { projectId, building, page }) {
    const wanted = { projectId, building: building ?? null, page };
    return replaces(pricesModal(scene, await readPriceList(scene, wanted)));
  },
});

/** 价目表 by its project's name, or the only one there is. */
const pricesNamed = doing({
  id: 'property.prices-of',
  can: 'property:see',
  input: z.object({ text: typedLine }),
  async run(scene, { text }) {
    const { said, projects } = await readLine(scene, requireLine(text));
    const projectId = said.projectId ?? (projects.length === 1 ? projects[0]!.id : null);
    if (!projectId) return opens(stockModal(scene, await readStock(scene)));
    const wanted = { projectId, building: said.building ?? null, page: 0 };
    return opens(pricesModal(scene, await readPriceList(scene, wanted)));
  },
});

const history = doing({
  id: 'property.history',
  can: 'property:see',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    return opens(unitHistoryModal(scene, await readUnitHistory(scene, id)));
  },
});

/** Units while typing in a select: by name, layout, price; what is for sale before the first character. */
export const unitSearch: Search = {
  id: 'property.pick',
  can: 'property:see',
  async find(scene, query) {
    const typed = query.trim().slice(0, 200);
    const named = typed === '' ? [] : await listNamed(scene, typed);
    const { units, now } = await findUnits(scene, typed, 0);
    const { w, actor } = scene;
    const all = named.length > 0 ? named : units;
    return all.map((unit) => unitOption(unit, { w, locale: actor.locale, now }));
  },
};

export const findDoings = [
  start,
  search,
  list,
  show,
  openFilter,
  applyFilter,
  prices,
  pricesNamed,
  history,
];
