import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens } from '../../bot/reply.ts';
import { reachedModal } from '../../bot/views/contact.ts';
import { contactDone } from '../../bot/views/contact-done.ts';
import { logContact } from '../../crm/interactions/usecases/index.ts';
import { originOf, saysDone } from '../followup/back.ts';
import { knownForm } from './start.ts';

/** What the buttons of nudges and follow-ups say. */
const about = z.looseObject({ customerId: z.uuid(), followUpId: z.uuid().nullish() });

/** 打通了 Reached: one field, the next date proposed. */
const reached = doing({
  id: 'contact.reached',
  can: 'contact:log',
  input: about,
  async run(scene, input) {
    const { customerId, followUpId } = input;
    const given = { kind: 'phone' as const, result: 'effective' as const, said: null, next: null };
    const who = { customerId, followUpId: followUpId ?? null };
    return opens(
      reachedModal(
        scene,
        await knownForm(scene, who, { ...given, origin: originOf(scene, input) }),
      ),
    );
  },
});

/** 没接 No answer: one tap logs the attempt and plans the next try. */
const noAnswer = doing({
  id: 'contact.no-answer',
  can: 'contact:log',
  input: about,
  async run(scene, input) {
    const logged = await logContact(scene, {
      customerId: input.customerId,
      followUpId: input.followUpId ?? null,
      kind: 'phone',
      result: 'no_answer',
      happenedAt: null,
      said: null,
      partySize: null,
      next: 'usual',
      missing: null,
      once: true,
    });
    const { title } = scene.w.work.contact;
    return saysDone(scene, contactDone(scene, logged), { title, origin: originOf(scene, input) });
  },
});

export const quickDoings = [reached, noAnswer];
