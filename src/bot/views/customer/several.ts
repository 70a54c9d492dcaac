import { plain } from '../../../lib/slack-text.ts';
import { button, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** Longest line that travels in a button, in characters. */
const LINE = 1_500;
/** Slack draws at most a hundred blocks. */
const MOST = 60;

/** Several customers in one pasted text: each line with the button that opens its filled form. */
export function severalModal(scene: Scene, lines: readonly string[]): ModalView {
  const { w } = scene;
  const { form } = w.customers;
  return modal({
    id: 'customer.several',
    title: form.title,
    close: w.common.close,
    blocks: [
      context(form.several({ n: lines.length })),
      ...lines.slice(0, MOST).map((line, nth) =>
        section(esc(plain(line, 250)), {
          accessory: button(
            form.registerThis,
            'customer.new',
            { text: line.slice(0, LINE) },
            { nth: String(nth) },
          ),
        }),
      ),
    ],
  });
}
