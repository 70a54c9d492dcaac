import type { Scene } from '../../bot/doing.ts';
import type { Option } from '../../bot/form.ts';
import type { CardData } from '../../bot/views/customer/card.ts';
import type { Done } from '../../bot/views/done.ts';
import { familyLine } from '../../bot/views/duplicates/family.ts';
import type { Showing } from '../../bot/views/show.ts';
import { can } from '../../crm/access/rules.ts';
import { readCard } from '../../crm/cards/usecases.ts';
import { sayNumber } from '../../crm/customers/rules.ts';
import type { Settings } from '../../crm/settings/rules.ts';

/** Words, language and lists for showing values to the person. */
export function showingFor(scene: Scene, settings: Settings): Showing {
  return { w: scene.w, locale: scene.actor.locale, settings };
}

/** Everything the card of a customer shows to the person. */
export async function cardFor(scene: Scene, id: string, done?: Done): Promise<CardData> {
  const { w } = scene;
  const card = await readCard(scene, id);
  const { file, settings, referrer, family, contacts, ...rest } = card;
  const kinds = w.fields.contactKind as Record<string, string>;
  return {
    ...rest,
    file,
    referrerName: referrer && `${sayNumber(referrer.number)} ${referrer.name}`.trim(),
    family: familyLine(scene, family),
    recent: contacts.map(({ happenedAt, kind, effective, said }) => ({
      at: happenedAt,
      words: [kinds[kind] ?? kind, !effective && w.fields.attempt, said]
        .filter(Boolean)
        .join(' · '),
    })),
    showing: showingFor(scene, settings),
    may: {
      update: can(scene.actor, 'customer:update', file),
      reveal: can(scene.actor, 'customer:reveal', file),
      answer: can(scene.actor, 'review:answer', file),
      merge: can(scene.actor, 'customer:merge', file),
    },
    ...(done && { done }),
  };
}

/** A referrer as an option of the search select. */
export function referrerOption(
  referrer: { id: string; number: number; name: string } | null,
): Option | undefined {
  return referrer
    ? { value: referrer.id, label: `${sayNumber(referrer.number)} ${referrer.name}`.trim() }
    : undefined;
}
