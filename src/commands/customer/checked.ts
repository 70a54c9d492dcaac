import type { Scene } from '../../bot/doing.ts';
import { findField, SECTIONS, type Section } from '../../crm/customers/fields.ts';
import { findDraft } from '../../crm/drafts/usecases.ts';
import type { Checked } from '../../crm/ownership/usecases/check.ts';
import { formatPhone } from '../../lib/phone.ts';

/** The draft of what was asked about last and found free. */
export const CHECKED = 'ownership.check';

/** What was asked about, as the inputs of the registration form hold it; a part of a phone is only a note. */
export function typedAs({ by, value }: Checked['asked']): Record<string, string> {
  switch (by) {
    case 'phone':
      return { phones: formatPhone(value) };
    case 'masked':
      return { note: value };
    case 'nationalId':
      return {};
    default:
      return { [by]: value };
  }
}

/** What the person asked about last, for the form, with the sections it stands in; empty where that is long ago. */
export async function findChecked(
  scene: Scene,
): Promise<{ open: Section[]; typed: Record<string, string> }> {
  const draft = await findDraft<Record<string, string>>(scene, CHECKED);
  const typed = draft?.values ?? {};
  const stands = Object.keys(typed).map((key) => findField(key)?.section);
  return { open: SECTIONS.filter((part) => stands.includes(part)), typed };
}
