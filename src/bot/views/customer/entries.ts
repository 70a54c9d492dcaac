import type { Action } from '../../../crm/access/policy.ts';
import { can } from '../../../crm/access/rules.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import type { Messages } from '../../../i18n/words.ts';
import { button } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';

/** A button about one customer: shown to those who may do it to this record. One line per thing to do. */
export interface Entry {
  doing: string;
  label: (w: Messages) => string;
  can: Action;
  /** What the doing calls the customer; `id` where nothing is said. */
  as?: string;
  /** Only with records of this kind. */
  when?: (file: CustomerFile) => boolean;
  style?: 'primary';
}

/** What is done most, in a thumb's reach: the first two rows of the card. */
export const CARD_ROWS: Entry[][] = [
  [
    {
      doing: 'contact.log',
      label: (w) => w.customers.card.logContact,
      can: 'contact:log',
      style: 'primary',
    },
    { doing: 'followup.plan', label: (w) => w.customers.card.planFollowUp, can: 'follow-up:plan' },
    { doing: 'customer.edit', label: (w) => w.customers.card.edit, can: 'customer:update' },
    {
      doing: 'texts.open',
      label: (w) => w.texts.button,
      can: 'contact:log',
      when: ({ doNotContact }) => !doNotContact,
    },
  ],
  [
    { doing: 'match.units', label: (w) => w.matching.button, can: 'match:see' },
    { doing: 'viewing.plan', label: (w) => w.viewings.button, can: 'viewing:plan' },
    { doing: 'deal.open', label: (w) => w.deals.button, can: 'deal:see' },
    { doing: 'customer.reveal', label: (w) => w.customers.card.reveal, can: 'customer:reveal' },
    { doing: 'customer.more', label: (w) => w.customers.more.button, can: 'customer:see' },
  ],
];

/**
 * What is done now and then, by group, behind More 更多. Each doing opens a modal, which takes the menu's
 * place; what is done in one tap belongs on the card.
 */
export const MORE_GROUPS: { group: keyof Messages['customers']['more']['groups']; all: Entry[] }[] =
  [
    {
      group: 'record',
      all: [
        { doing: 'playbook.open', label: (w) => w.playbooks.plan.button, can: 'playbook:see' },
        { doing: 'customer.history', label: (w) => w.customers.card.history, can: 'customer:see' },
        {
          doing: 'merging.open',
          label: (w) => w.merging.button,
          can: 'customer:merge',
          as: 'keepId',
        },
        {
          doing: 'unit.hold',
          label: (w) => w.properties.hold.title,
          can: 'property:hold',
          as: 'customerId',
        },
      ],
    },
    {
      group: 'owner',
      all: [
        { doing: 'owner.open', label: (w) => w.ownership.owner.button, can: 'owner:see' },
        { doing: 'customer.reassign', label: (w) => w.nudges.reassign, can: 'customer:reassign' },
        {
          doing: 'hold.open',
          label: (w) => w.ownership.card.hold,
          can: 'protection:hold',
          when: ({ repId }) => repId !== null,
        },
      ],
    },
    {
      group: 'people',
      all: [
        {
          doing: 'household.open',
          label: (w) => w.duplicates.family.button,
          can: 'customer:see',
        },
        { doing: 'referral.open', label: (w) => w.care.referral.button, can: 'customer:see' },
        {
          doing: 'satisfaction.open',
          label: (w) => w.care.satisfaction.button,
          can: 'customer:see',
        },
        { doing: 'care.open', label: (w) => w.care.days.button, can: 'customer:see' },
      ],
    },
  ];

/** The buttons among these that the person may press for this customer. */
export function entryButtons({ w, actor }: Scene, file: CustomerFile, entries: Entry[]) {
  return entries
    .filter((entry) => can(actor, entry.can, file) && (entry.when?.(file) ?? true))
    .map(({ doing, label, as = 'id', style }) =>
      button(label(w), doing, { [as]: file.id }, style && { style }),
    );
}
