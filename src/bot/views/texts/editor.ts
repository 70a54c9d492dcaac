import {
  MAX_TEXT,
  PLACEHOLDERS,
  sayText,
  TEXT_KEYS,
  type TextKey,
} from '../../../crm/texts/rules.ts';
import type { TeamTexts, TextVersion } from '../../../crm/texts/usecases.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import { words as wordsIn } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
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
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { textInput } from '../../form.ts';

const LOCALES: Locale[] = ['zh', 'en'];

/** The texts of a team: which are its own, which the default. */
export function textsModal(scene: Scene, data: TeamTexts, said?: string): ModalView {
  const { w } = scene;
  const words = w.texts;
  const { team, teams, texts } = data;
  const hasOwn = (key: TextKey) => texts.some((text) => text.key === key && text.body !== '');
  return modal({
    id: 'texts.list',
    title: words.editTitle,
    close: w.common.close,
    memo: { teamId: team.id },
    blocks: [
      ...(said ? [section(said)] : []),
      section(words.team({ name: esc(team.name) })),
      ...(teams.length > 1
        ? [
            actions(
              ...teams
                .slice(0, 25)
                .map(({ id, name }) => button(name, 'texts.list', { teamId: id }, { nth: id })),
            ),
          ]
        : []),
      ...TEXT_KEYS.map((key) =>
        section(`${words.names[key]} · ${hasOwn(key) ? words.own : words.byDefault}`, {
          accessory: button(words.edit, 'texts.edit', { teamId: team.id, key }, { nth: key }),
        }),
      ),
    ],
  });
}

/** One text in both languages, with what it was before. */
export function textForm(
  scene: Scene,
  data: TeamTexts & { versions: TextVersion[] },
  key: TextKey,
): ModalView {
  const { w } = scene;
  const words = w.texts;
  const bodyOf = (locale: Locale) =>
    data.texts.find((text) => text.locale === locale)?.body || wordsIn(locale).texts.defaults[key];
  return modal({
    id: 'texts.save',
    title: words.editTitle,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { teamId: data.team.id, key },
    blocks: [
      section(`*${words.names[key]}*`),
      ...LOCALES.map((locale) =>
        textInput({
          ...{ key: locale, label: words[locale], optional: true, multiline: true },
          hint: words.editHint({ names: namesIn(locale) }),
          maxLength: MAX_TEXT,
          initial: sayText(bodyOf(locale), locale),
        }),
      ),
      ...formerly(scene, data.versions),
    ],
  });
}

const namesIn = (locale: Locale): string =>
  Object.values(PLACEHOLDERS)
    .map((name) => `{${name[locale]}}`)
    .join(' ');

function formerly({ w, actor }: Scene, versions: TextVersion[]): AnyBlock[] {
  const words = w.texts;
  if (versions.length === 0) return [];
  return [
    divider(),
    context(`*${words.versions}*`),
    ...versions.map(({ locale, version, byName, at, body }) =>
      context(
        words.version({
          ...{ n: version, language: words[locale], by: esc(byName ?? '–') },
          when: formatDateTime(at, actor.locale, actor.zone),
        }),
        body === '' ? words.backToDefault : esc(sayText(body, locale)),
      ),
    ),
  ];
}
