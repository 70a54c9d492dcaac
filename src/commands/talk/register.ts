import { esc } from '../../bot/blocks.ts';
import type { Reply } from '../../bot/reply.ts';
import { labelOf, showValue } from '../../bot/views/show.ts';
import { canEver } from '../../crm/access/rules.ts';
import { ALL_FIELDS } from '../../crm/customers/fields.ts';
import { readFields } from '../../crm/customers/schema.ts';
import { type Prefilled, prefillOf } from '../../crm/registration/schema/prefill.ts';
import { type Reading, readLines } from '../../crm/registration/schema/reader.ts';
import { officeHours } from '../../crm/settings/rules.ts';
import { formatDateTime, formatDay, formatEcho } from '../../i18n/format.ts';
import { maskPhone } from '../../lib/phone.ts';
import { plain } from '../../lib/slack-text.ts';
import { parseWhen } from '../../lib/when/index.ts';
import { findReferrer, sayReferrer, wordsContext } from '../customer/line.ts';
import { showingFor } from '../customer/showing.ts';
import { type Choice, propose } from './proposal.ts';
import type { Talk } from './talk.ts';

/** Longest text that is read as customers: a dozen pasted at once. */
const LONGEST = 2_000;

/**
 * A line about a new customer, or a pasted report with one on each line. `sure`: it was said to be a
 * registration; otherwise a phone (or several people) makes it one. Null where it is none.
 */
export async function answerRegistration(
  talk: Talk,
  text: string,
  sure: boolean,
): Promise<Reply | null> {
  const { scene, settings, now } = talk;
  if (text.length > LONGEST || !canEver(scene.actor, 'customer:register')) return null;
  const readings = readLines(text, wordsContext(scene, settings, now)).filter(
    (reading) => sure || isNewcomer(reading),
  );
  const [only] = readings;
  if (!only) return null;
  if (readings.length > 1) return offerSeveral(talk, readings);
  return offerOne(talk, only);
}

/** A name with a phone, hidden or not, or with a WeChat id. A phone alone is looked up, not registered. */
const isNewcomer = ({ values }: Reading): boolean =>
  Boolean(values.name) && Boolean(values.phones ?? values.maskedPhones ?? values.wechat);

/** A name with at least two wishes: a new customer where nobody of that name is known. */
export async function answerStranger(talk: Talk, text: string): Promise<Reply | null> {
  const { scene, settings, now } = talk;
  if (text.length > LONGEST || !canEver(scene.actor, 'customer:register')) return null;
  const [reading] = readLines(text, wordsContext(scene, settings, now));
  const { name, gender: _, followUp: __, ...wishes } = reading?.values ?? {};
  if (!reading || !name || Object.keys(wishes).length < 2) return null;
  return offerOne(talk, reading);
}

function offerSeveral({ scene }: Talk, readings: Reading[]): Promise<Reply> {
  const words = scene.w.talk;
  return propose(
    scene,
    { text: words.registerSeveral({ n: readings.length }) },
    readings.map((reading, nth) => ({
      label: `${nth + 1}. ${reading.values.name ?? plain(reading.text, 20)}`,
      doing: 'customer.new',
      input: { text: reading.text },
    })),
  );
}

async function offerOne(talk: Talk, reading: Reading): Promise<Reply> {
  const { scene, settings, isShared } = talk;
  const { w } = scene;
  const found = prefillOf(reading, settings);
  const check: Choice = {
    label: w.talk.checkForm,
    doing: 'customer.new',
    input: { text: reading.text },
  };
  const values = await valuesOf(talk, found);
  const isWhole = Boolean(values.name) && Boolean(values.phones ?? values.wechat);
  const register: Choice = {
    label: w.talk.doRegister,
    doing: 'customer.register',
    input: { open: [], values },
    done: w.talk.registered,
  };
  const who = isShared ? w.talk.doRegister : esc(reading.values.name ?? '');
  return propose(
    scene,
    { text: w.talk.register({ who }), notes: isShared ? [] : linesOf(talk, found) },
    isWhole ? [register, check] : [check],
  );
}

/** The form's values as it would be submitted; a date in words that mean the same tomorrow. */
async function valuesOf(talk: Talk, found: Prefilled): Promise<Record<string, string | string[]>> {
  const { scene } = talk;
  const referrer = await findReferrer(scene, found);
  const { nextFollowUp, ...typed } = found.typed;
  return {
    ...typed,
    ...(nextFollowUp && { nextFollowUp: fixDate(talk, String(nextFollowUp)) }),
    ...(found.referrer && !referrer && { referrer: sayReferrer(found) }),
    ...(referrer && { referrerId: referrer.id }),
  };
}

function fixDate({ scene, settings, now }: Talk, text: string): string {
  const { zone, locale } = scene.actor;
  const when = parseWhen(text, { now, zone, locale, officeHours: officeHours(settings, zone) });
  if (!when || when.ambiguous) return text;
  const say = when.grain === 'day' || when.grain === 'coarse' ? formatDay : formatDateTime;
  return `${say(when.instant, locale, zone)} ${when.rest}`.trim();
}

/** Each value that was understood on a line, the phones masked, then what was not understood. */
function linesOf(talk: Talk, found: Prefilled): string[] {
  const { scene, settings, now } = talk;
  const { w, actor } = scene;
  const { note: _, ...typed } = found.typed;
  const readable = { ...typed } as Record<string, string | string[]>;
  delete readable.nextFollowUp;
  const values = readFields(readable, settings);
  const showing = showingFor(scene, settings);
  const lines = ALL_FIELDS.flatMap((field) => {
    const value = values[field.key];
    const isSaid = field.key in readable && field.key !== 'name';
    if (!isSaid || value === undefined || value === null) return [];
    const shown =
      field.kind === 'phones'
        ? (value as string[]).map(maskPhone).join(', ')
        : showValue(field, value, showing);
    return shown ? [w.talk.field({ label: labelOf(w, field.key), value: esc(shown) })] : [];
  });
  const { nextFollowUp } = typed;
  const when = nextFollowUp
    ? parseWhen(String(nextFollowUp), {
        now,
        zone: actor.zone,
        locale: actor.locale,
        officeHours: officeHours(settings, actor.zone),
      })
    : null;
  return [
    lines.join(' · '),
    when && w.talk.next({ when: formatEcho(when.instant, actor.locale, actor.zone, when.grain) }),
    when?.unofficial && w.talk.unofficial({ year: String(when.instant.getUTCFullYear()) }),
    found.left && w.customers.form.textLeft({ text: esc(found.left).slice(0, 500) }),
  ].filter((line): line is string => Boolean(line));
}
