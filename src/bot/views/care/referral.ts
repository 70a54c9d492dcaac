import type { Referral, Seen } from '../../../crm/care/usecases/referral.ts';
import { sayNumber } from '../../../crm/customers/rules.ts';
import { formatDay } from '../../../i18n/format.ts';
import { surnameWithTitle } from '../../../lib/names.ts';
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
import { checkboxes, searchSelect, textInput } from '../../form.ts';
import { callName } from '../assignment.ts';

/** Who brought a customer, whom it brought, what was earned; for whoever may, a form to say who brought it. */
export function referralModal(scene: Scene, referral: Referral, done?: string): ModalView {
  const { w } = scene;
  const words = w.care.referral;
  const { record, above, below, mayChange } = referral;
  const isAlone = above.length === 0 && below.length === 0;
  return modal({
    id: 'referral.set',
    title: `${words.title} ${sayNumber(record.number)}`,
    ...(mayChange && { submit: words.save }),
    close: w.common.close,
    memo: { id: record.id },
    blocks: [
      ...(done ? [section(done), divider()] : []),
      ...(isAlone ? [section(words.nobody)] : [section(chainOf(scene, referral))]),
      ...countsLines(scene, referral),
      ...broughtBlocks(scene, referral),
      ...creditBlocks(scene, referral),
      ...(mayChange ? changeBlocks(scene, referral) : []),
    ],
  });
}

/** `C-1001 王女士`; somebody else's customer is a number only. */
function call({ w, actor }: Scene, { number, person }: Seen): string {
  if (!person) return w.common.aside({ said: sayNumber(number), note: w.care.hidden });
  return esc(callName({ number, ...person }, actor.locale));
}

function chainOf(scene: Scene, { record, above }: Referral): string {
  const { referral: words } = scene.w.care;
  const own = `*${esc(callName(record, scene.actor.locale))}*`;
  const chain = [...above.map((one) => call(scene, one)).reverse(), own].join(words.arrow);
  return words.chain({ chain });
}

function countsLines({ w }: Scene, { counts }: Referral): AnyBlock[] {
  if (!counts) return [];
  const words = w.care.referral;
  if (!counts.rep) return [context(words.countsNobody)];
  const why = counts.because ? words.because[counts.because] : words.served;
  return [
    context(
      w.common.aside({ said: words.counts({ rep: esc(counts.rep) }), note: why }),
      ...(counts.isAnother ? [words.another] : []),
    ),
  ];
}

function broughtBlocks(scene: Scene, { below, hasMore }: Referral): AnyBlock[] {
  if (below.length === 0) return [];
  const words = scene.w.care.referral;
  const lines = below.map((one) =>
    words.broughtLine({ customer: call(scene, one), n: one.brought }),
  );
  return [section([words.brought({ n: below.length, more: hasMore }), ...lines].join('\n'))];
}

function creditBlocks(scene: Scene, { record, credits }: Referral): AnyBlock[] {
  if (credits.length === 0) return [];
  const { w, actor } = scene;
  const words = w.care.referral;
  return [
    divider(),
    section(words.credits),
    ...credits.map((one) => {
      const day = (at: Date) => formatDay(at, actor.locale, actor.zone);
      const line = words.credit({
        event: words.event[one.event] ?? one.event,
        to: words.to[one.recipient] ?? one.recipient,
        what: esc(actor.locale === 'zh' ? one.whatZh : one.whatEn),
      });
      const state = one.givenAt
        ? words.given({ when: day(one.givenAt) })
        : words.earned({ when: day(one.earnedAt) });
      const give = button(
        words.give,
        'referral.give',
        { creditId: one.id, customerId: record.id },
        { nth: one.id },
      );
      return section(`${line} · ${state}`, one.mayGive ? { accessory: give } : {});
    }),
  ];
}

function changeBlocks(scene: Scene, { record, above, isAsked }: Referral): AnyBlock[] {
  const words = scene.w.care.referral;
  const [nearest] = above;
  const asked = { value: 'asked', label: words.asked };
  return [
    divider(),
    searchSelect({
      key: 'referrer',
      label: words.referrer,
      hint: words.referrerHint,
      source: 'customers',
      optional: true,
      ...(nearest && {
        initial: {
          value: nearest.id,
          label: nearest.person
            ? `${sayNumber(nearest.number)} ${nearest.person.name}`
            : sayNumber(nearest.number),
        },
      }),
    }),
    checkboxes({
      key: 'asked',
      label: words.askedLabel,
      options: [asked],
      optional: true,
      ...(isAsked && { initial: ['asked'] }),
    }),
    actions(button(words.introduce, 'referral.introduce', { id: record.id })),
  ];
}

/** The phone of somebody whom a customer will bring. */
export function introduceModal(
  scene: Scene,
  record: { id: string; number: number; name: string; gender: string | null },
): ModalView {
  const { w, actor } = scene;
  const words = w.care.referral;
  return modal({
    id: 'referral.introduce-save',
    title: words.introduceTitle,
    submit: words.save,
    close: w.common.cancel,
    memo: { id: record.id },
    blocks: [
      section(words.introduceIntro({ customer: esc(callName(record, actor.locale)) })),
      textInput({ key: 'phone', label: words.phone, maxLength: 40 }),
    ],
  });
}

/** How a customer is spoken to in a text of ours: 王女士, Ms Wang. */
export const addressOf = (
  { name, gender }: { name: string; gender: string | null },
  locale: Scene['actor']['locale'],
): string => surnameWithTitle(name, gender, locale);
