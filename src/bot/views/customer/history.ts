import type { Change } from '../../../crm/audit/rules.ts';
import { findField } from '../../../crm/customers/fields.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerRecord } from '../../../crm/customers/store.ts';
import { maskValue } from '../../../crm/customers/values.ts';
import { formatDateTime, formatNumber } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
import {
  type AnyBlock,
  actions,
  button,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { sayBecause } from '../assignment-letters.ts';
import { labelOf, type Showing, showCanonical } from '../show.ts';

/** One entry of the history: who, when, what: old → new (#74). */
export interface HistoryEntry {
  at: Date;
  who: string | null;
  action: string;
  /** Codes of how it was done and what came of it: a contact's kind and result. */
  about: string[];
  changes: Change[];
  /** Number of a merged record it was written to. */
  former: number | null;
}

interface HistoryPage {
  record: CustomerRecord;
  entries: HistoryEntry[];
  page: number;
  hasNext: boolean;
  now: Date;
  showing: Showing;
}

/** The history of a customer, newest first; contact details stay masked here too. */
export function historyModal(scene: Scene, data: HistoryPage): ModalView {
  const { w } = scene;
  const { record, page, entries } = data;
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'customer.history', { id: record.id, page: to }, { nth });
  const turns = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(data.hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
  return modal({
    id: 'customer.history-page',
    title: w.customers.history.title,
    close: w.common.back,
    blocks: [
      section(`*${sayNumber(record.number)} ${esc(record.name)}*`),
      ...(entries.length > 0
        ? entries.map((entry) => entryBlock(scene, entry, data))
        : [section(w.customers.history.none)]),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function entryBlock(scene: Scene, entry: HistoryEntry, { now, showing }: HistoryPage): AnyBlock {
  const { w, actor } = scene;
  const words = w.customers.history;
  const when = formatDateTime(entry.at, actor.locale, actor.zone, now);
  const did = actionWords(w)[entry.action] ?? words.other;
  const head = [
    when,
    esc(entry.who ?? words.system),
    did,
    ...entry.about.flatMap(aboutWord(scene)),
    ...(entry.former === null ? [] : [sayNumber(entry.former)]),
  ];
  // What a registration wrote is the file itself.
  const changes = entry.action === 'customer.register' ? [] : entry.changes;
  return section(
    [head.join(' · '), ...changes.flatMap((change) => changeLine(scene, change, showing))].join(
      '\n',
    ),
  );
}

/** What was done, as each area says it. */
const actionWords = (w: Messages): Record<string, string> => ({
  ...w.customers.history.action,
  ...w.ownership.history,
  ...w.reception.history,
  ...w.assignment.history,
  ...w.review.history,
  ...w.merging.history,
  ...w.cases.history,
  ...w.care.history,
  ...w.viewings.history,
  ...w.matching.history,
  ...w.playbooks.history,
  ...w.deals.history,
});

/** `phone`, `no answer`; codes that have no words for people say nothing. */
const aboutWord =
  ({ w }: Scene) =>
  (code: string): string[] => {
    const kinds: Record<string, string> = w.fields.contactKind;
    const results: Record<string, string> = w.work.contact.results;
    return [kinds[code] ?? results[code]].filter((word) => word !== undefined);
  };

function changeLine(scene: Scene, change: Change, showing: Showing): string[] {
  const { empty } = scene.w.customers.conflict;
  const spoken = speakField(scene, change.field, showing);
  if (!spoken) return [];
  const [before, after] = [change.old, change.new].map((text) =>
    text === null ? empty : esc(spoken.say(text)),
  );
  const value = `${spoken.isNew ? '' : `${before} → `}${after}`;
  return [`• ${scene.w.common.pair({ label: spoken.label, value })}`];
}

interface Spoken {
  label: string;
  say: (text: string) => string;
  /** Never has a value before: only the new one is said. */
  isNew?: true;
}

/** How a changed field is called and its values are said; null for what is not said (ids). */
function speakField(scene: Scene, key: string, showing: Showing): Spoken | null {
  const { w, actor } = scene;
  const words = w.customers.history;
  const among = (labels: Record<string, string>) => (text: string) => labels[text] ?? text;
  const field = findField(key);
  if (field) {
    const isIdentity = field.kind === 'phones' || field.indexed || field.key === 'address';
    const mask = (text: string) =>
      field.kind === 'phones'
        ? (JSON.parse(text) as string[]).map((phone) => maskValue(field, phone)).join(', ')
        : maskValue(field, text);
    return {
      label: labelOf(w, field.key),
      say: (text) => (isIdentity ? mask(text) : showCanonical(field, text, showing)),
    };
  }
  switch (key) {
    case 'stage':
      return { label: w.fields.label.stage, say: among(w.fields.stage) };
    case 'grade':
      return { label: w.fields.label.grade, say: (text) => text };
    case 'status':
      return { label: words.status, say: among(words.statuses) };
    case 'consent':
    case 'doNotContact':
      return {
        label: key === 'consent' ? w.fields.label.consent : w.customers.card.doNotContact,
        say: among({ yes: w.common.yes, no: w.common.no }),
      };
    case 'assignedRep':
      return { label: w.customers.card.assigned, say: (text) => text };
    case 'assignedBecause':
      return { label: w.assignment.because, say: (text) => sayBecause(text, showing), isNew: true };
    case 'hold':
      return { label: w.ownership.hold.reason, say: (text) => text, isNew: true };
    case 'review.text':
      return { label: w.review.historyText, say: (text) => text, isNew: true };
    case 'reportedBy':
      return { label: w.review.reportedBy, say: among(w.review.reportedWays), isNew: true };
    case 'proposal':
      return { label: w.matching.historyUnits, say: (text) => text, isNew: true };
    case 'said':
      return { label: words.said, say: (text) => text, isNew: true };
    case 'followUp.due':
      return {
        label: w.customers.card.nextFollowUp,
        say: (text) => formatDateTime(new Date(text), actor.locale, actor.zone),
      };
    case 'viewing.at':
      return {
        label: w.viewings.when,
        say: (text) => formatDateTime(new Date(text), actor.locale, actor.zone),
      };
    case 'viewing.units':
      return { label: w.viewings.units, say: (text) => text };
    case 'viewing.outcome':
      return { label: w.viewings.outcome, say: among(w.viewings.outcomes), isNew: true };
    case 'viewing.liked':
      return { label: w.viewings.liked, say: (text) => text, isNew: true };
    case 'viewing.objections':
      return { label: w.viewings.objections, say: (text) => text, isNew: true };
    case 'viewing.note':
      return { label: w.viewings.note, say: (text) => text, isNew: true };
    case 'competitor':
    case 'bringBack':
    case 'winBackOn':
      return { label: w.playbooks.loss[key], say: (text) => text, isNew: true };
    case 'followUp.what':
      return { label: words.what, say: (text) => text, isNew: true };
    default:
      return dealField(w, actor.locale, key);
  }
}

/** What changed in a deal; amounts stand as numbers in the audit. */
function dealField(w: Messages, locale: Locale, key: string): Spoken | null {
  const label = w.deals.changed[key];
  const results: Record<string, string> = w.deals.checks.results;
  const say = (text: string) =>
    /^\d{4,}$/.test(text) ? formatNumber(Number(text), locale) : (results[text] ?? text);
  return label ? { label, say } : null;
}
