import type { Place, Rota } from '../../../crm/reception/rules/rota.ts';
import type { Arrival } from '../../../crm/reception/store/arrivals.ts';
import type { Board } from '../../../crm/reception/usecases/letters.ts';
import { formatTime } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/words.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import { type AnyBlock, actions, button, context, esc, section } from '../../blocks.ts';

/** In which words and zone a rota is read. */
export interface RotaReader {
  w: Messages;
  locale: Locale;
  zone: string;
}

/** The live message of the reception channel: whose turn it is, and what everybody of the team can press. */
export function boardLetter(
  { team, rota, today, isOver }: Board,
  reader: RotaReader,
  nameOf: (memberId: string) => string,
): Letter {
  const { board } = reader.w.reception;
  if (isOver) return { text: board.title, body: [context(board.over)] };
  const [first] = rota.turn;
  return {
    text: first ? board.turnText({ name: first.name }) : nobodyLine(rota, reader),
    body: [
      section(`*${board.title}* · ${esc(team.name)}\n${turnLine(rota, reader)}`),
      context(...otherLines(rota, reader), todayLine(today, reader, nameOf)),
      ...rotaButtons(rota, team.id, reader),
    ],
  };
}

/** Whose turn it is. */
export function turnLine(rota: Rota, reader: RotaReader): string {
  const [first] = rota.turn;
  const { board } = reader.w.reception;
  return first ? board.turn({ name: esc(first.name) }) : nobodyLine(rota, reader);
}

/** Why it is nobody's turn: nobody signed on, or whoever did is passed over or away. */
function nobodyLine({ skipped, absent }: Rota, { w }: RotaReader): string {
  const { board } = w.reception;
  return skipped.length + absent.length > 0 ? board.allPassed : board.nobody;
}

/** Who comes then, who is passed over, who is away. */
export function otherLines(rota: Rota, { w }: RotaReader): string[] {
  const { board } = w.reception;
  const names = (places: Place[]) => places.map(({ name }) => esc(name)).join(' → ');
  return [
    ...(rota.turn.length > 1 ? [board.next({ names: names(rota.turn.slice(1)) })] : []),
    ...(rota.skipped.length > 0 ? [board.skipped({ names: names(rota.skipped) })] : []),
    ...(rota.absent.length > 0 ? [board.absent({ names: names(rota.absent) })] : []),
  ];
}

/** How many parties came today, and the last one. */
export function todayLine(
  today: Arrival[],
  { w, locale, zone }: RotaReader,
  nameOf: (memberId: string) => string,
): string {
  const [last] = today;
  const { board } = w.reception;
  if (!last) return board.none;
  return board.today({
    n: today.length,
    time: formatTime(last.at, locale, zone),
    name: esc(nameOf(last.memberId)),
  });
}

/** 来客 指名 过 回来, and 上岗 下岗 below. Passing over names whom it was drawn for. */
export function rotaButtons({ turn }: Rota, teamId: string, { w }: RotaReader): AnyBlock[] {
  const words = w.reception.button;
  const [first] = turn;
  return [
    actions(
      button(words.arrive, 'reception.arrive', { teamId }, { style: 'primary' }),
      button(words.asked, 'reception.asked', { teamId }),
      ...(first
        ? [button(words.skip, 'reception.skip', { teamId, memberId: first.memberId })]
        : []),
      button(words.back, 'reception.back', { teamId }),
    ),
    actions(
      button(words.on, 'reception.on', { teamId }),
      button(words.off, 'reception.off', { teamId }),
      button(words.today, 'reception.today', { teamId }),
    ),
  ];
}
