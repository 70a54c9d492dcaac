import { Refusal } from '../../../lib/refusal.ts';
import type { UnitFacts } from '../../properties/fields.ts';
import { readUnit, type TypedUnit } from '../../properties/schema.ts';
import { readUnitWords } from '../../properties/schema-words.ts';
import type { Project } from '../../properties/store/projects.ts';
import type { Settings } from '../../settings/rules.ts';
import { attempt } from './attempt.ts';
import { cleanCell } from './cells.ts';
import type { Mapping, UnitColumn } from './columns.ts';

/** What reading rows of units needs to know of the office; the same for all rows of a file. */
export interface StockDesk {
  now: Date;
  settings: Settings;
  /** Projects of the team the file belongs to. */
  projects: Project[];
}

/** A unit as a row tells it. */
export interface IncomingUnit {
  row: number;
  project: Project;
  unit: UnitFacts & { floorPrice: number | null };
  /** What the row says at all: the rest of a known unit stays as it is. */
  said: (keyof UnitFacts | 'floorPrice')[];
}

export type UnitRow = IncomingUnit | { row: number; reasons: string[] };

const FACES: Record<string, string> = {
  ...{ 南: 's', 东南: 'se', 西南: 'sw', 东: 'e', 西: 'w', 北: 'n', 东北: 'ne', 西北: 'nw' },
  ...{ s: 's', se: 'se', sw: 'sw', e: 'e', w: 'w', n: 'n', ne: 'ne', nw: 'nw' },
};

/** Reads a row of a file of units: each column that cannot be read is a reason why it stays behind. */
export function readUnitRow(
  { row, cells }: { row: number; cells: string[] },
  { columns }: Mapping,
  desk: StockDesk,
): UnitRow {
  const reasons: string[] = [];
  const texts: Partial<Record<UnitColumn, string>> = {};
  for (const [nth, { column }] of columns.entries()) {
    if (column === 'skip') continue;
    const text = attempt(reasons, column, () => cleanCell(cells[nth] ?? ''));
    if (text) texts[column as UnitColumn] ??= text;
  }
  const project = attempt(reasons, 'project', () => findProject(texts.project, desk));
  const typed = typedOf(texts, desk);
  const unit = attempt(reasons, 'code', () => readUnit(typed, desk.settings));
  if (!project || !unit || reasons.length > 0) return { row, reasons: [...new Set(reasons)] };
  const said = Object.keys(typed).filter((key) => typed[key as keyof TypedUnit]);
  return { row, project, unit, said: said as IncomingUnit['said'] };
}

export const isUnreadUnit = (read: UnitRow): read is { row: number; reasons: string[] } =>
  'reasons' in read;

/** The project of a name in either language; the only one where none is named. Throws `projectUnknown`. */
function findProject(name: string | undefined, { projects }: StockDesk): Project {
  const plain = name?.normalize('NFKC').toLowerCase().replace(/\s+/gu, '') ?? '';
  const names = (one: Project) =>
    [one.nameZh, one.nameEn].map((text) => text.toLowerCase().replace(/\s+/gu, ''));
  const found =
    plain === '' && projects.length === 1
      ? projects[0]
      : projects.find((one) => names(one).includes(plain));
  if (!found) throw new Refusal('projectUnknown');
  return found;
}

/** Cells as the form of a unit would hold them: words of layouts and directions become their codes. */
function typedOf(
  texts: Partial<Record<UnitColumn, string>>,
  { settings, now }: StockDesk,
): TypedUnit {
  const { project: _, ...cells } = texts;
  const read = (text: string) => readUnitWords(text, { settings, projects: [], now });
  const typed: TypedUnit = { ...cells };
  if (cells.layout) typed.layout = read(cells.layout).layouts?.[0] ?? cells.layout;
  if (cells.orientation) {
    const plain = cells.orientation.toLowerCase().trim();
    typed.orientation = FACES[plain] ?? read(plain).orientation ?? plain;
  }
  // 3-1201 in one column, where the file has none of the building.
  if (cells.code && !cells.building) {
    const name = read(cells.code);
    if (name.code && name.building !== undefined) {
      typed.building = name.building;
      typed.code = name.code;
    }
  }
  return typed;
}
