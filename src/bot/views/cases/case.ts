import { canEver } from '../../../crm/access/rules.ts';
import type { CaseView, CaseWord, StoredVerdict } from '../../../crm/cases/usecases/reading.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';
import { evidenceBlocks } from './evidence.ts';

/** Blocks of words and verdicts besides the evidence; Slack draws 100. */
const MOST_WORDS = 12;

/** A case as the person may see it: with the evidence for who decides, with their own words for a party. */
export function caseModal(scene: Scene, view: CaseView, said?: string): ModalView {
  const { w } = scene;
  const { row, file, verdicts } = view;
  return modal({
    id: 'case.shown',
    title: w.cases.number({ n: row.number }),
    close: w.common.close,
    memo: { caseId: row.id },
    blocks: [
      ...(said ? [section(said), divider()] : []),
      section(headline(scene, view)),
      ...doings(scene, view),
      ...verdicts.map((one) => section(verdictText(scene, one, view.now))),
      ...(file ? [divider(), ...evidenceBlocks(scene, file, view.now)] : []),
      ...(view.words.length > 0 ? [divider()] : []),
      ...view.words.slice(-MOST_WORDS).flatMap((word) => wordBlocks(scene, word, view)),
      ...(view.customer && !file && view.side === null ? [context(w.cases.evidence.erased)] : []),
    ],
  });
}

function headline({ w, actor }: Scene, { row, customer, side, now }: CaseView): string {
  const { cases } = w;
  const until = row.appealUntil;
  return [
    customer && `*${esc(callName(customer, actor.locale))}*`,
    cases.state[row.state] ?? row.state,
    side === 'holder' && cases.yours,
    side === 'claimant' && cases.yourClaim,
    row.state === 'decided' &&
      until &&
      cases.until({ when: formatDateTime(until, actor.locale, actor.zone, now) }),
  ]
    .filter(Boolean)
    .join('\n');
}

/** One primary button: deciding, or speaking. */
function doings({ w, actor }: Scene, view: CaseView): AnyBlock[] {
  const { row, may, customer, side } = view;
  const { cases } = w;
  const caseId = row.id;
  const mayOpen = customer && side === null;
  const buttons = [
    ...(may.judge
      ? [
          button(cases.judge.button, 'case.decide', { caseId }, { style: 'primary' }),
          button(cases.ask.button, 'case.ask', { caseId }),
        ]
      : []),
    ...(may.speak
      ? [button(cases.speak.button, 'case.speak', { caseId }, { style: 'primary' })]
      : []),
    ...(may.appeal ? [button(cases.appeal.button, 'case.appeal', { caseId })] : []),
    ...(mayOpen || customer?.repId === actor.id
      ? [button(w.customers.menu.open, 'customer.card', { id: customer!.id })]
      : []),
    ...concealment({ w, actor }, view),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

/** Where a claimant received a colleague's customer without calling: who decides can put it on record. */
function concealment(
  { w, actor }: Pick<Scene, 'w' | 'actor'>,
  { file, customer }: CaseView,
): ReturnType<typeof button>[] {
  const found = file?.proposal.reasons.find(({ code }) => code === 'concealed');
  if (!found?.who || !customer || !canEver(actor, 'breach:record')) return [];
  const input = { memberId: found.who, customerId: customer.id, kind: 'concealed' };
  return [button(w.cases.judge.concealed, 'breach.new', input)];
}

/** The verdict in words: `goes to Li Na`. */
export function sayVerdict(
  { cases }: Messages,
  { verdict, share }: Pick<StoredVerdict, 'verdict' | 'share'>,
  to: string,
): string {
  const words = cases.verdictLine;
  if (verdict === 'give') return words.give({ to });
  if (verdict === 'split') return words.split({ to, share: share ?? 0 });
  return words[verdict];
}

function verdictText({ w, actor }: Scene, one: StoredVerdict, now: Date): string {
  const when = formatDateTime(one.at, actor.locale, actor.zone, now);
  const head = w.cases.decidedBy({ when, who: esc(one.byName) });
  const verdict = `*${sayVerdict(w, one, esc(one.toName ?? ''))}*`;
  return [
    `⚖️ ${head} ${one.instance === 2 ? w.common.aside({ said: verdict, note: w.cases.onAppeal }) : verdict}`,
    esc(one.reason ?? w.cases.evidence.erased),
  ].join('\n');
}

/** Who said it is told to who decides, and to themselves; a question is nobody's in particular. */
function wordBlocks({ w, actor }: Scene, word: CaseWord, { now, file }: CaseView): AnyBlock[] {
  const { said, kind, memberId } = word;
  const isNamed = file !== null || memberId === actor.id;
  const head = [
    `*${w.cases.said[kind] ?? kind}*`,
    isNamed && esc(word.name),
    formatDateTime(word.at, actor.locale, actor.zone, now),
  ]
    .filter(Boolean)
    .join(' · ');
  if (!said) return [section(`${head}\n${w.cases.evidence.erased}`)];
  const links = said.links.map((link) => `<${link.replace(/&/g, '&amp;')}>`);
  return [
    section(`${head}\n${esc(said.text)}`),
    ...(links.length > 0 ? [context(links.join('\n'))] : []),
  ];
}
