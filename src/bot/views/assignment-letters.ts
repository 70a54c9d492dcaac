import type { Given } from '../../crm/assignment/usecases.ts';
import { fieldOf } from '../../crm/customers/fields.ts';
import type { Letter } from '../../ledger/port.ts';
import { actions, button, esc, section } from '../blocks.ts';
import { callName } from './assignment.ts';
import { type Showing, showCanonical } from './show.ts';

/** Customers named one by one; the number says them all. */
const MOST = 10;

/** Customers that arrived without a rep and went to this one, each with why. */
export function arrivedLetter(given: Given[], showing: Showing): Letter {
  const { w, locale } = showing;
  const more = given.length - MOST;
  return {
    text: w.assignment.noteArrived,
    body: [
      section(w.assignment.arrived({ n: given.length })),
      ...given.slice(0, MOST).map((one) =>
        section(`*${esc(callName(one, locale))}*\n_${esc(whyOf(one, showing))}_`, {
          accessory: button(
            w.customers.menu.open,
            'customer.card',
            { id: one.id },
            { nth: one.id },
          ),
        }),
      ),
      ...(more > 0 ? [section(w.common.more({ n: more }))] : []),
      actions(button(w.customers.menu.myDay, 'day.open')),
    ],
  };
}

/** `by the rule for the source (Douyin)` */
function whyOf({ why, source }: Given, showing: Showing): string {
  const words = showing.w.assignment;
  const said = words.why[why] ?? why;
  return why === 'by-source' && source
    ? words.byRule({ why: said, value: showCanonical(fieldOf('source'), source, showing) })
    : said;
}

const FIELD_OF = {
  'by-source': 'source',
  'by-district': 'districts',
  'by-language': 'language',
} as const;

/** Why a customer went where, as its history keeps it, in words. Plain text: escape it before mrkdwn. */
export function sayBecause(kept: string, showing: Showing): string {
  const words = showing.w.assignment;
  const { why, value, absent } = JSON.parse(kept) as {
    why: string;
    value: string | null;
    absent: string[];
  };
  const key = FIELD_OF[why as keyof typeof FIELD_OF];
  const said = words.why[why] ?? why;
  const field = key && fieldOf(key);
  const text =
    field && value
      ? showCanonical(field, field.kind === 'choices' ? JSON.stringify([value]) : value, showing)
      : null;
  const whole = text ? words.byRule({ why: said, value: text }) : said;
  if (absent.length === 0) return whole;
  const names = absent.join(showing.locale === 'zh' ? '、' : ', ');
  return words.absent({ why: whole, names });
}
