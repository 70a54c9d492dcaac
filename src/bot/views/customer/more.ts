import { sayNumber } from '../../../crm/customers/rules.ts';
import type { CustomerFile } from '../../../crm/customers/store.ts';
import { actions, esc, type ModalView, menu, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';
import { entryButtons, MORE_GROUPS } from './entries.ts';

/** 更多 More: what is done to a customer now and then, in groups. */
export function moreMenu(scene: Scene, file: CustomerFile): ModalView {
  const { w, actor } = scene;
  const { more } = w.customers;
  const groups = MORE_GROUPS.flatMap(({ group, all }) => {
    const buttons = entryButtons(scene, file, all);
    return buttons.length > 0 ? [section(`*${more.groups[group]}*`), actions(...buttons)] : [];
  });
  return menu({
    title: more.title({ number: sayNumber(file.number) }),
    close: w.common.close,
    blocks: [section(esc(callName(file, actor.locale))), ...groups],
  });
}
