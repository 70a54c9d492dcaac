import type { Team } from '../../crm/access/usecases/index.ts';
import {
  type AnyBlock,
  actions,
  button,
  confirm,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { channelSelect, select, textInput } from '../form.ts';
import { languageOptions } from './members.ts';

/** The teams of the office. */
export function teamsModal(scene: Scene, teams: Team[], said?: string): ModalView {
  const { w } = scene;
  const words = w.office.teams;
  return modal({
    id: 'teams.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(said ? [section(said)] : []),
      actions(
        button(words.add, 'teams.new', {}, { style: 'primary' }),
        button(w.common.back, 'gatehouse.menu'),
      ),
      divider(),
      ...teams.slice(0, 45).flatMap((team) => teamLines(scene, team)),
    ],
  });
}

function teamLines(scene: Scene, team: Team): AnyBlock[] {
  const { w } = scene;
  const words = w.office.teams;
  const channel = team.channelId ? `<#${team.channelId}>` : words.noChannel;
  return [
    section(`*${esc(team.name)}* · ${channel}`, {
      accessory: button(words.change, 'teams.change', { id: team.id }, { nth: team.id }),
    }),
    context(`${esc(team.zone)} · ${w.office.languages[team.locale]}`),
  ];
}

/** The form of a new team, or of a known one. */
export function teamForm(scene: Scene, team?: Team): ModalView {
  const { w } = scene;
  const words = w.office.teams;
  return modal({
    id: team ? 'teams.save' : 'teams.create',
    title: team ? words.changeTitle : words.newTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: team ? { id: team.id } : {},
    blocks: [
      textInput({
        key: 'name',
        label: words.name,
        maxLength: 40,
        ...(team && { initial: team.name }),
      }),
      channelSelect({
        key: 'channel',
        label: words.channel,
        hint: words.channelHint,
        optional: true,
        ...(team?.channelId && { initial: team.channelId }),
      }),
      textInput({
        key: 'zone',
        label: words.zone,
        hint: words.zoneHint,
        maxLength: 60,
        initial: team?.zone ?? scene.actor.zone,
      }),
      select({
        key: 'language',
        label: words.language,
        initial: team?.locale ?? scene.actor.locale,
        options: languageOptions(scene, false),
      }),
      ...(team ? [actions(archiveButton(scene, team))] : []),
    ],
  });
}

function archiveButton(scene: Scene, team: Team) {
  const { w } = scene;
  const words = w.office.teams;
  return button(
    words.archive,
    'teams.archive',
    { id: team.id },
    {
      style: 'danger',
      confirm: confirm(
        words.archiveTitle,
        words.archiveWords({ name: team.name }),
        w.common.yes,
        w.common.no,
      ),
    },
  );
}
