import { z } from 'zod';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../bot/reply.ts';
import { absenceForm, absencesModal } from '../bot/views/absence.ts';
import type { AbsenceWish, TypedAbsence } from '../crm/absence/schema.ts';
import {
  type AbsencePeople,
  endAbsence,
  readAbsences,
  readForAbsence,
  setAbsence,
} from '../crm/absence/usecases.ts';
import { addDays, civilDay, startOfDay } from '../lib/calendar/index.ts';
import { Refusal } from '../lib/refusal.ts';

const listView = async (scene: Scene, said?: string) =>
  absencesModal(scene, await readAbsences(scene), said);

const savedWords = ({ w }: Scene, coverId: string | null | undefined) =>
  coverId ? w.absence.saved : w.absence.savedAlone;

/** 请假: without text the list, with text at once; a form where something is missing or unclear. */
const open = doing({
  id: 'away.open',
  can: 'absence:set',
  input: z.object({
    text: z.string().max(500).optional(),
    as: z.enum(['leave', 'rest']).optional(),
  }),
  async run(scene, { text, as }): Promise<Reply> {
    if (!text?.trim()) return replaces(await listView(scene));
    const { people, typed } = await readForAbsence(scene, text);
    if (!typed?.time || !typed.isClear) return opens(formOf(scene, people, typed, as));
    await setAbsence(scene, {
      memberId: typed.whoId ?? scene.actor.id,
      kind: typed.kind ?? as ?? 'leave',
      ...typed.time,
      weekdays: typed.weekdays,
      coverId: typed.coverId,
    });
    return opens(await listView(scene, savedWords(scene, typed.coverId)));
  },
});

/** The form with what the line said. */
function formOf(
  scene: Scene,
  people: AbsencePeople,
  typed: TypedAbsence | null,
  as?: 'leave' | 'rest',
) {
  const { zone } = scene.actor;
  const { fromAt, toAt } = typed?.time ?? { fromAt: null, toAt: null };
  // One name alone is whose leave it is for whoever leads a team, and who stands in for the others.
  const isOthers = people.whose.some(({ id }) => id === typed?.whoId);
  return absenceForm(scene, {
    people,
    whoId: isOthers ? (typed?.whoId ?? null) : null,
    kind: typed?.kind ?? as ?? null,
    from: fromAt && civilDay(fromAt, zone),
    to: toAt && civilDay(new Date(toAt.getTime() - 1), zone),
    weekdays: typed?.weekdays ?? [],
    coverId: typed?.coverId ?? (isOthers ? null : (typed?.whoId ?? null)),
    note: scene.w.absence.unclear,
  });
}

const openForm = doing({
  id: 'away.new',
  can: 'absence:set',
  input: z.object({}),
  async run(scene) {
    const { people } = await readForAbsence(scene, null);
    return opens(absenceForm(scene, { people }));
  },
});

const form = z.object({
  who: z.union([z.literal('me'), z.uuid()]).nullish(),
  leaveKind: z.enum(['leave', 'rest']),
  firstDay: z.iso.date(),
  lastDay: z.iso.date().nullish(),
  weekdays: z.array(z.enum(['1', '2', '3', '4', '5', '6', '7'])).nullish(),
  cover: z.uuid().nullish(),
});

const save = doing({
  id: 'away.save',
  can: 'absence:set',
  input: z.object({ values: form }),
  async run(scene, { values }): Promise<Reply> {
    await setAbsence(scene, wishOf(scene, values));
    return goesBack(await listView(scene, savedWords(scene, values.cover)));
  },
});

/** Whole days, of the zone of whoever fills the form; rest days of the week may have no end. */
function wishOf({ actor }: Scene, values: z.infer<typeof form>): AbsenceWish {
  const { who, leaveKind: kind, firstDay, lastDay, cover } = values;
  const weekdays = (values.weekdays ?? []).map(Number);
  const last = lastDay ?? (weekdays.length > 0 ? null : firstDay);
  if (last && last < firstDay) throw new Refusal('awayEndsFirst', {}, 'lastDay');
  return {
    memberId: !who || who === 'me' ? actor.id : who,
    kind,
    fromAt: startOfDay(firstDay, actor.zone),
    toAt: last ? startOfDay(addDays(last, 1), actor.zone) : null,
    weekdays,
    coverId: cover ?? null,
  };
}

const end = doing({
  id: 'away.end',
  can: 'absence:set',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }): Promise<Reply> {
    await endAbsence(scene, id);
    return replaces(await listView(scene, scene.w.absence.ended));
  },
});

/** Leave and rest days, and who stands in. Typed through `/gatehouse`. */
export const absence: Feature = { doings: [open, openForm, save, end] };
