import type { CheckLine, Checks } from '../../crm/customers/usecases/index.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { type AnyBlock, context, esc, type ModalView, modal, section } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { callName } from './assignment.ts';

/** Slack takes 3,000 characters a section. */
const LINES = 10;

/** Whom somebody asked about, for who manages them: when, by what, and what was found. */
export function checksModal(scene: Scene, { name, checks, most, now }: Checks): ModalView {
  const { w, actor } = scene;
  const words = w.office.checks;
  const lineOf = ({ at, by, records, hidden }: CheckLine): string => {
    const found = [
      ...records.map((record) => esc(callName(record, actor.locale))),
      ...(hidden > 0 ? [words.hidden({ n: hidden })] : []),
    ];
    return words.line({
      when: formatDateTime(at, actor.locale, actor.zone, now),
      by: words.by[by] ?? by,
      found: found.length > 0 ? found.join(w.common.comma) : words.nobody,
    });
  };
  return modal({
    id: 'checks',
    title: words.title,
    close: w.common.back,
    blocks: [
      section(`*${esc(name)}*`),
      context(words.intro({ n: most })),
      ...(checks.length > 0 ? sectionsOf(checks.map(lineOf)) : [section(words.none)]),
    ],
  });
}

function sectionsOf(lines: readonly string[]): AnyBlock[] {
  const parts = Math.ceil(lines.length / LINES);
  return Array.from({ length: parts }, (_, nth) =>
    section(lines.slice(nth * LINES, (nth + 1) * LINES).join('\n')),
  );
}
