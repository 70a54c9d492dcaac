import { type Messages, refusalSentence } from '../i18n/words.ts';
import { errorReference, type Log } from '../lib/log.ts';
import { Refusal, Refusals } from '../lib/refusal.ts';
import { escapeMrkdwn } from '../lib/slack-text.ts';

/** What a failure is to the person: sentences by field, and one for elsewhere. */
export interface Trouble {
  fields: Record<string, string>;
  line: string;
  /** Where the person can go on instead. */
  next?: Way;
  /** What else can be done about it, said privately: a field's error has no button. */
  offer?: Way;
}

/** A button that leads on. */
interface Way {
  label: string;
  doing: string;
  input: Record<string, string | number>;
}

/**
 * The one place that turns errors into words. A refusal says its sentence; anything else is a bug, and
 * the person gets a short reference that the log knows.
 */
export function troubleOf(
  error: unknown,
  w: Messages,
  during: { log: Log; kind: string },
): Trouble {
  if (error instanceof Refusals) return gather(error.list, w);
  if (error instanceof Refusal) return gather([error], w);
  const reference = errorReference();
  during.log.error('request.failed', { kind: during.kind, reference }, error);
  return { fields: {}, line: w.common.somethingBroke({ reference }) };
}

function gather(refusals: Refusal[], w: Messages): Trouble {
  const fields: Record<string, string> = {};
  for (const refusal of refusals) {
    if (refusal.field) fields[refusal.field] ??= refusalSentence(w, refusal);
  }
  const line = refusals.map((refusal) => lineOf(refusal, w)).join('\n');
  const merged = refusals.find(({ code }) => code === 'customerMerged');
  const offer = refusals.find((refusal) => refusal.offer)?.offer;
  return {
    fields,
    line,
    ...(merged && { next: nextOf(merged, w) }),
    ...(offer && { offer: { label: w.common.offers[offer.doing] ?? offer.doing, ...offer } }),
  };
}

/** A record that became part of another leads to the one that stays; whether it opens is asked there. */
function nextOf({ params }: Refusal, w: Messages): Way {
  const label = w.merging.openKept({ number: String(params.number) });
  return { label, doing: 'customer.card', input: { id: String(params.id) } };
}

/** A field's error is plain text; a line is mrkdwn, where what somebody typed must have no effect. */
function lineOf({ code, params }: Refusal, w: Messages): string {
  const harmless = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'string' ? escapeMrkdwn(value) : value,
  ]);
  return refusalSentence(w, { code, params: Object.fromEntries(harmless) });
}
