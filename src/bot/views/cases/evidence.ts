import type { CaseView } from '../../../crm/cases/usecases/reading.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import { type AnyBlock, context, esc, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

type File = NonNullable<CaseView['file']>;
/** The person's words, and the moment from which days are named. */
type Speaking = Scene & { now: Date };
type Reason = File['proposal']['reasons'][number];

/** Lines shown one by one of each kind; the number says them all. */
const MOST = 8;

/** How a case was found that rests on a likeness only. */
const LIKELY = 'likely';

/** What the rules propose, and why; then everything both sides have on record, as of the claim. */
export function evidenceBlocks(asked: Scene, file: File, now: Date): AnyBlock[] {
  const scene = { ...asked, now };
  const { w } = scene;
  const words = w.cases.evidence;
  const lists = [
    [words.periods, periodLines(scene, file)],
    [words.arrivals, arrivalLines(scene, file)],
    [words.families, familyLines(scene, file)],
    [words.reports, reportLines(scene, file)],
    [words.holds, holdLines(scene, file)],
    [words.checks, checkLines(scene, file)],
  ] as const;
  return [
    proposalBlock(scene, file),
    section(
      [`*${words.title}*`, ...sideLines(scene, file), ...originLines(scene, file)].join('\n'),
    ),
    section(contactLines(scene, file).join('\n')),
    ...lists.flatMap(([title, lines]) =>
      lines.length > 0 ? [section([`*${title}*`, ...lines.slice(0, MOST)].join('\n'))] : [],
    ),
    context(words.noBiometrics),
  ];
}

function proposalBlock(scene: Speaking, file: File): AnyBlock {
  const { proposal: words, verdict, verdictLine } = scene.w.cases;
  const { rule, verdict: proposed, toId, reasons } = file.proposal;
  const line =
    proposed === 'give' && toId ? verdictLine.give({ to: nameOf(file, toId) }) : verdict[proposed];
  return section(
    [
      scene.w.common.pair({
        label: words.title,
        value: words.line({ verdict: line, rule: words.rules[rule] }),
      }),
      ...reasons.map((reason) => `• ${reasonLine(scene, file, reason)}`),
      `_${words.decides}_`,
    ].join('\n'),
  );
}

const reasonLine = (scene: Speaking, file: File, reason: Reason): string =>
  sayReason(scene.w, reason, {
    who: (id) => nameOf(file, id),
    when: (at) => whenOf(scene, at),
  });

/** A fact that speaks for the proposal or against it; how people and moments are called is the reader's. */
export function sayReason(
  { cases }: Messages,
  { code, who, at, n = 0 }: Reason,
  say: { who: (id: string) => string; when: (at: string) => string },
): string {
  const { reasons } = cases.proposal;
  if (code === 'protected' && !at) return reasons.protectedOpen;
  if (code === 'protectionOver' && !at) return reasons.protectionNone;
  return reasons[code]({ who: who ? say.who(who) : '', when: at ? say.when(at) : '', n });
}

const nameOf = ({ evidence, parties }: File, id: string): string =>
  esc(evidence.people[id] ?? parties.find(({ memberId }) => memberId === id)?.name ?? '?');

const whenOf = ({ actor, now }: Speaking, at: string): string =>
  formatDateTime(new Date(at), actor.locale, actor.zone, now);

function sideLines({ w }: Scene, { parties, foundBy }: File): string[] {
  const { evidence: words } = w.cases;
  const names = (side: string) =>
    parties
      .filter((one) => one.side === side)
      .map(({ name }) => esc(name))
      .join(w.common.comma);
  return [
    w.common.pair({ label: words.holder, value: names('holder') }),
    w.common.pair({ label: words.claimants, value: names('claimant') }),
    ...(foundBy === LIKELY ? [`⚠️ ${words.foundLikely}`] : []),
  ];
}

