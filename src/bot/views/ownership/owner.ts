import { sayNumber } from '../../../crm/customers/rules.ts';
import type { Ownership } from '../../../crm/ownership/usecases/owner.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import {
  type AnyBlock,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';

/** Contacts that are shown one by one; the number says them all. */
const MOST = 10;

/** Whose a customer was as of a moment, with its evidence. */
export function ownerModal(scene: Scene, data: Ownership): ModalView {
  const { w, actor } = scene;
  const words = w.ownership.owner;
  const { file, asOf, then } = data;
  return modal({
    id: 'owner.answer',
    title: words.title({ number: sayNumber(file.number) }),
    close: w.common.close,
    blocks: [
      section(`*${esc(callName(file, actor.locale))}*`),
      section(`${words.asOf({ when: whenOf(scene, asOf) })}\n${answerOf(scene, data)}`),
      ...(then ? [divider(), ...evidence(scene, data)] : []),
      ...atTheDoor(scene, data),
      divider(),
      section(
        [`*${words.all}*`, ...data.periods.map((one) => periodLine(scene, file, one))].join('\n'),
      ),
    ],
  });
}

const whenOf = ({ actor }: Scene, at: Date): string => formatDateTime(at, actor.locale, actor.zone);

function answerOf(scene: Scene, { file, asOf, then }: Ownership): string {
  const words = scene.w.ownership.owner;
  if (then) return words.answer({ name: esc(then.name) });
  return file.registeredAt > asOf ? words.notYet : words.nobody;
}

function periodLine(
  scene: Scene,
  file: Ownership['file'],
  period: Ownership['periods'][number],
): string {
  const { owner: words } = scene.w.ownership;
  const say = (code: string) => words.why[code] ?? scene.w.assignment.why[code] ?? code;
  const by = esc(period.byName ?? words.system);
  const why = [
    words.began({ why: say(period.why), by }),
    period.endedWhy && words.ended({ why: say(period.endedWhy) }),
  ]
    .filter(Boolean)
    .join(' · ');
  return words.period({
    name:
      period.number === file.number
        ? esc(period.name)
        : scene.w.common.aside({ said: esc(period.name), note: sayNumber(period.number) }),
    from: whenOf(scene, period.fromAt),
    to: period.toAt ? whenOf(scene, period.toAt) : words.today,
    why,
  });
}

/** The assignment, the clock with its values, the contacts and the holds. */
function evidence(scene: Scene, { file, then, clock, contacts, holds }: Ownership): AnyBlock[] {
  const { w } = scene;
  const { owner: words, card } = w.ownership;
  const kinds = w.fields.contactKind as Record<string, string>;
  const lines = [`*${words.evidence}*`, ...(then ? [periodLine(scene, file, then)] : [])];
  if (clock) {
    const { settings, arrivalKind, grade } = clock;
    const days = (table: Record<string, number>, key: string) => words.days({ n: table[key] ?? 0 });
    lines.push(
      words.clock({
        when: clock.until
          ? w.common.aside({
              said: whenOf(scene, clock.until),
              note: card.because[clock.because] ?? '',
            })
          : null,
        first: days(settings.protectDays, arrivalKind),
        contact: days(settings.protectContactDays, grade ?? 'B'),
        maximum: days(settings.protectMaxDays, arrivalKind),
      }),
    );
  }
  const theirs = contacts.filter(({ memberId }) => memberId === then?.memberId).length;
  lines.push(words.contacts({ n: contacts.length, theirs: then ? theirs : null }));
  const shown = contacts
    .slice(0, MOST)
    .map(
      ({ happenedAt, kind, name }) =>
        `• ${whenOf(scene, happenedAt)} · ${kinds[kind] ?? kind} · ${esc(name)}`,
    );
  const held = holds.map(
    ({ fromAt, toAt, by, reason }) =>
      `• ${words.heldLine({
        from: whenOf(scene, fromAt),
        to: toAt ? whenOf(scene, toAt) : words.today,
        who: esc(by),
        reason: esc(reason),
      })}`,
  );
  return [
    section([...lines, ...shown].join('\n')),
    ...(held.length > 0 ? [section([`*${words.holds}*`, ...held].join('\n'))] : []),
    context(w.ownership.owner.judged),
  ];
}

/** Who stamped the customer at the door, and what a colleague received in the rep's place. */
function atTheDoor(scene: Scene, { arrivals, courtesies }: Ownership): AnyBlock[] {
  const { evidence: words } = scene.w.reception;
  if (arrivals.length + courtesies.length === 0) return [];
  const stamps = arrivals
    .slice(-MOST)
    .map(({ at, rep, by }) => words.line({ when: whenOf(scene, at), rep: esc(rep), by: esc(by) }));
  const received = courtesies.slice(-MOST).map((one) =>
    words.courtesy({
      when: whenOf(scene, one.calledAt),
      receiver: esc(one.receiver),
      answer: words.answers[one.answer ?? 'none'] ?? '',
      assigned: one.assignedShare,
      receiverShare: 100 - one.assignedShare,
    }),
  );
  const lines = [...stamps, ...received].map((line) => `• ${line}`);
  return [section([`*${words.title}*`, ...lines].join('\n'))];
}
