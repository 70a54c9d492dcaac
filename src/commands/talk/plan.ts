import { esc } from '../../bot/blocks.ts';
import { sayDue } from '../../bot/views/contact.ts';
import { callWho } from '../../bot/views/talk/answers.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import type { Due } from '../../crm/followups/rules.ts';
import { findPlanTrouble } from '../../crm/followups/schema.ts';
import { proposePlan } from '../../crm/followups/usecases/index.ts';
import { refusalSentence } from '../../i18n/words.ts';
import type { Offer } from './about.ts';
import type { Choice } from './proposal.ts';
import type { Talk } from './talk.ts';

/** A follow-up as it was understood: each reading of its date is a choice. */
export async function planOffer(talk: Talk, customer: CustomerLine, rest: string): Promise<Offer> {
  const { scene, settings, now, isShared } = talk;
  const { w, actor } = scene;
  const who = callWho(scene, customer, isShared);
  const when = rest.slice(0, 500);
  const change: Choice = {
    label: w.talk.change,
    doing: 'followup.plan',
    input: { customerId: customer.id, when },
  };
  const { zone, locale } = actor;
  const trouble = findPlanTrouble(rest, { now, zone, locale, settings });
  if (trouble) {
    const text = w.talk.plan({ who, when: refusalSentence(w, trouble) });
    return { text, notes: [], choices: [], change };
  }
  const { dues, what, unofficial } = await proposePlan(scene, {
    customerId: customer.id,
    text: rest,
  });
  const notes = [
    ...(what && !isShared ? [w.talk.what({ what: esc(what) })] : []),
    ...(unofficial ? [w.talk.unofficial({ year: unofficial })] : []),
  ];
  const [due] = dues;
  const isOne = dues.length === 1 && due;
  const label = (one: Due) => (isOne ? w.talk.doPlan : w.talk.planAt({ when: sayDue(scene, one) }));
  return {
    text: isOne ? w.talk.plan({ who, when: sayDue(scene, due) }) : w.talk.planWhich({ who }),
    notes,
    choices: dues.slice(0, 4).map((one) => ({
      label: label(one),
      doing: 'followup.save-at',
      input: {
        customerId: customer.id,
        at: one.dueAt.toISOString(),
        grain: one.grain,
        what,
        origin: null,
      },
    })),
    change,
  };
}
