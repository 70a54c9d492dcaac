/** Where a unit stands. `held` past its end is available: ask `statusAt`, not the column. */
export const UNIT_STATUSES = ['available', 'held', 'reserved', 'sold', 'withdrawn'] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

/** Which way the main rooms look; `ns`: 南北通透, through from north to south. */
export const ORIENTATIONS = ['s', 'se', 'sw', 'e', 'w', 'n', 'ne', 'nw', 'ns', 'ew'] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/** Layouts of units are those that customers wish for. */
export const UNIT_LAYOUTS = ['studio', '1br', '2br', '3br', '4br', '5br', 'villa'] as const;
export type UnitLayout = (typeof UNIT_LAYOUTS)[number];

/** What a linked file of a unit or project is. */
export const FILE_KINDS = ['plan', 'prices', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** A link to a file: an address on the web or of a message in Slack. */
export interface FileLink {
  kind: FileKind;
  label: string;
  url: string;
}

/** What happens to a unit. */
export const UNIT_EVENTS = [
  'added',
  'edited',
  'price',
  'floor',
  'held',
  'extended',
  'released',
  'reserved',
  'sold',
  'returned',
  'withdrawn',
  'back',
] as const;
export type UnitEventKind = (typeof UNIT_EVENTS)[number];

/** After these a unit may fit somebody whom it did not fit before: new, other price, free again. */
export const NEWS_EVENTS = [
  'added',
  'price',
  'released',
  'returned',
  'back',
] as const satisfies readonly UnitEventKind[];

/** What a unit says of itself, besides its place in the stock and its minimum price. */
export interface UnitFacts {
  building: string;
  code: string;
  layout: UnitLayout;
  /** Square metres. */
  area: number;
  floor: number | null;
  orientation: Orientation | null;
  /** 备案价, whole units of the unit's currency. */
  listPrice: number;
  district: string | null;
  transit: string | null;
  schools: string | null;
  files: FileLink[];
}
