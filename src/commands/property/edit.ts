import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { doing } from '../../bot/doing.ts';
import { goesBack, opens } from '../../bot/reply.ts';
import { unitModal } from '../../bot/views/property/card.ts';
import { unitForm } from '../../bot/views/property/form.ts';
import { callUnit } from '../../bot/views/property/lines.ts';
import { canEver } from '../../crm/access/rules.ts';
import { type TypedUnit, writeFiles } from '../../crm/properties/schema.ts';
import type { UnitWords } from '../../crm/properties/schema-words.ts';
import { readLine, readStock } from '../../crm/properties/usecases/stock.ts';
import { readUnitCard, type UnitCard } from '../../crm/properties/usecases/unit-card.ts';
import { addUnit, bringBack, editUnit, withdrawUnit } from '../../crm/properties/usecases/units.ts';
import { formatPrice } from '../../i18n/format.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireLine, typedLine } from '../customer/typed-line.ts';
import { told } from './hold.ts';
import { requireUnitNamed } from './named.ts';

/** 加: the form; what the line says is in it. */
const add = doing({
  id: 'property.add',
  can: 'property:change',
  input: z.object({ text: typedLine.optional() }),
  async run(scene, { text }) {
    const { projects, settings } = await readStock(scene);
    const { said } = await readLine(scene, requireLine(text ?? ''));
    const price = (amount: number) => formatPrice(amount, settings.currency, scene.actor.locale);
    return opens(
      unitForm(scene, {
        ...{ settings, projects, projectId: said.projectId },
        typed: typedOf(said, price),
        unread: said.rest,
        mayFloor: canEver(scene.actor, 'property:floor'),
      }),
    );
  },
});

/** What a line says, as the form's inputs hold it. */
function typedOf(said: UnitWords, price: (amount: number) => string): TypedUnit {
  const one = (bounds: { min: number | null; max: number | null } | undefined) =>
    bounds ? (bounds.min ?? bounds.max) : null;
  const [area, floor, amount] = [one(said.area), one(said.floor), one(said.price)];
  return {
    ...(said.building !== undefined && { building: said.building }),
    ...(said.code && { code: said.code }),
    ...(said.layouts?.[0] && { layout: said.layouts[0] }),
    ...(area !== null && { area: String(area) }),
    ...(floor !== null && { floor: String(floor) }),
    ...(said.orientation && { orientation: said.orientation }),
    ...(amount !== null && { listPrice: price(amount) }),
    ...(said.floorPrice !== undefined && { floorPrice: price(said.floorPrice) }),
    ...(said.districts?.[0] && { district: said.districts[0] }),
  };
}

const line = z.string().max(3000).nullish();
const values = z.object({
  building: line,
  code: line,
  layout: line,
  area: line,
  listPrice: line,
  floorPrice: line,
  floor: line,
  orientation: line,
  district: line,
  transit: line,
  schools: line,
  files: line,
});

const create = doing({
  id: 'property.create',
  can: 'property:change',
  input: z.object({ values: values.extend({ project: z.uuid().nullish() }) }),
  async run(scene, input) {
    const { project, ...typed } = input.values;
    if (!project) throw new Refusal('badInput');
    const { id } = await addUnit(scene, { projectId: project, typed });
    const card = await readUnitCard(scene, id);
    const unit = esc(callUnit(card.unit, scene.actor.locale));
    return goesBack(unitModal(scene, card, { text: scene.w.properties.form.added({ unit }) }));
  },
});

/** 改: by its button, or by the unit's name; what else the line says is in the form. */
const edit = doing({
  id: 'property.edit',
  can: 'property:change',
  input: z.object({ id: z.uuid().optional(), text: typedLine.optional() }),
  async run(scene, { id, text }) {
    const typed = requireLine(text ?? '');
    const card = await readUnitCard(scene, id ?? (await requireUnitNamed(scene, typed)));
    if (!card.may.change) throw new Refusal('notAllowed');
    const { unit, settings } = card;
    const price = (amount: number) => formatPrice(amount, unit.currency, scene.actor.locale);
    const { said } = await readLine(scene, typed);
    return opens(
      unitForm(scene, {
        settings,
        known: { id: unit.id, version: unit.version, name: callUnit(unit, scene.actor.locale) },
        typed: { ...typedUnit(card, price), ...typedOf(said, price) },
        mayFloor: canEver(scene.actor, 'property:floor'),
      }),
    );
  },
});

/** A unit as its form holds it. */
function typedUnit({ unit, floorPrice }: UnitCard, price: (amount: number) => string): TypedUnit {
  const { building, code, layout, orientation, district, transit, schools } = unit;
  return {
    ...{ building, code, layout, orientation, district, transit, schools },
    area: String(unit.area),
    floor: unit.floor === null ? null : String(unit.floor),
    listPrice: price(unit.listPrice),
    floorPrice: floorPrice === null ? null : price(floorPrice),
    files: writeFiles(unit.files),
  };
}

const save = doing({
  id: 'property.save',
  can: 'property:change',
  input: z.object({ id: z.uuid(), version: z.number().int().min(1), values }),
  async run(scene, input) {
    const { id } = await editUnit(scene, {
      ...{ id: input.id, version: input.version, typed: input.values },
    });
    const card = await readUnitCard(scene, id);
    return goesBack(unitModal(scene, card, { text: scene.w.properties.form.saved }));
  },
});

const one = z.object({ id: z.uuid().optional(), text: typedLine.optional() });

const withdraw = doing({
  id: 'property.withdraw',
  can: 'property:change',
  input: one,
  async run(scene, { id, text }) {
    const unitId = id ?? (await requireUnitNamed(scene, requireLine(text ?? '')));
    await withdrawUnit(scene, unitId);
    return told(scene, unitId, scene.w.properties.form.withdrawn);
  },
});

const back = doing({
  id: 'property.back',
  can: 'property:change',
  input: one,
  async run(scene, { id, text }) {
    const unitId = id ?? (await requireUnitNamed(scene, requireLine(text ?? '')));
    await bringBack(scene, unitId);
    return told(scene, unitId, scene.w.properties.form.back);
  },
});

export const editDoings = [add, create, edit, save, withdraw, back];
