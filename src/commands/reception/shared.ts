import { z } from 'zod';
import { type AnyBlock, section } from '../../bot/blocks.ts';
import type { Scene } from '../../bot/doing.ts';
import { goesBack, type Reply, replaces, says } from '../../bot/reply.ts';
import { rotaModal } from '../../bot/views/reception/rota.ts';
import { readReception } from '../../crm/reception/usecases/rota.ts';

/** Which team's reception; none: that of the channel, or one's own. */
export const where = z.object({ teamId: z.uuid().optional() });

/** The reception a press or a command means: the one it belongs to, or the one of the channel. */
export const whereOf = (scene: Scene, teamId?: string) => ({
  teamId,
  channel: scene.place.channel,
});

/** What was done: in the rota's own modal on top of it, elsewhere a private line. */
export async function answerRota(
  scene: Scene,
  teamId: string,
  said: { text: string; blocks?: AnyBlock[] },
): Promise<Reply> {
  const blocks = said.blocks ?? [section(said.text)];
  if (!scene.place.view) return says(said.text, blocks);
  const reception = await readReception(scene, { teamId });
  const view = rotaModal(scene, reception, blocks);
  return scene.place.from === 'submission' ? goesBack(view) : replaces(view);
}
