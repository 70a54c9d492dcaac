import { canEver } from '../../crm/access/rules.ts';
import { type Member, NUDGE_TARGETS } from '../../crm/access/usecases/index.ts';
import type { ReadingCounts } from '../../crm/audit/usecases.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { channelSelect, radio, select, textInput } from '../form.ts';
import type { HealthReport } from '../health.ts';
import { languageOptions } from './members.ts';

/** The menu of the office: only what the person may use. */
export function officeMenu(scene: Scene, teamNames: string[]): ModalView {
  const { w } = scene;
  const blocks = menuBlocks(scene, teamNames);
  return modal({ id: 'gatehouse.menu', title: w.office.menu.title, close: w.common.close, blocks });
}

const ENTRIES = [
  { label: 'preferences', doing: 'preferences', can: 'preference:change' },
  { label: 'away', doing: 'away.open', can: 'absence:set' },
  { label: 'handover', doing: 'handover.open', can: 'customer:hand-over' },
  { label: 'members', doing: 'members.list', can: 'member:see' },
  { label: 'teams', doing: 'teams.list', can: 'team:change' },
  { label: 'rules', doing: 'rules.menu', can: 'setting:see' },
  { label: 'texts', doing: 'texts.list', can: 'text:edit' },
  { label: 'playbooks', doing: 'playbooks.list', can: 'playbook:change' },
  { label: 'imports', doing: 'import.list', can: 'customer:import' },
  { label: 'readings', doing: 'readings', can: 'member:see' },
  { label: 'health', doing: 'health', can: 'audit:read' },
  { label: 'help', doing: 'help', can: 'help:read' },
] as const;

function menuBlocks({ w, actor }: Scene, teamNames: string[]): AnyBlock[] {
  const { menu, roles } = w.office;
  const you = menu.you({
    name: actor.name,
    role: roles[actor.role],
    teams: teamNames.join(w.common.comma),
  });
  const entries = ENTRIES.filter((entry) => canEver(actor, entry.can));
  return [
    section(esc(you)),
    actions(...entries.map(({ label, doing }) => button(menu[label], doing))),
  ];
}

/** The person's own language, zone and place of nudges. */
export function preferencesForm(scene: Scene, member: Member): ModalView {
  const { w } = scene;
  const words = w.office.preferences;
  return modal({
    id: 'preferences.save',
    title: words.title,
    submit: w.common.save,
    close: w.common.close,
    blocks: [
      select({
        key: 'language',
        label: words.language,
        initial: member.locale ?? 'slack',
        options: languageOptions(scene, true),
      }),
      textInput({
        key: 'zone',
        label: words.zone,
        hint: words.zoneHint,
        optional: true,
        maxLength: 60,
        placeholder: member.zone,
        ...(member.zoneChosen && { initial: member.zone }),
      }),
      radio({
        key: 'nudges',
        label: words.nudges,
        initial: member.nudgeTarget,
        options: NUDGE_TARGETS.map((value) => ({
          value,
          label: words.targets[value],
          hint: words.targetMeaning[value],
        })),
      }),
      channelSelect({
        key: 'ownChannel',
        label: words.channel,
        optional: true,
        ...(member.ownChannelId && { initial: member.ownChannelId }),
      }),
    ],
  });
}

/** How often people of one's teams opened phones and checked for duplicates. */
export function readingsModal(scene: Scene, counts: ReadingCounts[]): ModalView {
  const { w } = scene;
  const words = w.office.readings;
  return modal({
    id: 'readings',
    title: words.title,
    close: w.common.close,
    blocks: [
      context(words.intro),
      actions(button(w.common.back, 'gatehouse.menu')),
      ...(counts.length > 0
        ? counts.slice(0, 90).map((one) => readingsLine(scene, one))
        : [section(words.none)]),
    ],
  });
}

function readingsLine({ w }: Scene, one: ReadingCounts): AnyBlock {
  const { line, open } = w.office.readings;
  const { memberId } = one;
  const text = line({ ...one, name: esc(one.name) });
  if (one.checksWeek === 0) return section(text);
  return section(text, {
    accessory: button(open, 'checks.open', { memberId }, { nth: memberId }),
  });
}

/** The parts of the bot with their numbers; what has no word yet is called by its own name. */
export function healthModal(scene: Scene, report: HealthReport): ModalView {
  const { w } = scene;
  const words = w.office.health;
  const parts = Object.entries(report.parts).map(([name, { ok, counters }]) => {
    const numbers = Object.entries(counters).map(
      ([key, value]) => `${words.numbers[key] ?? key} ${sayNumber(value)}`,
    );
    return section(
      esc(
        `${ok ? '✅' : '⚠️'} ${words.parts[name] ?? name}${numbers.length > 0 ? `\n${numbers.join(' · ')}` : ''}`,
      ),
    );
  });
  return modal({
    id: 'health',
    title: words.title,
    close: w.common.close,
    blocks: [
      section(report.ok ? words.well : words.unwell),
      actions(button(w.common.back, 'gatehouse.menu')),
      ...parts,
      context(words.operator),
    ],
  });
}

const sayNumber = (value: number | string | null): string =>
  typeof value === 'number' ? String(Math.round(value)) : (value ?? '–');
