import { findField } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { ChoiceKey } from '../../../crm/merging/rules/choices.ts';
import type { UndoPreview } from '../../../crm/merging/usecases/preview.ts';
import { formatDateTime, formatDay } from '../../../i18n/format.ts';
import { refusalSentence } from '../../../i18n/words.ts';
import { type AnyBlock, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { fullName, nameOf } from './values.ts';

/** What undoing a merge would do, by which rule, or why it is not possible any more. */
export function undoModal(scene: Scene, data: UndoPreview): ModalView {
  const { w, actor } = scene;
  const words = w.merging.undo;
  const { kept, lost, at, undoUntil, blocked } = data;
  const ask = words.ask({
    former: sayNumber(lost.number),
    customer: esc(fullName(kept)),
  });
  const made = words.made({
    when: formatDateTime(at, actor.locale, actor.zone),
    until: formatDay(undoUntil, actor.locale, actor.zone),
  });
  if (blocked) {
    return modal({
      id: 'merging.no-undo',
      title: words.title,
      close: w.common.close,
      blocks: [section(`${words.blocked}\n${refusalSentence(w, blocked)}`), context(made)],
    });
  }
  return modal({
    id: 'merging.undo',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    memo: { loseId: lost.id },
    blocks: [section(ask), ...consequences(scene, data), context(made)],
  });
}

function consequences(scene: Scene, data: UndoPreview): AnyBlock[] {
  const { w } = scene;
  const words = w.merging.undo;
  const { kept, lost, back, since, stays } = data;
  const number = sayNumber(kept.number);
  const former = sayNumber(lost.number);
  const counted = (counts: Partial<UndoPreview['since'] & UndoPreview['back']>) =>
    [
      counts.contacts && w.merging.moving.contacts({ n: counts.contacts }),
      counts.followUps && words.followUps({ n: counts.followUps }),
      counts.viewings && words.viewings({ n: counts.viewings }),
      counts.deals && words.deals({ n: counts.deals }),
      counts.phones && w.merging.moving.phones({ n: counts.phones }),
    ].flatMap((line) => (line ? [`• ${line}`] : []));
  const made = counted(since);
  const fields = editedFields(scene, stays);
  return [
    section(words.back({ former, what: counted(back).join('\n') || w.merging.moving.nothing })),
    section(
      made.length > 0
        ? words.since({ number, what: made.join('\n') })
        : words.nothingSince({ number }),
    ),
    ...(fields ? [section(words.edited({ number, fields }))] : []),
    context(words.rule({ former, number }), words.protection),
  ];
}

/** Columns in words; what is reckoned from others is not told. */
function editedFields({ w }: Scene, columns: readonly string[]): string {
  const names = columns.flatMap((column) => {
    const key = keyOf(column);
    return key ? [nameOf(w, key)] : [];
  });
  return [...new Set(names)].join(w.common.comma);
}

/** `must_haves_sealed` → mustHaves, `rep_id` → rep. */
function keyOf(column: string): ChoiceKey | null {
  if (column === 'stage' || column === 'grade' || column === 'status') return column;
  if (column === 'rep_id') return 'rep';
  const bare = column.replace(/_(sealed|index|min|max)$/, '');
  const camel = bare.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return findField(camel)?.key ?? null;
}
