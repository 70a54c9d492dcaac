import { writeFiles } from '../../../crm/properties/schema.ts';
import type { TypedProject } from '../../../crm/properties/schema-project.ts';
import type { Project } from '../../../crm/properties/store/projects.ts';
import type { Settings } from '../../../crm/settings/rules.ts';
import { actions, button, confirm, type ModalView, modal } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { datePicker, select, textInput } from '../../form.ts';

/** The form of a project: a new one of one of these teams, or a known one. */
export function projectForm(
  scene: Scene,
  data: { settings: Settings; teams: { id: string; name: string }[]; project?: Project },
): ModalView {
  const { w, actor } = scene;
  const { label, guide, project: words } = w.properties;
  const { project, teams, settings } = data;
  const line = (key: keyof TypedProject, hint: string | null, maxLength: number) => {
    const value = key === 'files' ? writeFiles(project?.files ?? []) : project?.[key];
    return textInput({
      key,
      label: label[key],
      optional: true,
      maxLength,
      ...(hint && { hint }),
      ...(value && { initial: value }),
      ...(key === 'files' && { multiline: true }),
    });
  };
  const archiveWords = confirm(words.archive, words.archiveWords, w.common.yes, w.common.no);
  return modal({
    id: 'project.save',
    title: project ? words.editTitle : words.addTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: project ? { id: project.id, version: project.version } : {},
    blocks: [
      ...(project || teams.length < 2
        ? []
        : [
            select({
              key: 'team',
              label: label.team,
              options: teams.slice(0, 100).map(({ id, name }) => ({ value: id, label: name })),
              initial: teams[0]!.id,
            }),
          ]),
      line('nameZh', guide.names, 60),
      line('nameEn', guide.names, 60),
      line('address', null, 200),
      line('permitNumber', guide.permitNumber, 60),
      datePicker({
        key: 'permitOn',
        label: label.permitOn,
        optional: true,
        ...(project?.permitOn && { initial: project.permitOn }),
      }),
      select({
        key: 'district',
        label: label.district,
        hint: guide.defaults,
        optional: true,
        options: settings.districts.map((one) => ({ value: one.key, label: one[actor.locale] })),
        initial: project?.district ?? null,
      }),
      line('transit', guide.transit, 200),
      line('schools', guide.schools, 200),
      line('files', guide.files, 3000),
      ...(project
        ? [
            actions(
              button(
                words.archive,
                'project.archive',
                { id: project.id },
                { style: 'danger', confirm: archiveWords },
              ),
            ),
          ]
        : []),
    ],
  });
}
