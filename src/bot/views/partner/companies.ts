import type { Company } from '../../../crm/partners/store.ts';
import {
  actions,
  button,
  confirm,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { textInput } from '../../form.ts';

/** Slack draws at most 100 blocks. */
const MOST = 80;

/** The partner companies of a manager's teams. */
export function companiesModal({ w }: Scene, companies: Company[], said?: string): ModalView {
  const words = w.partners.companies;
  return modal({
    id: 'company.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(said ? [section(said)] : []),
      actions(button(words.add, 'company.open', {}, { style: 'primary' })),
      divider(),
      ...(companies.length === 0 ? [section(words.none)] : []),
      ...companies.slice(0, MOST).map(({ id, name }) =>
        section(`*${esc(name)}*`, {
          accessory: button(words.change, 'company.open', { id }, { nth: id }),
        }),
      ),
    ],
  });
}

/** The form of a new company, or of a known one. */
export function companyForm({ w }: Scene, company?: Company): ModalView {
  const words = w.partners.companies;
  return modal({
    id: 'company.save',
    title: words.title,
    submit: w.common.save,
    close: w.common.cancel,
    memo: company ? { id: company.id } : {},
    blocks: [
      textInput({
        key: 'name',
        label: words.name,
        maxLength: 60,
        ...(company && { initial: company.name }),
      }),
      textInput({
        key: 'contacts',
        label: words.contacts,
        hint: words.contactsHint,
        optional: true,
        multiline: true,
        maxLength: 1000,
        ...(company?.contacts && { initial: company.contacts }),
      }),
      ...(company
        ? [
            actions(
              button(
                words.archive,
                'company.archive',
                { id: company.id },
                {
                  style: 'danger',
                  confirm: confirm(words.archive, words.archiveWords, w.common.yes, w.common.no),
                },
              ),
            ),
          ]
        : []),
    ],
  });
}
