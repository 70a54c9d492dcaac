import { esc } from '../../bot/blocks.ts';
import { sayDue } from '../../bot/views/contact.ts';
import { callWho } from '../../bot/views/talk/answers.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import { type Due, isDayOnly } from '../../crm/followups/rules.ts';
import { findPlanTrouble, type ReadPlan, readPlan } from '../../crm/followups/schema.ts';
import { type ContactKind, type Result, resultsOf } from '../../crm/interactions/rules.ts';
import { readTyped } from '../../crm/interactions/usecases/index.ts';
import { formatDateTime, formatDay } from '../../i18n/format.ts';
import type { Offer } from './about.ts';
import type { Choice } from './proposal.ts';
import type { Talk } from './talk.ts';

/** How people are in touch when the words do not say it: the commonest three. */
const COMMON_KINDS = ['phone', 'wechat', 'visit'] as const;

/** A contact as it was understood; what is next, in each of its readings, is a choice. */
export async function logOffer(talk: Talk, customer: CustomerLine, rest: string): Promise<Offer> {
  const { scene, settings, now, isShared } = talk;
  const { w, actor } = scene;
  const who = callWho(scene, customer, isShared);
  const { account, happenedAt } = await readTyped(scene, customer.id, rest);
  const writer = { now, zone: actor.zone, locale: actor.locale, settings };
  const next =
    account.next && !findPlanTrouble(account.next, writer) ? readPlan(account.next, writer) : null;
  const unread = account.next !== null && next === null ? account.next : null;
  const said = [account.said, unread].filter(Boolean).join(' ').slice(0, 2_000);
  const saving = (kind: ContactKind, result: Result, due?: Due): Choice['input'] => ({
    customerId: customer.id,
    kind,
    result,
    origin: null,
    values: {
      said: said || null,
      happenedAt: happenedAt?.toISOString() ?? null,
      when: due ? inWords(talk, due, next?.what ?? null) : '',
    },
  });
  const kind = account.kind ?? 'phone';
  const result = account.result ?? resultsOf(kind)[0]!;
  return {
    text: account.kind
      ? w.talk.log({ who, how: [kindOf(talk, kind), resultOf(talk, kind, result)].join(' · ') })
      : w.talk.logHow({ who }),
    notes: notesOf(talk, { said, happenedAt, unread, next }),
    choices: account.kind
      ? nextChoices(talk, next, (due) => saving(kind, result, due))
      : COMMON_KINDS.map((one) => ({
          label: w.talk.logAs({ kind: kindOf(talk, one) }),
          doing: 'contact.save',
          input: saving(one, account.result ?? 'effective', next?.dues[0]),
        })),
    change: {
      label: w.talk.change,
      doing: 'contact.reform',
      input: { ...saving(kind, result, next?.dues[0]), picked: kind },
    },
  };
}

/** One choice where the next step is clear or as usual; each reading and "only log" where it is not. */
function nextChoices(
  { scene }: Talk,
  next: ReadPlan | null,
  input: (due?: Due) => Choice['input'],
): Choice[] {
  const words = scene.w.talk;
  const doing = 'contact.save';
  if (!next) return [{ label: words.doLog, doing, input: input() }];
  const isOne = next.dues.length === 1;
  return [
    ...next.dues.slice(0, 3).map((due) => ({
      label: isOne ? words.doLog : words.logNext({ when: sayDue(scene, due) }),
      doing,
      input: input(due),
    })),
    { label: words.logOnly, doing, input: withoutNext(scene.w.customers.form.noneWord, input()) },
  ];
}

function withoutNext(none: string, input: Choice['input']): Choice['input'] {
  return { ...input, values: { ...(input.values as object), when: none } };
}

function notesOf(
  { scene, isShared }: Talk,
  of: { said: string; happenedAt: Date | null; unread: string | null; next: ReadPlan | null },
): string[] {
  const words = scene.w.talk;
  const { said, happenedAt, unread, next } = of;
  const [due] = next?.dues ?? [];
  return [
    said && !isShared && words.said({ said: esc(said).slice(0, 500) }),
    happenedAt && words.happened({ when: sayDue(scene, { dueAt: happenedAt, grain: 'minute' }) }),
    unread && !isShared && words.nextUnread({ text: esc(unread).slice(0, 200) }),
    next
      ? due && next.dues.length === 1 && words.next({ when: sayDue(scene, due) })
      : words.nextUsual,
    next?.unofficial && words.unofficial({ year: next.unofficial }),
  ].filter((line): line is string => Boolean(line));
}

/** A date in words that mean the same on another day, with what is to be done. */
function inWords({ scene }: Talk, due: Due, what: string | null): string {
  const { locale, zone } = scene.actor;
  const say = isDayOnly(due.grain) ? formatDay : formatDateTime;
  return [say(due.dueAt, locale, zone), what].filter(Boolean).join(' ');
}

const kindOf = ({ scene }: Talk, kind: ContactKind): string => scene.w.fields.contactKind[kind];

const resultOf = ({ scene }: Talk, kind: ContactKind, result: Result): string => {
  const words = scene.w.work.contact;
  if (result !== 'effective') return words.results[result];
  return kind === 'wechat' || kind === 'email' ? words.answered : words.effective;
};
