import { esc } from '../../bot/blocks.ts';
import type { Reply } from '../../bot/reply.ts';
import { sayDue } from '../../bot/views/contact.ts';
import { callWho } from '../../bot/views/talk/answers.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import { type Due, isDayOnly } from '../../crm/followups/rules.ts';
import { findPlanTrouble } from '../../crm/followups/schema.ts';
import { proposePlan, readForPlan } from '../../crm/followups/usecases/index.ts';
import { formatTime } from '../../i18n/format.ts';
import { refusalSentence } from '../../i18n/words.ts';
import { civilDay, instantAt } from '../../lib/calendar/index.ts';
import { findNamed } from './named.ts';
import { planOffer } from './plan.ts';
import { type Choice, propose } from './proposal.ts';
import type { Talk } from './talk.ts';

/** `move C-1042 to Friday`: the open plan at its time of day, on the day that was said. Null for nobody. */
export async function answerMove(talk: Talk, who: string, when: string): Promise<Reply | null> {
  const named = await findNamed(talk, who);
  if (!named || named.found.length === 0) return null;
  const { scene, isShared } = talk;
  if (named.found.length > 1) {
    const choices = named.found.slice(0, 8).map((line) => ({
      label: callWho(scene, line, isShared),
      doing: 'talk.move',
      input: { number: line.number, when, isShared },
    }));
    return propose(scene, { text: scene.w.talk.who }, choices);
  }
  return moveFor(talk, named.found[0]!, when);
}

/** The same for a customer that is known. */
export async function moveFor(talk: Talk, customer: CustomerLine, when: string): Promise<Reply> {
  const { scene, settings, now, isShared } = talk;
  const { w, actor } = scene;
  const who = callWho(scene, customer, isShared);
  const { open } = await readForPlan(scene, customer.id);
  if (!open) {
    const offer = await planOffer(talk, customer, when);
    return propose(scene, { text: w.talk.nothingToMove({ who }), notes: [offer.text] }, [
      ...offer.choices,
      offer.change,
    ]);
  }
  const change: Choice = {
    label: w.talk.change,
    doing: 'followup.move',
    input: { followUpId: open.id },
  };
  const from = sayDue(scene, open);
  const { zone, locale } = actor;
  const trouble = findPlanTrouble(when, { now, zone, locale, settings });
  if (trouble) {
    const text = w.talk.moveWhich({ who, from });
    return propose(scene, { text, notes: [refusalSentence(w, trouble)] }, [change]);
  }
  const { dues, what, unofficial } = await proposePlan(scene, {
    customerId: customer.id,
    text: when,
  });
  const choices = dues.flatMap((due) => choicesOf(talk, open, due)).slice(0, 4);
  const [only] = choices;
  const notes = [
    ...(what && !isShared ? [w.talk.what({ what: esc(what) })] : []),
    ...(unofficial ? [w.talk.unofficial({ year: unofficial })] : []),
  ];
  const isOne = choices.length === 1 && only;
  return propose(
    scene,
    isOne
      ? { text: w.talk.move({ who, from, to: only.when }), notes }
      : { text: w.talk.moveWhich({ who, from }), notes },
    [
      ...choices.map(({ when: to, input }) => ({
        label: isOne ? w.talk.doMove : w.talk.moveTo({ when: to }),
        doing: 'followup.move-to',
        input,
      })),
      change,
    ],
  );
}

/** A day alone: at the time that was planned, or any time of that day. */
function choicesOf(
  { scene, now }: Talk,
  open: Due & { id: string },
  due: Due,
): { when: string; input: Choice['input'] }[] {
  const { zone, locale } = scene.actor;
  const moved = (values: { when: string | null; at: string | null }) => ({
    followUpId: open.id,
    origin: null,
    values,
  });
  const at = (instant: Date) => moved({ when: null, at: instant.toISOString() });
  if (!isDayOnly(due.grain)) return [{ when: sayDue(scene, due), input: at(due.dueAt) }];
  const day = civilDay(due.dueAt, zone);
  const wholeDay = { when: sayDue(scene, due), input: moved({ when: day, at: null }) };
  if (isDayOnly(open.grain)) return [wholeDay];
  const kept = instantAt(day, formatTime(open.dueAt, locale, zone), zone);
  if (kept <= now) return [wholeDay];
  return [
    { when: sayDue(scene, { dueAt: kept, grain: 'minute' }), input: at(kept) },
    { ...wholeDay, when: scene.w.talk.wholeDay({ when: wholeDay.when }) },
  ];
}
