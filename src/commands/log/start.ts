import type { Scene } from '../../bot/doing.ts';
import { type ContactForm, type ContactMemo, sayDue, type Who } from '../../bot/views/contact.ts';
import { can } from '../../crm/access/rules.ts';
import type { FieldKey } from '../../crm/customers/fields.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import type { CustomerLine } from '../../crm/customers/store-search.ts';
import { findDraft } from '../../crm/drafts/usecases.ts';
import { isDayOnly } from '../../crm/followups/rules.ts';
import { type ContactKind, type Result, resultsOf } from '../../crm/interactions/rules.ts';
import { readForContact } from '../../crm/interactions/usecases/index.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { formatDateTime, formatDay } from '../../i18n/format.ts';

/** What is known before the form opens: kind, result and words as far as they were given. */
export interface Given {
  kind: ContactKind | null;
  result: Result | null;
  said: string | null;
  happenedAt?: Date | null;
  /** Words of the next date; null: propose one. */
  next: string | null;
  notice?: string;
  origin: ContactMemo['origin'];
  /** Shown again in place: initial values that changed need a new name. */
  revision?: number;
}

/** The form for a customer that is known: the next date as proposed, and the missing field most worth asking. */
export async function knownForm(
  scene: Scene,
  who: { customerId: string; followUpId: string | null },
  given: Given,
): Promise<ContactForm> {
  const kind = given.kind ?? 'phone';
  const result = given.result ?? resultsOf(kind)[0]!;
  const { file, settings, now, next, missing } = await readForContact(scene, { ...who, result });
  const proposed = next && sayProposed(scene, next, now);
  const draftAt = await findLeftAt(scene, who, given);
  const asks = missing !== null && can(scene.actor, 'customer:update', file);
  return {
    who: { known: file },
    now,
    kind,
    result,
    said: given.said,
    happenedAt: given.happenedAt ?? null,
    next: given.next ?? proposed,
    nextEcho: next && sayDue(scene, next),
    settings,
    ...(given.notice && { notice: given.notice }),
    ...(draftAt && { draftAt }),
    memo: {
      customerId: who.customerId,
      ...(who.followUpId && { followUpId: who.followUpId }),
      ...(proposed && { proposed }),
      ...(asks && { asked: missing as FieldKey }),
      origin: given.origin ?? null,
      ...(given.revision && { revision: given.revision }),
    },
  };
}

/** The form for a customer still to be chosen: of the few that fit, or by search. */
export async function openForm(
  scene: Scene,
  found: CustomerLine[],
  given: Given,
): Promise<ContactForm> {
  const { settings, now } = await readOwnSettings(scene);
  const kind = given.kind ?? 'phone';
  const draftAt = await findLeftAt(scene, {}, given);
  const who: Who = found.length > 0 ? { several: found.map(optionOf) } : { search: true };
  return {
    who,
    now,
    kind,
    result: given.result ?? resultsOf(kind)[0]!,
    said: given.said,
    happenedAt: given.happenedAt ?? null,
    next: given.next,
    nextEcho: null,
    settings,
    ...(given.notice && { notice: given.notice }),
    ...(draftAt && { draftAt }),
    memo: {
      origin: given.origin ?? null,
      ...('several' in who && { several: who.several }),
      ...(given.revision && { revision: given.revision }),
    },
  };
}

/** Under which name a half-filled form is kept: one per customer, one where none is chosen yet. */
export const draftKey = ({ customerId }: { customerId?: string | undefined }): string =>
  customerId ? `contact.save:${customerId}` : 'contact.save';

/** When a form of this customer was left half-filled; a form that has words already offers nothing. */
async function findLeftAt(
  scene: Scene,
  of: { customerId?: string },
  given: Given,
): Promise<Date | null> {
  if (given.said !== null) return null;
  return (await findDraft(scene, draftKey(of)))?.savedAt ?? null;
}

/** A customer as an option: number, name and assigned rep's name tell namesakes apart. */
export function optionOf(line: CustomerLine) {
  return {
    value: line.id,
    label: `${sayNumber(line.number)} ${line.name}`,
    ...(line.repName && { hint: line.repName }),
  };
}

/** The proposed date in words that are understood again when somebody adds to them. */
function sayProposed(scene: Scene, due: { dueAt: Date; grain: string }, now: Date): string {
  const { locale, zone } = scene.actor;
  return isDayOnly(due.grain)
    ? formatDay(due.dueAt, locale, zone, now)
    : formatDateTime(due.dueAt, locale, zone, now);
}

/** Nobody fits; the first word may have been a subcommand with a slip in it. */
export const notFound = ({ w, slip }: Scene): string =>
  [w.work.contact.notFound, slip && w.common.nearest({ word: slip })].filter(Boolean).join('\n');
