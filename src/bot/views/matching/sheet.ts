import { sayNumber } from '../../../crm/customers/rules.ts';
import type { Sheet } from '../../../crm/matching/usecases/proposals.ts';
import { formatDay, formatPrice } from '../../../i18n/format.ts';
import { words } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import { actions, button, context, copyable, type ModalView, modal } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callUnit, describeUnit } from '../property/lines.ts';
import { metWords } from './lines.ts';

/**
 * The clean sheet of a proposal: in the language asked for, to be copied by a long press. Nothing but the
 * list price and what the unit says of itself; no minimum price, no note of ours.
 */
export function sheetModal(scene: Scene, sheet: Sheet, locale: Locale): ModalView {
  const { w } = scene;
  const own = w.matching.sheet;
  const { proposal, record, mayTakeBack } = sheet;
  const other: Locale = locale === 'zh' ? 'en' : 'zh';
  return modal({
    id: 'proposal.sheet',
    title: own.title,
    close: w.common.close,
    blocks: [
      context(proposal.withdrawnAt ? own.takenBack : own.copy),
      copyable(textOf(sheet, locale, scene.actor.zone).join('\n\n')),
      actions(
        button(other === 'zh' ? own.inChinese : own.inEnglish, 'proposal.show', {
          proposalId: proposal.id,
          locale: other,
        }),
        ...(mayTakeBack
          ? [button(own.takeBack, 'proposal.take-back', { proposalId: proposal.id })]
          : []),
        button(own.back, 'match.page', { id: record.id, page: 0 }),
      ),
    ],
  });
}

/** The sheet in plain text: its head, each home, its foot. A rich text needs no escaping: nothing in it is markup. */
function textOf(sheet: Sheet, locale: Locale, zone: string): string[] {
  const w = words(locale);
  const says = w.matching.sheet;
  const { record, homes, proposal } = sheet;
  const customer = surnameWithTitle(record.name, record.gender, locale);
  return [
    says.head({ customer, number: sayNumber(record.number) }),
    ...homes.map((home, nth) => homeText(home, nth + 1, locale)),
    says.foot({ day: formatDay(proposal.at, locale, zone, sheet.now), rep: sheet.repName }),
  ];
}

function homeText(home: Sheet['homes'][number], nth: number, locale: Locale): string {
  const w = words(locale);
  const says = w.matching.sheet;
  const { unit, listPrice, currency, verdict } = home;
  const met = metWords(verdict, { w }).join(w.common.comma);
  return [
    `${nth}. ${callUnit(unit, locale)}`,
    describeUnit(unit, { w, locale }),
    says.price({ price: formatPrice(listPrice, currency, locale) }),
    unit.transit && says.transit({ text: unit.transit }),
    unit.schools && says.school({ text: unit.schools }),
    ...unit.files.filter(({ kind }) => kind === 'plan').map(({ url }) => says.plan({ url })),
    met && says.fits({ what: met }),
  ]
    .filter(Boolean)
    .join('\n');
}
