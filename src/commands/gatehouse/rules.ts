import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import type { FormValues } from '../../bot/form-values.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { ruleHistory, rulesMenu, rulesPage, whenOf } from '../../bot/views/settings.ts';
import { listPageKeys, RULE_PAGES, SETTING_FIELDS } from '../../crm/settings/fields.ts';
import { readSettings } from '../../crm/settings/fields-reading.ts';
import type { SettingKey } from '../../crm/settings/rules.ts';
import { changeRules, getRules, listRuleChanges } from '../../crm/settings/usecases.ts';

const owner = z.object({
  teamId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
});
const place = owner.extend({ page: z.enum(RULE_PAGES) });
const settingKey = z.enum(Object.keys(SETTING_FIELDS) as [SettingKey, ...SettingKey[]]);

const menu = doing({
  id: 'rules.menu',
  can: 'setting:see',
  // Without a choice one starts at one's own team; null is the office.
  input: z.object({ teamId: z.uuid().nullable().optional() }),
  async run(scene, { teamId }) {
    const start = teamId === undefined ? (scene.actor.teamIds[0] ?? null) : teamId;
    return replaces(rulesMenu(scene, await getRules(scene, start)));
  },
});

const page = doing({
  id: 'rules.page',
  can: 'setting:see',
  input: place,
  async run(scene, input) {
    return opens(rulesPage(scene, await getRules(scene, input.teamId), input.page));
  },
});

const save = doing({
  id: 'rules.save',
  can: 'setting:change',
  input: place.extend({
    values: z.looseObject({
      follow: z.array(settingKey).nullish(),
      from: z.iso.datetime().nullish(),
    }),
  }),
  async run(scene, { teamId, page: name, values }): Promise<Reply> {
    const rules = await getRules(scene, teamId);
    const from = values.from ? new Date(values.from) : null;
    const { changed } = await changeRules(scene, {
      teamId,
      values: readSettings(listPageKeys(name, teamId), values as FormValues, rules.settings, rules),
      follow: values.follow ?? [],
      from,
    });
    return goesBack(
      rulesMenu(scene, await getRules(scene, teamId), saidOf(scene, changed as SettingKey[], from)),
    );
  },
});

function saidOf(scene: Scene, changed: SettingKey[], from: Date | null): string {
  const { rules, settings } = scene.w.office;
  if (changed.length === 0) return rules.nothingChanged;
  const names = changed
    .map((key) => settings[key].label)
    .join(scene.actor.locale === 'zh' ? '、' : ', ');
  return rules.saved({ rules: names, when: from ? whenOf(scene, from) : rules.now });
}

const history = doing({
  id: 'rules.history',
  can: 'setting:see',
  input: owner,
  async run(scene, { teamId }) {
    const [rules, rows] = [await getRules(scene, teamId), await listRuleChanges(scene, teamId, 50)];
    return replaces(ruleHistory(scene, rules, rows));
  },
});

export const ruleDoings = [menu, page, save, history];
