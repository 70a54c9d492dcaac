import type { PoolEntry, PoolPage } from '../../../crm/ownership/usecases/pool.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Letter } from '../../../ledger/port.ts';
import type { Locale } from '../../../lib/locale.ts';
import {
  type AnyBlock,
  actions,
  button,
  context,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { callName } from '../assignment.ts';
import { needLines } from '../customer/shared.ts';
import type { Showing } from '../show.ts';

/** A page of the pool: who may claim does so here. */
export function poolModal(scene: Scene, pool: PoolPage): ModalView {
  const { w, actor } = scene;
  const words = w.ownership.pool;
  const { entries, page, settings } = pool;
  const showing: Showing = { w, locale: actor.locale, settings };
  const intro = pool.mayClaim
    ? words.intro({ n: pool.claimedToday, limit: settings.claimsPerDay })
    : words.introSeen;
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'pool.page', { page: to }, { nth });
  const turns = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(pool.hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
  return modal({
    id: 'pool.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      context(intro),
      ...(entries.length > 0
        ? entries.map((entry) => lineOf(scene, entry, pool, showing))
        : [section(words.none)]),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function lineOf(scene: Scene, entry: PoolEntry, pool: PoolPage, showing: Showing): AnyBlock {
  const { w, actor } = scene;
  const words = w.ownership.pool;
  const { mayClaim, now } = pool;
  const when = (at: Date) => formatDateTime(at, actor.locale, actor.zone, now);
  const rests = entry.poolOpenAt && entry.poolOpenAt > now ? entry.poolOpenAt : null;
  const state = rests
    ? words.from({ when: when(rests) })
    : entry.pooledAt && words.since({ when: when(entry.pooledAt) });
  const lines = [...describe(entry, showing), state ? `_${state}_` : ''].filter(Boolean);
  return section(
    lines.join('\n'),
    mayClaim && !rests ? { accessory: claimButton(w, entry.id) } : {},
  );
}

const claimButton = (w: Showing['w'], id: string) =>
  button(w.ownership.pool.claim, 'pool.claim', { id }, { nth: id });

/** Number and surname with title, stage and grade, and what is wanted: never a phone. */
function describe(entry: PoolEntry, showing: Showing): string[] {
  const { w, locale } = showing;
  const stage = w.fields.stage[entry.stage as keyof typeof w.fields.stage];
  const grade = entry.grade ? ` · ${entry.grade}` : '';
  return [`*${esc(callName(entry, locale))}*  ${stage}${grade}`, ...needLines(entry, showing)];
}

/** A customer of a post; `taken` once it is not in the pool any more, by whom if somebody claimed it. */
export interface Offered {
  entry: PoolEntry;
  taken: { who: string | null } | null;
}

/** Slack draws 50 blocks; the rest stands in the pool. */
const MOST = 20;

/** Customers offered to a team in its channel, each with 领取 Claim; what is gone says so. */
export function poolLetter(offered: Offered[], showing: Showing & { locale: Locale }): Letter {
  const { w } = showing;
  const words = w.ownership.pool;
  const open = offered.filter(({ taken }) => taken === null);
  const shown = offered.slice(0, MOST);
  const rest = offered.length - shown.length;
  return {
    text: open.length > 0 ? words.note : words.allTaken,
    body: [
      section(open.length > 0 ? words.posted({ n: open.length }) : words.allTaken),
      ...shown.map((one) => offerBlock(one, showing)),
      ...(rest > 0 ? [section(w.common.more({ n: rest }))] : []),
      ...(open.length > 0 ? [actions(button(words.button, 'pool.open'))] : []),
    ],
  };
}

function offerBlock({ entry, taken }: Offered, showing: Showing): AnyBlock {
  const { w, locale } = showing;
  const words = w.ownership.pool;
  if (!taken) {
    return section(describe(entry, showing).join('\n'), { accessory: claimButton(w, entry.id) });
  }
  const how = taken.who ? words.taken({ who: esc(taken.who) }) : words.gone;
  return section(`${esc(callName(entry, locale))} · ✓ ${how}`);
}
