import type { Place } from '../../../crm/reception/rules/rota.ts';
import type { Reception } from '../../../crm/reception/usecases/rota.ts';
import {
  type AnyBlock,
  actions,
  button,
  choice,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  overflow,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { channelSelect, select, textInput } from '../../form.ts';
import { otherLines, rotaButtons, todayLine, turnLine } from './board.ts';

/** The rota as one person sees it; a manager changes anybody's duty. `said`: what was just done. */
export function rotaModal(scene: Scene, reception: Reception, said: AnyBlock[] = []): ModalView {
  const { w, actor } = scene;
  const { board } = w.reception;
  const { team, rota, reps } = reception;
  const reader = { w, locale: actor.locale, zone: actor.zone };
  const nameOf = (id: string) => reps.find((rep) => rep.id === id)?.name ?? '';
  const lines = [...otherLines(rota, reader), todayLine(reception.today, reader, nameOf)];
  return modal({
    id: 'reception.rota',
    title: board.title,
    close: w.common.close,
    memo: { teamId: team.id },
    blocks: [
      ...said,
      ...(said.length > 0 ? [divider()] : []),
      section(`*${esc(team.name)}*\n${turnLine(rota, reader)}`),
      context(...lines),
      ...rotaButtons(rota, team.id, reader),
      ...(reception.mayManage ? managing(scene, reception) : []),
    ],
  });
}

/** A manager's part: everybody with a menu, and where the rota is shown. */
function managing({ w }: Scene, { team, rota, reps, channelId }: Reception): AnyBlock[] {
  const words = w.reception.button;
  const places = [...rota.turn, ...rota.skipped, ...rota.absent, ...rota.off];
  const known = new Map(places.map((place) => [place.memberId, place]));
  const sorted = [...reps].sort((a, b) => rank(known.get(a.id)) - rank(known.get(b.id)));
  return [
    divider(),
    ...sorted.slice(0, 60).map((rep) =>
      section(`${esc(rep.name)} · ${stateWord(w, known.get(rep.id))}`, {
        accessory: overflow(rep.id, dutyChoices(w, rep.id, known.get(rep.id))),
      }),
    ),
    context(channelId ? `<#${channelId}>` : '–'),
    actions(button(words.channel, 'reception.channel', { teamId: team.id })),
  ];
}

const rank = (place: Place | undefined): number =>
  place && place.state !== 'off' ? place.place : Number.MAX_SAFE_INTEGER;

function stateWord({ reception: { button: words } }: Scene['w'], place: Place | undefined): string {
  if (!place || place.state === 'off') return words.off;
  return place.state === 'on' ? words.on : words.skip;
}

function dutyChoices(w: Scene['w'], memberId: string, place: Place | undefined) {
  const words = w.reception.button;
  const of = (label: string, duty: string) => choice(label, 'reception.duty', memberId, duty);
  if (!place || place.state === 'off') return [of(words.on, 'on')];
  return place.state === 'on'
    ? [of(words.off, 'off')]
    : [of(words.back, 'back'), of(words.off, 'off')];
}

/** 指名: which rep the customer asks for. */
export function askedModal({ w }: Scene, reception: Reception, usesTurn: boolean): ModalView {
  const words = w.reception.asked;
  const options = reception.reps.slice(0, 100).map(({ id, name }) => ({ value: id, label: name }));
  return modal({
    id: 'reception.asked-for',
    title: words.title,
    close: w.common.cancel,
    ...(options.length > 0 && { submit: words.submit }),
    memo: { teamId: reception.team.id },
    blocks:
      options.length > 0
        ? [
            select({
              key: 'rep',
              label: words.rep,
              hint: usesTurn ? words.hintUses : words.hint,
              options,
            }),
          ]
        : [section(w.common.nobody)],
  });
}

/** Where the rota is shown. */
export function channelModal({ w }: Scene, { team, channelId }: Reception): ModalView {
  const words = w.reception.channel;
  return modal({
    id: 'reception.move',
    title: words.title,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { teamId: team.id },
    blocks: [
      channelSelect({
        key: 'channel',
        label: words.label,
        hint: words.hint,
        optional: true,
        ...(channelId && { initial: channelId }),
      }),
    ],
  });
}

/** Who arrived: heads, and a phone or a number. */
export function detailsModal({ w }: Scene, id: string): ModalView {
  const words = w.reception.details;
  return modal({
    id: 'arrival.described',
    title: words.title,
    submit: w.common.save,
    close: w.common.cancel,
    memo: { id },
    blocks: [
      textInput({
        key: 'partySize',
        label: words.party,
        hint: words.partyHint,
        optional: true,
        maxLength: 10,
      }),
      textInput({
        key: 'who',
        label: words.who,
        hint: words.whoHint,
        placeholder: words.placeholder,
        optional: true,
        maxLength: 60,
      }),
    ],
  });
}