function originLines(scene: Speaking, file: File): string[] {
  const { w } = scene;
  const { evidence: words } = w.cases;
  const { registration, clock } = file.evidence;
  const kinds = w.fields.arrivalKind as Record<string, string>;
  const { owner, card } = w.ownership;
  const days = (n: number) => owner.days({ n });
  return [
    words.registered({
      when: whenOf(scene, registration.at),
      who: nameOf(file, registration.byId),
    }),
    words.arrived({
      when: whenOf(scene, registration.arrivedAt),
      kind: kinds[registration.kind] ?? registration.kind,
    }),
    ...(clock
      ? [
          owner.clock({
            when: clock.until
              ? w.common.aside({
                  said: whenOf(scene, clock.until),
                  note: card.because[clock.because] ?? '',
                })
              : null,
            first: days(clock.days.first),
            contact: days(clock.days.contact),
            maximum: days(clock.days.maximum),
          }),
        ]
      : []),
  ];
}

function contactLines(scene: Speaking, file: File): string[] {
  const { w } = scene;
  const { evidence: words } = w.cases;
  const { contacts } = file.evidence;
  const kinds = w.fields.contactKind as Record<string, string>;
  const visits = contacts.filter(({ kind }) => kind === 'visit' || kind === 'revisit').length;
  const shown = contacts.slice(0, MOST).map(({ at, enteredAt, kind, memberId }) => {
    const isLate = Date.parse(enteredAt) - Date.parse(at) > 86_400_000;
    const late = isLate ? ` · ${words.enteredLater({ when: whenOf(scene, enteredAt) })}` : '';
    return `• ${whenOf(scene, at)} · ${kinds[kind] ?? kind} · ${nameOf(file, memberId)}${late}`;
  });
  return [`*${words.contacts({ n: contacts.length })} · ${words.visits({ n: visits })}*`, ...shown];
}

function periodLines(scene: Speaking, file: File): string[] {
  const { w } = scene;
  const why = w.ownership.owner.why;
  const say = (code: string) => why[code] ?? w.assignment.why[code] ?? code;
  return file.evidence.periods.map((one) =>
    w.cases.evidence.period({
      who: nameOf(file, one.memberId),
      from: whenOf(scene, one.from),
      to: one.to ? whenOf(scene, one.to) : w.cases.evidence.stands,
      why: [one.why, one.endedWhy]
        .filter((code) => code !== null)
        .map(say)
        .join(' → '),
    }),
  );
}

function arrivalLines(scene: Speaking, file: File): string[] {
  const { evidence: words, how: hows } = scene.w.cases;
  return file.evidence.arrivals.map(({ at, memberId, how, courtesy }) => {
    const why = courtesy
      ? words.courtesyFor({
          who: nameOf(file, courtesy.assignedId),
          share: courtesy.assignedShare,
          answer: words.courtesyAnswers[courtesy.answer ?? 'none'] ?? '',
        })
      : (hows[how] ?? how);
    return `• ${whenOf(scene, at)} · ${nameOf(file, memberId)} · ${why}`;
  });
}

const familyLines = ({ w }: Scene, file: File): string[] =>
  file.evidence.families.map(
    ({ repId, number, relation }) =>
      `• ${w.cases.evidence.family({ who: nameOf(file, repId), number: sayNumber(number), relation: w.cases.relations[relation] ?? relation })}`,
  );

function reportLines(scene: Speaking, file: File): string[] {
  const { evidence: words, statuses } = scene.w.cases;
  return file.evidence.reports.map(({ number, at, status, company, receiverId }) => {
    const line = words.report({
      number: `P-${number}`,
      company: esc(company),
      when: whenOf(scene, at),
      status: statuses[status] ?? status,
    });
    const by = receiverId ? ` · ${words.reportReceived({ who: nameOf(file, receiverId) })}` : '';
    return `• ${line}${by}`;
  });
}

const holdLines = (scene: Speaking, file: File): string[] =>
  file.evidence.holds.map(
    ({ from, to, byId }) =>
      `• ${whenOf(scene, from)} – ${to ? whenOf(scene, to) : scene.w.cases.evidence.stands} · ${nameOf(file, byId)}`,
  );

const checkLines = (scene: Speaking, file: File): string[] =>
  file.evidence.checks.map(
    ({ memberId, at }) => `• ${whenOf(scene, at)} · ${nameOf(file, memberId)}`,
  );
