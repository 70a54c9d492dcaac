import type { SatisfactionOf } from '../../../crm/care/usecases/satisfaction.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { formatDay } from '../../../i18n/format.ts';
import { words as wordsIn } from '../../../i18n/words.ts';
import { MAX_WORDS } from '../../../lib/words.ts';
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
import { radio, textInput } from '../../form.ts';
import { addressOf } from './referral.ts';

const stars = (score: number): string => '★'.repeat(score) + '☆'.repeat(5 - score);

/** What a customer said so far; for whoever may, the text that asks, and a form for what was told. */
export function satisfactionModal(scene: Scene, of: SatisfactionOf, done?: string): ModalView {
  const { w } = scene;
  const words = w.care.satisfaction;
  const { file, answers, mayCollect } = of;
  return modal({
    id: 'satisfaction.save',
    title: `${words.title} ${sayNumber(file.number)}`,
    ...(mayCollect && { submit: words.save }),
    close: w.common.close,
    memo: { id: file.id },
    blocks: [
      ...(done ? [section(done), divider()] : []),
      ...(answers.length > 0
        ? answers.flatMap((one) => answerBlocks(scene, one))
        : [context(words.none)]),
      ...(mayCollect ? [...askBlocks(scene, of), divider(), ...form(scene)] : []),
    ],
  });
}

function answerBlocks(scene: Scene, said: SatisfactionOf['answers'][number]): AnyBlock[] {
  const { w, actor } = scene;
  const { satisfaction } = w.care;
  const line = satisfaction.line({
    score: said.score,
    stars: stars(said.score),
    when: formatDay(said.at, actor.locale, actor.zone),
    how: satisfaction.how[said.how] ?? '',
  });
  return [section(said.words ? `${line}\n${esc(said.words)}` : line)];
}

/** The text to send, in the customer's language; without a code that waits, the button that makes one. */
function askBlocks(scene: Scene, { file, ask, locale }: SatisfactionOf): AnyBlock[] {
  const { w, actor } = scene;
  const words = w.care.satisfaction;
  if (!ask) return [actions(button(words.ask, 'satisfaction.ask', { id: file.id }))];
  const text = wordsIn(locale).care.words.satisfaction({
    name: addressOf({ name: file.name, gender: file.gender }, locale),
    rep: actor.name,
    code: ask.code,
  });
  const when = formatDay(ask.expiresAt, actor.locale, actor.zone);
  const example = words.example({ command: scene.command('customer'), code: ask.code });
  return [divider(), section(esc(text)), context(words.asked({ when }), words.reply({ example }))];
}

function form({ w }: Scene): AnyBlock[] {
  const words = w.care.satisfaction;
  return [
    radio({
      key: 'score',
      label: words.score,
      options: ['5', '4', '3', '2', '1'].map((value) => ({ value, label: words.scores[value]! })),
    }),
    textInput({
      key: 'words',
      label: words.words,
      optional: true,
      multiline: true,
      maxLength: MAX_WORDS,
    }),
  ];
}
