import { sayNumber } from '../../../crm/customers/rules.ts';
import type { Sheet } from '../../../crm/matching/usecases/proposals.ts';
import { formatArea, formatDay } from '../../../i18n/format.ts';
import { words } from '../../../i18n/words.ts';
import type { Locale } from '../../../lib/locale.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
import {
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
import { callUnit, metWords, sayPrice } from './lines.ts';

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
      ...textOf(sheet, locale, scene.actor.zone).map((part) => section(esc(part))),
      divider(),
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

/** The sheet in plain text: its head, each home, its foot. */
function textOf(sheet: Sheet, locale: Locale, zone: string): string[] {
  const w = words(locale);
  const says = w.matching.sheet;
  const { record, homes, proposal } = sheet;
  const customer = surnameWithTitle(record.name, record.gender as 'female' | 'male' | null, locale);
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
  const facts = [
    w.fields.layouts[unit.layout],
    says.area({ area: formatArea({ min: unit.area, max: unit.area }, locale) }),
    unit.floor === null ? null : w.matching.floor({ n: unit.floor }),
  ];
  return [
    `${nth}. ${callUnit(unit, locale)}`,
    facts.filter(Boolean).join(w.common.comma),
    says.price({ price: sayPrice(listPrice, currency, locale) }),
    unit.transit && says.transit({ text: unit.transit }),
    unit.schools && says.school({ text: unit.schools }),
    ...unit.files.filter(({ kind }) => kind === 'plan').map(({ url }) => says.plan({ url })),
    met && says.fits({ what: met }),
  ]
    .filter(Boolean)
    .join('\n');
}
