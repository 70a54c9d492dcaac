import { sameDay } from '../../../crm/reception/rules/arrivals.ts';
import type { Reception } from '../../../crm/reception/usecases/rota.ts';
import { formatTime } from '../../../i18n/format.ts';
import { button, context, esc, type ModalView, modal, section } from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { stateOf } from './arrival.ts';

/** Slack draws at most 100 blocks. */
const MOST = 80;

/** 今天来客: who came when and for whom, what became of it, and the share registered the same day. */
export function todayModal(scene: Scene, reception: Reception): ModalView {
  const { w, actor } = scene;
  const words = w.reception.today;
  const { team, today, reps, mayManage } = reception;
  const nameOf = (id: string) => esc(reps.find((rep) => rep.id === id)?.name ?? '');
  const registered = today.filter((arrival) => sameDay(arrival, team.zone)).length;
  const rate = {
    registered,
    n: today.length,
    percent: Math.round((100 * registered) / Math.max(today.length, 1)),
  };
  return modal({
    id: 'reception.day',
    title: words.title,
    close: w.common.close,
    memo: { teamId: team.id },
    blocks:
      today.length === 0
        ? [section(words.none)]
        : [
            section(words.rate(rate)),
            context(words.means),
            ...today.slice(0, MOST).map((arrival) => {
              const line = words.line({
                time: formatTime(arrival.at, actor.locale, actor.zone),
                name: nameOf(arrival.memberId),
                state: w.reception.notice.state[stateOf(arrival)] ?? '',
              });
              const mayOpen = mayManage || arrival.memberId === actor.id;
              return section(
                line,
                mayOpen
                  ? {
                      accessory: button(
                        w.reception.button.open,
                        'arrival.open',
                        { id: arrival.id },
                        { nth: arrival.id },
                      ),
                    }
                  : {},
              );
            }),
          ],
  });
}
