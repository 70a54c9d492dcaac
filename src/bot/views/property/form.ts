import { ORIENTATIONS, UNIT_LAYOUTS } from '../../../crm/properties/fields.ts';
import type { TypedUnit } from '../../../crm/properties/schema.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { type AnyBlock, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { select, textInput } from '../../form.ts';

/** What the form of a unit begins with. */
export interface UnitFormData {
  settings: Settings;
  /** Of a known unit: which, and as of which version. */
  known?: { id: string; version: number; name: string };
  /** Projects to choose from, of a new one. */
  projects?: { id: string; nameZh: string; nameEn: string }[];
  projectId?: string | undefined;
  typed: TypedUnit;
  /** Words of the line that were not understood. */
  unread?: string;
  /** Whether the person may set the minimum price. */
  mayFloor: boolean;
}

/** The form of a unit, new or known. */
export function unitForm(scene: Scene, data: UnitFormData): ModalView {
  const { w } = scene;
  const words = w.properties;
  const { known, projects = [] } = data;
  if (!known && projects.length === 0) {
    return modal({
      id: 'property.none',
      title: words.form.addTitle,
      close: w.common.close,
      blocks: [section(words.form.noProject)],
    });
  }
  return modal({
    id: known ? 'property.save' : 'property.create',
    title: known ? words.form.editTitle : words.form.addTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: known ? { id: known.id, version: known.version } : {},
    blocks: [
      ...(known ? [section(`*${esc(known.name)}*`)] : [projectSelect(scene, data)]),
      ...(data.unread ? [context(words.form.unread({ words: esc(data.unread) }))] : []),
      ...inputs(scene, data),
    ],
  });
}

function projectSelect({ w, actor }: Scene, { projects = [], projectId }: UnitFormData): AnyBlock {
  return select({
    key: 'project',
    label: w.properties.label.project,
    options: projects
      .slice(0, 100)
      .map((one) => ({ value: one.id, label: actor.locale === 'zh' ? one.nameZh : one.nameEn })),
    initial: projectId ?? (projects.length === 1 ? projects[0]!.id : null),
  });
}

function inputs({ w, actor }: Scene, { typed, settings, mayFloor }: UnitFormData): AnyBlock[] {
  const { label, guide, orientation } = w.properties;
  const line = (key: keyof TypedUnit & keyof typeof label, optional: boolean, maxLength = 60) =>
    textInput({
      key,
      label: label[key],
      optional,
      maxLength,
      ...(key in guide && { hint: guide[key as keyof typeof guide] }),
      ...(typed[key] && { initial: typed[key] }),
      ...(key === 'files' && { multiline: true }),
    });
  return [
    line('building', true),
    line('code', false),
    select({
      key: 'layout',
      label: label.layout,
      options: UNIT_LAYOUTS.map((value) => ({ value, label: w.fields.layouts[value] })),
      initial: typed.layout ?? null,
    }),
    line('area', false),
    line('listPrice', false),
    ...(mayFloor ? [line('floorPrice', true)] : []),
    line('floor', true),
    select({
      key: 'orientation',
      label: label.orientation,
      optional: true,
      options: ORIENTATIONS.map((value) => ({ value, label: orientation[value] })),
      initial: typed.orientation ?? null,
    }),
    select({
      key: 'district',
      label: label.district,
      optional: true,
      options: settings.districts.map((one) => ({ value: one.key, label: one[actor.locale] })),
      initial: typed.district ?? null,
    }),
    line('transit', true, 200),
    line('schools', true, 200),
    line('files', true, 3000),
  ];
}
