import { z } from 'zod';
import { type Doing, doing, type Scene } from '../../bot/doing.ts';
import type { FormValues } from '../../bot/form-values.ts';
import { type Reply, replaces } from '../../bot/reply.ts';
import { questionModal, relationModal } from '../../bot/views/duplicates/question.ts';
import { dropDraft, findDraft, keepDraft } from '../../crm/drafts/usecases.ts';
import type { LikelyDuplicates } from '../../crm/duplicates/usecases/index.ts';
import { listRelations, RELATIONS, type Relation } from '../../crm/households/rules.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';

const ASKED = 'customer.likely';

/** The form that was submitted, and the records that were asked about: their ids never leave the database. */
interface Asked {
  values: FormValues;
  ids: string[];
}

/** What the person answered. */
export interface Accepted {
  accepted: true;
  family?: { id: string; relation: Relation };
}

/** Asks whether it is one of these instead of saving; the form is kept meanwhile. */
export async function askAbout(
  scene: Scene,
  values: FormValues,
  found: LikelyDuplicates,
): Promise<Reply> {
  const ids = found.answers.map(({ id }) => id);
  await keepDraft(scene, ASKED, { values, ids } satisfies Asked);
  return replaces(questionModal(scene, found));
}

async function getAsked(scene: Scene): Promise<Asked> {
  const draft = await findDraft<Asked>(scene, ASKED);
  if (!draft) throw new Refusal('draftGone');
  return draft.values;
}

const nth = z.number().int().min(0).max(20);

/** The answers to the question; `register` saves the form as it was submitted. */
export function likelyDoings(
  register: (scene: Scene, values: FormValues, answer: Accepted) => Promise<Reply>,
): Doing[] {
  /** 仍然登记 Save anyway: it is somebody else. */
  const saveAnyway = doing({
    id: 'duplicates.save-anyway',
    can: 'customer:register',
    input: z.object({}),
    async run(scene) {
      const { values } = await getAsked(scene);
      const reply = await register(scene, values, { accepted: true });
      await dropDraft(scene, ASKED);
      return reply;
    },
  });

  /** 是一家人 Same family: what they are to each other is asked first. */
  const sameFamily = doing({
    id: 'duplicates.same-family',
    can: 'customer:register',
    input: z.object({ nth }),
    async run(scene, input) {
      const { values } = await getAsked(scene);
      const { settings } = await readOwnSettings(scene);
      const name = typeof values.name === 'string' ? values.name : '';
      return replaces(
        relationModal(scene, { nth: input.nth, name, relations: listRelations(settings) }),
      );
    },
  });

  const registerFamily = doing({
    id: 'duplicates.register-family',
    can: 'customer:register',
    input: z.object({ nth, values: z.object({ relation: z.enum(RELATIONS) }) }),
    async run(scene, input) {
      const { values, ids } = await getAsked(scene);
      const id = ids[input.nth];
      if (!id) throw new Refusal('draftGone');
      const { relation } = input.values;
      const reply = await register(scene, values, { accepted: true, family: { id, relation } });
      await dropDraft(scene, ASKED);
      return reply;
    },
  });

  return [saveAnyway, sameFamily, registerFamily];
}
