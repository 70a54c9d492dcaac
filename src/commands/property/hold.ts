import { z } from 'zod';
import { button, esc } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces, says } from '../../bot/reply.ts';
import { callName } from '../../bot/views/assignment.ts';
import { cardModal } from '../../bot/views/customer/card.ts';
import { type Done, doneBlocks, doneText } from '../../bot/views/done.ts';
import { unitModal } from '../../bot/views/property/card.ts';
import { unitHoldModal } from '../../bot/views/property/hold.ts';
import { callUnit } from '../../bot/views/property/lines.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import { getIdByNumber, readFile } from '../../crm/customers/usecases/index.ts';
import { readHoldWords } from '../../crm/properties/schema-hold.ts';
import { extendHold, holdUnit, releaseUnit } from '../../crm/properties/usecases/hold.ts';
import { readStock } from '../../crm/properties/usecases/stock.ts';
import { readUnitCard, type UnitCard } from '../../crm/properties/usecases/unit-card.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { Refusal } from '../../lib/refusal.ts';
import { cardFor } from '../customer/showing.ts';
import { requireLine, typedLine } from '../customer/typed-line.ts';
import { requireUnitNamed } from './named.ts';

/** 留房: the form; with a unit and a customer in the line it is done at once. */
const open = doing({
  id: 'unit.hold',
  can: 'property:hold',
  input: z.object({
    unitId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    text: typedLine.optional(),
  }),
  async run(scene, { unitId, customerId, text }) {
    const said = readHoldWords(requireLine(text ?? ''));
    const unit =
      unitId ?? (said.unit === '' ? null : await requireUnitNamed(scene, said.unit, 'unit'));
    const customer =
      customerId ?? (said.customer === null ? null : await getIdByNumber(scene, said.customer));
    if (text && unit && customer) {
      await holdUnit(scene, { unitId: unit, customerId: customer, hours: said.hours });
      return held(scene, unit);
    }
    return opens(await form(scene, { unit, customer, hours: said.hours }));
  },
});

async function form(
  scene: Scene,
  known: { unit: string | null; customer: string | null; hours: number | null },
) {
  const { settings } = await readStock(scene);
  const card = known.unit ? await readUnitCard(scene, known.unit) : null;
  const file = known.customer
    ? (await readFile(scene, known.customer, 'property:hold')).file
    : null;
  return unitHoldModal(scene, {
    settings: card?.settings ?? settings,
    unit: card?.unit,
    customer: file ? { id: file.id, label: `${sayNumber(file.number)} ${file.name}` } : undefined,
    ...(known.hours !== null && { hours: String(known.hours) }),
  });
}

const save = doing({
  id: 'unit.hold-save',
  can: 'property:hold',
  input: z.object({
    unitId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    values: z.object({
      unit: z.uuid().nullish(),
      customer: z.uuid().nullish(),
      hours: z.string().max(20).nullish(),
    }),
  }),
  async run(scene, { unitId, customerId, values }) {
    const unit = unitId ?? values.unit;
    const customer = customerId ?? values.customer;
    if (!unit || !customer) throw new Refusal('badInput');
    const typed = values.hours?.trim() ?? '';
    const hours = typed === '' ? null : (readHoldWords(typed).hours ?? Number(typed));
    await holdUnit(scene, { unitId: unit, customerId: customer, hours });
    if (unitId || !customerId) return held(scene, unit);
    // Opened from the customer's card: back to it.
    const text = heldText(scene, await readUnitCard(scene, unit));
    return goesBack(cardModal(scene, await cardFor(scene, customer, { text })));
  },
});

/** Said where it was asked for: the unit's card in a modal, a line elsewhere. */
async function held(scene: Scene, id: string): Promise<Reply> {
  const card = await readUnitCard(scene, id);
  const text = heldText(scene, card);
  if (scene.place.view) return goesBack(unitModal(scene, card, { text }));
  const line: Done = {
    text,
    buttons: [button(scene.w.properties.hold.open, 'property.show', { id })],
  };
  return says(doneText(line), doneBlocks(scene, line));
}

function heldText({ w, actor }: Scene, { unit, party, now }: UnitCard): string {
  const { locale, zone } = actor;
  return w.properties.hold.done({
    unit: esc(callUnit(unit, locale)),
    customer: party ? esc(callName(party, locale)) : '',
    when: formatDateTime(unit.heldUntil!, locale, zone, now),
  });
}

const one = z.object({ id: z.uuid().optional(), text: typedLine.optional() });

/** 释放: by its button, or by the unit's name. */
const release = doing({
  id: 'unit.release',
  can: 'property:hold',
  input: one,
  async run(scene, { id, text }) {
    const unitId = id ?? (await requireUnitNamed(scene, requireLine(text ?? ''), 'unit'));
    await releaseUnit(scene, unitId);
    return told(scene, unitId, scene.w.properties.hold.released);
  },
});

/** 延长: by its button as long as a hold lasts, or by so many hours. */
const extend = doing({
  id: 'unit.extend',
  can: 'property:change',
  input: one,
  async run(scene, { id, text }) {
    const said = readHoldWords(requireLine(text ?? ''));
    const unitId = id ?? (await requireUnitNamed(scene, said.unit, 'unit'));
    await extendHold(scene, { unitId, hours: said.hours });
    const { unit, now } = await readUnitCard(scene, unitId);
    const { locale, zone } = scene.actor;
    const when = formatDateTime(unit.heldUntil!, locale, zone, now);
    return told(scene, unitId, scene.w.properties.hold.extended({ when }));
  },
});

/** In a modal the card as it is now; elsewhere a line. */
export async function told(scene: Scene, unitId: string, text: string): Promise<Reply> {
  if (!scene.place.view) return says(text);
  return replaces(unitModal(scene, await readUnitCard(scene, unitId), { text }));
}

export const holdDoings = [open, save, release, extend];
