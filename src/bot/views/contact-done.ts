import type { FieldKey } from '../../crm/customers/fields.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import type { ContactKind, Result } from '../../crm/interactions/rules.ts';
import type { LoggedContact } from '../../crm/interactions/usecases/index.ts';
import { formatEcho } from '../../i18n/format.ts';
import { button } from '../blocks.ts';
import type { Scene } from '../doing.ts';
import { sayDue } from './contact.ts';
import type { Done } from './done.ts';
import { labelOf } from './show.ts';

/** What was logged, with what follows from it. */
export function contactDone(scene: Scene, logged: LoggedContact): Done {
  const { w } = scene;
  const { contact } = w.work;
  const kind = w.fields.contactKind[logged.kind as ContactKind];
  const result =
    logged.result === 'effective' ? contact.effective : contact.results[logged.result as Result];
  const { customerId, missing, undoId } = logged;
  const notes = [
    logged.isLate ? contact.happened({ when: sayMoment(scene, logged.happenedAt) }) : null,
    logged.closed > 0 ? contact.closed({ n: logged.closed }) : null,
    logged.next ? nextLine(scene, logged.next) : contact.noNext,
  ].filter((line): line is string => line !== null);
  return {
    text: contact.logged({ number: sayNumber(logged.number), kind, result }),
    notes,
    undoId,
    buttons: [
      ...(logged.next ? [] : [button(w.work.followUp.planOne, 'followup.plan', { customerId })]),
      ...(missing
        ? [
            button(
              contact.addMissing({ field: labelOf(w, missing as FieldKey) }),
              'customer.edit',
              { id: customerId },
            ),
          ]
        : []),
    ],
  };
}

function nextLine(scene: Scene, next: { how: string; dueAt: string; grain: string }): string {
  const { contact } = scene.w.work;
  const when = sayDue(scene, { dueAt: new Date(next.dueAt), grain: next.grain });
  if (next.how === 'waits') return contact.next_waits({ when });
  if (next.how === 'kept') return contact.next_kept({ when });
  return next.how === 'moved' ? contact.next_moved({ when }) : contact.next_planned({ when });
}

function sayMoment(scene: Scene, iso: string): string {
  return formatEcho(new Date(iso), scene.actor.locale, scene.actor.zone, 'minute');
}
