import { z } from 'zod';
import { actions, button, esc, section } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import type { Reply } from '../../bot/reply.ts';
import { type Noted, noteArrival } from '../../crm/reception/usecases/arrive.ts';
import { formatTime } from '../../i18n/format.ts';
import { answerRota, where, whereOf } from './shared.ts';

/** Notes an arrival and says whose it is; the way back and who it was are one tap away. */
export async function arriveFor(
  scene: Scene,
  wish: { teamId?: string | undefined; askedFor?: string; text?: string },
): Promise<Reply> {
  const { teamId, ...rest } = wish;
  const noted = await noteArrival(scene, { ...whereOf(scene, teamId), ...rest });
  const text = saidOf(scene, noted);
  const buttons = buttonsOf(scene, noted);
  const blocks = [section(text), ...(buttons.length > 0 ? [actions(...buttons)] : [])];
  return answerRota(scene, noted.arrival.teamId, { text, blocks });
}

function saidOf({ w, actor }: Scene, { arrival, repName, told }: Noted): string {
  const { said } = w.reception;
  const time = formatTime(arrival.at, actor.locale, actor.zone);
  const line =
    arrival.memberId === actor.id
      ? said.arrivedYours({ time })
      : said.arrived({ time, name: esc(repName) });
  return told ? `${line}\n${said.told[told] ?? ''}` : line;
}

function buttonsOf({ w, actor }: Scene, { arrival, told }: Noted) {
  const words = w.reception.button;
  const { id, memberId, outcome } = arrival;
  const isOpen = outcome === null;
  return [
    ...(isOpen && memberId === actor.id
      ? [button(words.register, 'customer.new', { arrivalId: id }, { style: 'primary' })]
      : []),
    ...(isOpen && !told ? [button(words.details, 'arrival.details', { id })] : []),
    ...(isOpen ? [button(words.undo, 'arrival.void', { id })] : []),
  ];
}

/** 来客 Party arrived: with heads and a phone or number, if they are said. */
const arrive = doing({
  id: 'reception.arrive',
  can: 'reception:note',
  input: where.extend({ text: z.string().max(4000).optional() }),
  async run(scene, { teamId, text }) {
    return arriveFor(scene, { teamId, ...(text && { text }) });
  },
});

export const arriveDoings = [arrive];
