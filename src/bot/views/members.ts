import { ROLES } from '../../crm/access/roles.ts';
import { can } from '../../crm/access/rules.ts';
import type { Member, Team } from '../../crm/access/usecases/index.ts';
import {
  type AnyBlock,
  actions,
  button,
  choice,
  divider,
  esc,
  type ModalView,
  modal,
  overflow,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { multiSelect, type Option, personSelect, select } from '../form.ts';
import { listPage } from './paging.ts';

/** People of a page; with their team and role each is one line and one ⋯. */
const PER_PAGE = 30;

/** A page of the members one may see; `said` is what was just done. */
export function membersModal(
  scene: Scene,
  list: { members: Member[]; teams: Team[]; page: number; hasGroups: boolean },
  said?: string,
): ModalView {
  const { w } = scene;
  const words = w.office.members;
  const mayChange = can(scene.actor, 'member:change', {});
  const { shown, turns } = listPage(scene, {
    all: list.members,
    page: list.page,
    size: PER_PAGE,
    doing: 'members.list',
  });
  const above = [
    ...(mayChange ? [button(words.add, 'members.add', {}, { style: 'primary' })] : []),
    ...(mayChange && list.hasGroups ? [button(words.sync, 'members.sync')] : []),
    button(w.common.back, 'gatehouse.menu'),
  ];
  return modal({
    id: 'members.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(said ? [section(said)] : []),
      actions(...above),
      divider(),
      ...(shown.length > 0
        ? shown.map((member) => memberLine(scene, member, list.teams, mayChange))
        : [section(words.none)]),
      ...turns,
    ],
  });
}

function memberLine(scene: Scene, member: Member, teams: Team[], mayChange: boolean): AnyBlock {
  const { w } = scene;
  const words = w.office.members;
  const line = words.line({
    name: esc(member.name),
    role: w.office.roles[member.role],
    teams: esc(namesOf(member.teamIds, teams).join(w.common.comma)),
  });
  const text = member.groupId ? `${line}\n_${words.byGroup}_` : line;
  if (!mayChange) return section(text);
  return section(text, {
    accessory: overflow(member.id, [
      choice(words.change, 'members.change', member.id),
      choice(words.remove, 'members.ask-remove', member.id),
    ]),
  });
}

/** "Remove this member?" An overflow asks its question for all its choices at once, so removal asks here. */
export function removeModal(scene: Scene, member: Member, held: number): ModalView {
  const { w } = scene;
  const words = w.office.members;
  return modal({
    id: 'members.remove',
    title: words.remove,
    submit: words.remove,
    close: w.common.back,
    memo: { id: member.id },
    blocks: [
      section(`*${words.removeTitle}*\n${words.removeWords({ name: esc(member.name) })}`),
      ...(held > 0
        ? [
            section(words.keeps({ name: esc(member.name), n: held }), {
              accessory: button(w.office.menu.handover, 'handover.open', { leaver: member.id }),
            }),
          ]
        : []),
    ],
  });
}

/** The form of a new member, or of a known one. */
export function memberForm(scene: Scene, teams: Team[], member?: Member): ModalView {
  const { w } = scene;
  const words = w.office.members;
  return modal({
    id: member ? 'members.save' : 'members.create',
    title: member ? words.changeTitle : words.addTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: member ? { id: member.id } : {},
    blocks: [
      member
        ? section(`*${esc(member.name)}*`)
        : personSelect({ key: 'person', label: words.person, hint: words.personHint }),
      select({
        key: 'role',
        label: words.role,
        initial: member?.role ?? 'rep',
        options: ROLES.map((role) => ({
          value: role,
          label: w.office.roles[role],
          hint: w.office.roleMeaning[role],
        })),
      }),
      ...(teams.length > 0
        ? [
            multiSelect({
              key: 'teams',
              label: words.teams,
              hint: words.teamsHint,
              optional: true,
              initial: member?.teamIds ?? [],
              options: teams.map(({ id, name }) => ({ value: id, label: name })),
            }),
          ]
        : []),
      select({
        key: 'language',
        label: words.language,
        initial: member?.locale ?? 'slack',
        options: languageOptions(scene, true),
      }),
    ],
  });
}

/** 中文, English, and where it makes sense "as in Slack". */
export function languageOptions(scene: Scene, withSlack: boolean): Option[] {
  const { languages, followSlack } = scene.w.office;
  return [
    ...(withSlack ? [{ value: 'slack', label: followSlack }] : []),
    ...Object.entries(languages).map(([value, label]) => ({ value, label })),
  ];
}

function namesOf(ids: string[], teams: Team[]): string[] {
  return ids.flatMap((id) => teams.find((team) => team.id === id)?.name ?? []);
}
