import type { Work } from '../../db/transact.ts';
import { newId } from '../../lib/id.ts';
import type { Actor } from '../access/actor.ts';
import { audit } from '../audit/audit.ts';
import { type Change, listChanges } from '../audit/rules.ts';
import type { UnitFacts } from './fields.ts';
import { writeFiles } from './schema.ts';
import { noteEvent } from './store/events.ts';
import type { Project } from './store/projects.ts';
import { type FactsChange, insertUnit, saveFacts, type Unit } from './store/units.ts';

/** Who writes; where it is a file that is brought along, the rows of it. */
export interface Writer {
  actor: Actor | 'operator';
  importId?: string;
}

const idOf = ({ actor }: Writer): string | null => (actor === 'operator' ? null : actor.id);

/**
 * Writes a new unit of a project, with its history and its audit. What it does not say of district, transit
 * and schools is the project's. The permission is checked already. Answers its id.
 */
export async function writeNewUnit(
  work: Work,
  writer: Writer,
  {
    project,
    currency,
    unit,
  }: {
    project: Project;
    currency: string;
    unit: UnitFacts & { floorPrice: number | null };
  },
): Promise<string> {
  const id = newId(work.now);
  const { teamId } = project;
  await insertUnit(work, {
    ...unit,
    district: unit.district ?? project.district,
    transit: unit.transit ?? project.transit,
    schools: unit.schools ?? project.schools,
    ...{ id, teamId, projectId: project.id, currency },
  });
  const byId = idOf(writer);
  const details = writer.importId ? { importId: writer.importId } : {};
  await noteEvent(work, { id, teamId }, { kind: 'added', byId, newPrice: unit.listPrice, details });
  audit(work, {
    actor: writer.actor,
    action: 'unit.add',
    subject: { kind: 'unit', id },
    details: { projectId: project.id, teamId, listPrice: unit.listPrice, ...details },
  });
  return id;
}

/** What a unit says, as plain texts to compare and to tell in its history. */
function textsOf(facts: UnitFacts): Record<string, string | null> {
  const { listPrice: _, files, area, floor, ...texts } = facts;
  return {
    ...texts,
    area: String(area),
    floor: floor === null ? null : String(floor),
    files: files.length === 0 ? null : writeFiles(files),
  };
}

const factsOf = (unit: Unit): UnitFacts => {
  const { building, code, layout, area, floor, orientation, listPrice } = unit;
  const { district, transit, schools, files } = unit;
  return {
    ...{ building, code, layout, area, floor, orientation, listPrice },
    ...{ district, transit, schools, files },
  };
};

/**
 * Writes what changed of a unit whose row is locked: each kind of change is an entry of its history, a
 * change of the minimum price one that only those see who may know it. Answers the fields that changed.
 */
export async function writeChange(
  work: Work,
  writer: Writer,
  unit: Unit,
  {
    facts,
    floor,
  }: { facts: Partial<UnitFacts>; floor?: { old: number | null; new: number | null } },
): Promise<string[]> {
  const before = factsOf(unit);
  const after = { ...before, ...facts };
  const changes: Change[] = listChanges(textsOf(before), textsOf(after));
  const isPrice = after.listPrice !== before.listPrice;
  const isFloor = floor !== undefined && floor.old !== floor.new;
  const fields = [
    ...changes.map(({ field }) => field),
    ...(isPrice ? ['listPrice'] : []),
    ...(isFloor ? ['floorPrice'] : []),
  ];
  if (fields.length === 0) return [];
  const change: FactsChange = { ...facts, ...(isFloor && { floorPrice: floor.new }) };
  await saveFacts(work, unit.id, change);
  const byId = idOf(writer);
  const from = writer.importId ? { importId: writer.importId } : {};
  if (changes.length > 0) {
    const told = changes.map((one) => ({ ...one }));
    await noteEvent(work, unit, { kind: 'edited', byId, details: { changes: told, ...from } });
  }
  if (isPrice) {
    const prices = { oldPrice: before.listPrice, newPrice: after.listPrice };
    await noteEvent(work, unit, { kind: 'price', byId, ...prices, details: from });
  }
  if (isFloor) await noteEvent(work, unit, { kind: 'floor', byId, floor, details: from });
  audit(work, {
    actor: writer.actor,
    action: 'unit.change',
    subject: { kind: 'unit', id: unit.id },
    // Of a minimum price only that it changed.
    details: {
      fields,
      version: unit.version + 1,
      ...(isPrice && { oldPrice: before.listPrice, newPrice: after.listPrice }),
      ...from,
    },
  });
  return fields;
}
