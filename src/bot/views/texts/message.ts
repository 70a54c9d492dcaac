import { sayNumber } from '../../../crm/customers/rules.ts';
import {
  type Filled,
  type Fillings,
  fillText,
  PLACEHOLDERS,
  type TextKey,
  USUAL_KEYS,
} from '../../../crm/texts/rules.ts';
import type { ForCustomer } from '../../../crm/texts/usecases.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import { words as wordsIn } from '../../../i18n/words.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import {
  type AnyBlock,
  actions,
  button,
  choice,
  context,
  copyable,
  esc,
  type ModalView,
  modal,
  section,
  text,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** A text in the customer's language, filled in as far as things are known. */
export function filledFor(data: ForCustomer, key: TextKey): Filled {
  const { file, locale, viewing, project, repName, zone, now } = data;
  const w = wordsIn(locale);
  const fillings: Fillings = {
    customer: surnameWithTitle(file.name, file.gender, locale),
    rep: repName,
    project: project && (locale === 'zh' ? project.zh : project.en),
    address: project?.address ?? null,
    time: viewing && formatDateTime(viewing.startsAt, locale, zone, now),
    units: viewing?.unitCodes.join(w.common.comma) ?? null,
  };
  return fillText(data.bodies[key] ?? w.texts.defaults[key], fillings, locale);
}

/** What suits this customer first: a viewing to be confirmed, thanks after a visit, else an invitation. */
export function firstKey({ file, viewing, now }: ForCustomer): TextKey {
  if (viewing) return 'confirmation';
  const visitedAgo = now.getTime() - (file.lastEffectiveAt?.getTime() ?? 0);
  return file.visitCount > 0 && visitedAgo < 86_400_000 ? 'thanks' : 'invitation';
}

/** 给客户的话: one text to copy, the others a choice away. */
export function messageModal(scene: Scene, data: ForCustomer, key: TextKey): ModalView {
  const { w } = scene;
  const words = w.texts;
  const { file, locale } = data;
  const filled = filledFor(data, key);
  const missing = filled.gaps
    .map((gap) => PLACEHOLDERS[gap][scene.actor.locale])
    .join(w.common.comma);
  return modal({
    id: 'texts.message',
    title: words.title,
    close: w.common.close,
    memo: { id: file.id, key },
    blocks: [
      section(`*${sayNumber(file.number)} ${esc(file.name)}*\n${words.names[key]}`),
      copyable(filled.text),
      context(
        [words.copyIt, locale !== scene.actor.locale && words.inLanguage[locale]]
          .filter(Boolean)
          .join(' '),
        ...(missing ? [words.gaps({ names: missing })] : []),
      ),
      actions(button(words.sent, 'texts.sent', { id: file.id, key }, { style: 'primary' })),
      otherTexts(scene, file.id, key),
    ],
  });
}

function otherTexts({ w }: Scene, id: string, current: TextKey): AnyBlock {
  const keys = USUAL_KEYS.filter((key) => key !== current);
  return {
    type: 'actions',
    // Slack keeps what was picked while the block stays the same.
    block_id: `texts#${current}`,
    elements: [
      {
        type: 'static_select',
        action_id: 'choose#texts',
        placeholder: text(w.texts.choose, 150),
        options: keys.map((key) => choice(w.texts.names[key], 'texts.open', id, key)),
      },
    ],
  };
}
