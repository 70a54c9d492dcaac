import { listPageKeys, RULE_PAGES, type RulePage } from '../../crm/settings/fields.ts';
import type { SettingKey } from '../../crm/settings/rules.ts';
import type { Rules } from '../../crm/settings/usecases.ts';
import { formatDateTime } from '../../i18n/format.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { checkboxes, instantPicker } from '../form.ts';
import { settingInput, showSetting } from './settings-values.ts';

/** The pages of rules, and whose they are. */
export function rulesMenu(scene: Scene, rules: Rules, said?: string): ModalView {
  const { w } = scene;
  const words = w.office.rules;
  const pages = RULE_PAGES.filter((page) => listPageKeys(page, rules.teamId).length > 0);
  return modal({
    id: 'rules.menu',
    title: words.title,
    close: w.common.close,
    memo: { teamId: rules.teamId },
    blocks: [
      ...(said ? [section(said)] : []),
      section(words.of({ team: esc(ownerName(scene, rules)) })),
      actions(...ownerButtons(scene, rules), button(w.common.back, 'gatehouse.menu')),
      divider(),
      ...pages.map((page) =>
        section(words.pages[page], {
          accessory: button(
            words.open,
            'rules.page',
            { teamId: rules.teamId, page },
            { nth: page },
          ),
        }),
      ),
      ...rules.upcoming.slice(0, 10).map((row) =>
        context(
          esc(
            words.upcoming({
              when: whenOf(scene, row.from),
              rule: w.office.settings[row.key].label,
              value: showSetting(scene, rules, row),
            }),
          ),
        ),
      ),
      ...(rules.mayChange ? [] : [context(words.onlyRead)]),
      actions(button(words.history, 'rules.history', { teamId: rules.teamId })),
    ],
  });
}

function ownerButtons(scene: Scene, rules: Rules) {
  const owners = [
    { id: null, name: scene.w.office.rules.office },
    ...rules.teams.map(({ id, name }) => ({ id, name })),
  ];
  return owners
    .filter(({ id }) => id !== rules.teamId)
    .slice(0, 20)
    .map(({ id, name }) => button(name, 'rules.menu', { teamId: id }, { nth: id ?? 'office' }));
}

const ownerName = (scene: Scene, rules: Rules): string =>
  rules.teams.find(({ id }) => id === rules.teamId)?.name ?? scene.w.office.rules.office;

/** One page of rules: a form for those who may change them, a list for the others. */
export function rulesPage(scene: Scene, rules: Rules, page: RulePage): ModalView {
  const { w } = scene;
  const words = w.office.rules;
  const keys = listPageKeys(page, rules.teamId);
  const own = keys.filter((key) => rules.ownKeys.includes(key));
  const head = section(words.of({ team: esc(ownerName(scene, rules)) }));
  if (!rules.mayChange) {
    const lines = keys.map((key) => readLine(scene, rules, key));
    return modal({
      id: 'rules.page',
      title: words.pages[page],
      close: w.common.back,
      blocks: [head, ...lines],
    });
  }
  return modal({
    id: 'rules.save',
    title: words.pages[page],
    submit: w.common.save,
    close: w.common.back,
    memo: { teamId: rules.teamId, page },
    blocks: [
      head,
      ...keys.map((key) => settingInput(scene, rules, key)),
      ...(own.length > 0 ? [followInput(scene, own)] : []),
      instantPicker({ key: 'from', label: words.from, hint: words.fromHint, optional: true }),
    ],
  });
}

/** Ten boxes at most; a page of a team has fewer rules than that or a box for the first ten. */
function followInput(scene: Scene, own: SettingKey[]): AnyBlock {
  const { rules, settings } = scene.w.office;
  return checkboxes({
    key: 'follow',
    label: rules.follow,
    hint: rules.followHint,
    optional: true,
    options: own.slice(0, 10).map((key) => ({ value: key, label: settings[key].label })),
  });
}

function readLine(scene: Scene, rules: Rules, key: SettingKey): AnyBlock {
  const { label, meaning } = scene.w.office.settings[key];
  const value = showSetting(scene, rules, { key, value: rules.settings[key] });
  return section(`*${label}*\n${esc(value) || '–'}\n_${meaning}_`);
}

/** Who changed what, newest first. */
export function ruleHistory(
  scene: Scene,
  rules: Rules,
  rows: { key: SettingKey; value: unknown; from: Date; byName: string | null }[],
): ModalView {
  const { w } = scene;
  const words = w.office.rules;
  const lines = rows.map((row) =>
    context(
      esc(
        words.historyLine({
          when: whenOf(scene, row.from),
          rule: w.office.settings[row.key]?.label ?? row.key,
          who: row.byName ?? words.system,
          value: showSetting(scene, rules, row),
        }),
      ),
    ),
  );
  return modal({
    id: 'rules.history',
    title: words.historyTitle,
    close: w.common.close,
    blocks: [
      section(words.of({ team: esc(ownerName(scene, rules)) })),
      actions(button(w.common.back, 'rules.menu', { teamId: rules.teamId })),
      ...(lines.length > 0 ? lines : [section(words.historyNone)]),
    ],
  });
}

/** A moment as the person reads it. */
export const whenOf = (scene: Scene, at: Date): string =>
  formatDateTime(at, scene.actor.locale, scene.actor.zone);
