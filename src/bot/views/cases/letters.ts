import type { CaseTold } from '../../../crm/cases/usecases/reading.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import { actions, button, esc, section } from '../../blocks.ts';
import { callName } from '../assignment.ts';
import type { Reader } from '../nudge.ts';
import { sayVerdict } from './case.ts';
import { sayReason } from './evidence.ts';

/** The card of a case for those who decide: number and surname only; everything else opens by its button. */
export function caseLetter(told: CaseTold, reader: Reader, waits = false): Letter {
  const { w, locale } = reader;
  const { cases } = w;
  const { row, parties, statements } = told;
  const last = told.verdicts.at(-1);
  const isOpen = row.state === 'waiting' || row.state === 'appealed';
  const claims = parties.filter(({ side }) => side === 'claimant').length;
  const lines = [
    cases.card.head({ n: row.number, customer: esc(callName(told.customer, locale)) }),
    cases.state[row.state] ?? row.state,
    `${cases.card.claimed({ n: claims })} · ${cases.card.statements({ n: statements })}`,
    waits && isOpen && cases.card.waitsSince({ when: whenOf(reader, row.waitingSince) }),
    last && `${sayVerdict(w, last, esc(last.toName ?? ''))} · ${esc(last.byName)}`,
  ];
  const evidence = waits ? [] : evidenceLines(told, reader);
  return {
    text: isOpen ? cases.card.note : cases.card.noteDone,
    body: [
      section(lines.filter(Boolean).join('\n')),
      ...(evidence.length > 0 ? [section(evidence.join('\n'))] : []),
      actions(
        button(
          cases.card.show,
          'case.show',
          { caseId: row.id },
          isOpen ? { style: 'primary' } : {},
        ),
      ),
    ],
  };
}

/**
 * Both sides' evidence in short, the rule that applies and the verdict it proposes. People are called by
 * their side: a channel can have more readers than those who decide.
 */
function evidenceLines({ file, row, parties }: CaseTold, reader: Reader): string[] {
  if (!file) return [];
  const { w } = reader;
  const { card, proposal: words, verdict, verdictLine } = w.cases;
  const { evidence, proposal } = file;
  const claimants = parties.filter(({ side }) => side === 'claimant').map((one) => one.memberId);
  const sideOf = (id: string): string => {
    if (id === row.holderId) return card.holder;
    const nth = claimants.indexOf(id) + 1;
    return nth === 0 ? card.other : card.claimant({ nth, of: claimants.length });
  };
  const when = (at: string) => whenOf(reader, new Date(at));
  const proposed =
    proposal.verdict === 'give' && proposal.toId
      ? verdictLine.give({ to: sideOf(proposal.toId) })
      : verdict[proposal.verdict];
  const counts = [
    w.cases.evidence.contacts({ n: evidence.contacts.length }),
    w.cases.evidence.visits({
      n: evidence.contacts.filter(({ kind }) => kind === 'visit' || kind === 'revisit').length,
    }),
    ...(evidence.arrivals.length > 0 ? [card.arrivals({ n: evidence.arrivals.length })] : []),
    ...(evidence.families.length > 0 ? [card.families({ n: evidence.families.length })] : []),
    ...(evidence.reports.length > 0 ? [card.reports({ n: evidence.reports.length })] : []),
  ];
  return [
    `*${w.cases.evidence.title}*`,
    ...proposal.reasons.map((one) => `• ${sayReason(w, one, { who: sideOf, when })}`),
    `• ${counts.join(' · ')}`,
    w.common.pair({
      label: `*${words.title}*`,
      value: words.line({ verdict: proposed, rule: words.rules[proposal.rule] }),
    }),
  ];
}

const whenOf = ({ locale, zone, now }: Reader, at: Date): string =>
  formatDateTime(at, locale, zone, now);

/** What a party is told privately. Which customer it is hears who holds it, and who was given something. */
export function newsLetter(
  told: CaseTold,
  news: { what: string; memberId: string },
  reader: Reader,
): Letter {
  const { w } = reader;
  const { row } = told;
  const caseId = row.id;
  const open = button(w.cases.list.show, 'case.show', { caseId });
  const speak = button(w.cases.speak.button, 'case.speak', { caseId }, { style: 'primary' });
  const appeal = button(w.cases.appeal.button, 'case.appeal', { caseId });
  const buttons = {
    opened: [speak, open],
    question: [speak, open],
    appealed: [open],
    verdict: [
      button(w.cases.news.reason, 'case.show', { caseId }, { style: 'primary' }),
      ...(row.state === 'decided' ? [appeal] : []),
    ],
  }[news.what];
  return {
    text: w.cases.news.note,
    body: [section(sayNews(told, news, reader)), actions(...(buttons ?? [open]))],
  };
}

function sayNews(
  told: CaseTold,
  { what, memberId }: { what: string; memberId: string },
  reader: Reader,
): string {
  const { w, locale } = reader;
  const { news } = w.cases;
  const { row, customer } = told;
  const n = row.number;
  const last = told.verdicts.at(-1);
  const isHolder = memberId === row.holderId;
  const name = esc(callName(customer, locale));
  if (what === 'opened')
    return isHolder ? news.opened({ n, customer: name }) : news.openedForYou({ n });
  if (what === 'question') return news.question({ n });
  if (what === 'appealed' || !last) return news.appealed({ n });
  const to = last.toId === memberId ? news.you : esc(last.toName ?? '');
  const line = news.verdict({
    n,
    customer: isHolder || last.toId === memberId ? name : '',
    line: sayVerdict(w, last, to),
  });
  const after =
    row.state === 'final' || last.instance === 2
      ? news.final
      : row.appealUntil && w.cases.until({ when: whenOf(reader, row.appealUntil) });
  return [line, after].filter(Boolean).join('\n');
}
