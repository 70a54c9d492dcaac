import { type ModalView, modal } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { type Option, searchSelect, select } from '../../form.ts';

/** Whose deal a step is about: of the few that fit, or by search. `rest`: what was typed besides. */
export function whichModal(
  scene: Scene,
  { step, rest, several = [] }: { step: string; rest: string; several?: Option[] },
): ModalView {
  const { w } = scene;
  const common = { key: 'customer', label: w.work.contact.customer };
  return modal({
    id: 'deal.which',
    title: w.deals.list.title,
    submit: w.deals.form.go,
    close: w.common.cancel,
    memo: { step, ...(rest && { rest: rest.slice(0, 1000) }) },
    blocks: [
      several.length > 1
        ? select({ ...common, options: several.slice(0, 100) })
        : searchSelect({ ...common, hint: w.work.contact.customerHint, source: 'customers' }),
    ],
  });
}
