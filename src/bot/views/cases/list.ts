import type { CaseLine } from '../../../crm/cases/usecases/reading.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import { actions, button, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** The person's cases, each opened from here; a claim begins here. */
export function casesModal(scene: Scene, data: { lines: CaseLine[]; now: Date }): ModalView {
  const { w } = scene;
  const words = w.cases.list;
  return modal({
    id: 'case.shown',
    title: w.cases.title,
    close: w.common.close,
    blocks: [
      ...(data.lines.length > 0
        ? data.lines.map((line) =>
            section(textOf(scene, line, data.now), {
              accessory: button(words.show, 'case.show', { caseId: line.id }, { nth: line.id }),
            }),
          )
        : [section(words.none)]),
      actions(button(words.open, 'case.open', {}, { style: 'primary' })),
    ],
  });
}

function textOf({ w, actor }: Scene, line: CaseLine, now: Date): string {
  const { cases } = w;
  const when = formatDateTime(line.openedAt, actor.locale, actor.zone, now);
  // Who claims does not hear which record it is, unless it is theirs now.
  const isTold = line.side !== 'claimant' || line.repId === actor.id;
  const customer = isTold
    ? `${sayNumber(line.customerNumber)} ${surnameWithTitle(line.name, line.gender, actor.locale)}`
    : cases.list.unnamed;
  return [
    `*${cases.number({ n: line.number })} · ${esc(customer)}*`,
    `${cases.state[line.state] ?? line.state} · ${cases.list.opened({ when })}`,
  ].join('\n');
}
