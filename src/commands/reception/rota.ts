import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { opens } from '../../bot/reply.ts';
import { askedModal, channelModal, rotaModal } from '../../bot/views/reception/rota.ts';
import { todayModal } from '../../bot/views/reception/today.ts';
import {
  changeDuty,
  type Duty,
  moveDesk,
  type Reception,
  readReception,
} from '../../crm/reception/usecases/rota.ts';
import { readOwnSettings } from '../../crm/settings/usecases.ts';
import { compareNames } from '../../lib/name-likeness.ts';
import { Refusal } from '../../lib/refusal.ts';
import { channelId } from '../gatehouse/inputs.ts';
import { arriveFor } from './arrive.ts';
import { answerRota, where, whereOf } from './shared.ts';

/** 轮排: bare, the rota with its buttons. */
const rota = doing({
  id: 'reception.rota',
  can: 'reception:see',
  input: where.extend({ text: z.string().optional() }),
  async run(scene, { teamId, text }) {
    // Whoever typed something that is no subcommand learns what there is instead of a silent list.
    if (text) throw new Refusal('receptionWordUnknown', { word: text.slice(0, 40) });
    return opens(rotaModal(scene, await readReception(scene, whereOf(scene, teamId))));
  },
});

const today = doing({
  id: 'reception.today',
  can: 'reception:see',
  input: where,
  async run(scene, { teamId }) {
    return opens(todayModal(scene, await readReception(scene, whereOf(scene, teamId))));
  },
});

/** 指名: with a name the arrival at once, without one the choice. */
const asked = doing({
  id: 'reception.asked',
  can: 'reception:note',
  input: where.extend({ text: z.string().max(200).optional() }),
  async run(scene, { teamId, text }) {
    const reception = await readReception(scene, whereOf(scene, teamId));
    const name = text?.trim().replace(/^@/, '') ?? '';
    if (name === '') {
      const { settings } = await readOwnSettings(scene);
      return opens(askedModal(scene, reception, settings.askedUsesTurn));
    }
    const askedFor = repCalled(reception, name);
    return arriveFor(scene, { teamId: reception.team.id, askedFor });
  },
});

const CALLED = ['script', 'sound', 'order'];

/**
 * The rep of a name, written in characters or as it sounds (李娜, Li Na, Na Li); one who is the only to begin like
 * this, or of this surname, is meant as well. Throws `noSuchRep`.
 */
function repCalled({ reps }: Reception, name: string): string {
  const wanted = name.toLowerCase();
  const ways: ((rep: Reception['reps'][number]) => boolean)[] = [
    (rep) => rep.name.toLowerCase() === wanted,
    (rep) => rep.name.toLowerCase().startsWith(wanted),
    (rep) => CALLED.includes(compareNames(rep.name, name)),
    (rep) => compareNames(rep.name, name) === 'part',
  ];
  const found = ways.map((isMeant) => reps.filter(isMeant)).find((some) => some.length > 0) ?? [];
  const [rep] = found;
  if (!rep || found.length > 1) throw new Refusal('noSuchRep', { name });
  return rep.id;
}

const askedFor = doing({
  id: 'reception.asked-for',
  can: 'reception:note',
  input: where.extend({ values: z.object({ rep: z.uuid() }) }),
  async run(scene, { teamId, values }) {
    return arriveFor(scene, { teamId, askedFor: values.rep });
  },
});

/** 上岗 下岗 过 回来, each for oneself; passing over is for whoever stands first. */
const dutyDoings = (['on', 'off', 'skip', 'back'] as const).map((duty) =>
  doing({
    id: `reception.${duty}`,
    can: 'reception:note',
    input: where.extend({ memberId: z.uuid().optional() }),
    async run(scene, { teamId, memberId }) {
      const whom = duty === 'skip' ? memberId : undefined;
      const done = await changeDuty(scene, {
        ...whereOf(scene, teamId),
        duty,
        memberId: whom,
      });
      return answerRota(scene, done.teamId, { text: await saidOf(scene, duty, done) });
    },
  }),
);

async function saidOf(
  scene: Scene,
  duty: Duty,
  done: { id: string; teamId: string },
): Promise<string> {
  const { said } = scene.w.reception;
  if (duty !== 'skip') return said[duty];
  const { reps } = await readReception(scene, { teamId: done.teamId });
  return said.skip({ name: esc(reps.find(({ id }) => id === done.id)?.name ?? '') });
}

/** A manager changes a rep's duty from the list. */
const duty = doing({
  id: 'reception.duty',
  can: 'reception:manage',
  input: where.extend({ id: z.uuid(), item: z.enum(['on', 'off', 'back']) }),
  async run(scene, { teamId, id, item }) {
    const wish = { ...whereOf(scene, teamId), duty: item, memberId: id };
    const done = await changeDuty(scene, wish);
    return answerRota(scene, done.teamId, { text: scene.w.reception.said.changed });
  },
});

const openChannel = doing({
  id: 'reception.channel',
  can: 'reception:manage',
  input: where,
  async run(scene, { teamId }) {
    return opens(channelModal(scene, await readReception(scene, whereOf(scene, teamId))));
  },
});

const move = doing({
  id: 'reception.move',
  can: 'reception:manage',
  input: z.object({ teamId: z.uuid(), values: z.object({ channel: channelId }) }),
  async run(scene, { teamId, values }) {
    await moveDesk(scene, { teamId, channelId: values.channel });
    return answerRota(scene, teamId, { text: scene.w.reception.said.moved });
  },
});

export const rotaDoings = [rota, today, asked, askedFor, ...dutyDoings, duty, openChannel, move];
