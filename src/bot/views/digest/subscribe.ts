import type { DigestTeam } from '../../../crm/digests/rules/snapshot.ts';
import type { Subscription } from '../../../crm/digests/store/subscriptions.ts';
import {
  type AnyBlock,
  button,
  context,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { channelSelect, radio, select, textInput, timePicker } from '../../form.ts';

/** Zones offered by name; any other can be typed. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Dubai',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Sydney',
];

/** The standing requests with a way to cancel each, and the form for a new one. */
export function subscribeModal(
  scene: Scene,
  state: { teams: DigestTeam[]; list: Subscription[] },
): ModalView {
  const { w, actor } = scene;
  const words = w.digests.subscribe;
  const { teams, list } = state;
  const [first] = teams;
  const zones = [...new Set([...teams.map(({ zone }) => zone), actor.zone, ...ZONES])];
  return modal({
    id: 'digest.subscribe-save',
    title: words.title,
    submit: words.submit,
    close: w.common.close,
    blocks: [
      ...current(scene, state),
      ...(list.length > 0 ? [divider()] : []),
      context(words.intro),
      select({
        key: 'teamId',
        label: words.team,
        options: teams.slice(0, 100).map((team) => ({ value: team.teamId, label: team.name })),
        initial: first!.teamId,
      }),
      channelSelect({
        key: 'channelId',
        label: words.channel,
        hint: words.channelHint,
        optional: true,
      }),
      select({ key: 'weekday', label: words.weekday, options: weekdays(scene), initial: '1' }),
      timePicker({ key: 'time', label: words.time, initial: '09:00' }),
      select({
        key: 'zone',
        label: words.zone,
        options: zones.map((zone) => ({ value: zone, label: zone })),
        initial: first!.zone,
      }),
      textInput({
        key: 'zoneOther',
        label: words.zoneOther,
        hint: words.zoneOtherHint,
        optional: true,
        maxLength: 60,
      }),
      radio({
        key: 'locale',
        label: words.language,
        options: (['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] })),
        initial: actor.locale,
      }),
    ],
  });
}

function weekdays({ w }: Scene) {
  return Object.entries(w.digests.subscribe.weekdays).map(([value, label]) => ({ value, label }));
}

function current(
  scene: Scene,
  { teams, list }: { teams: DigestTeam[]; list: Subscription[] },
): AnyBlock[] {
  const { w } = scene;
  const words = w.digests.subscribe;
  if (list.length === 0) return [];
  const names = new Map(teams.map(({ teamId, name }) => [teamId, name]));
  return [
    section(`*${words.current}*`),
    ...list.slice(0, MOST_SHOWN).map((one) =>
      section(sayLine(scene, one, names.get(one.teamId) ?? '?'), {
        accessory: button(words.cancel, 'digest.unsubscribe', { id: one.id }, { nth: one.id }),
      }),
    ),
    ...(list.length > MOST_SHOWN ? [context(w.common.more({ n: list.length - MOST_SHOWN }))] : []),
  ];
}

/** Leaves room for the form within a modal's 100 blocks. */
const MOST_SHOWN = 80;

function sayLine({ w, actor }: Scene, one: Subscription, team: string): string {
  const words = w.digests.subscribe;
  const dm = one.memberId === actor.id ? words.yourDm : words.theirDm;
  return words.line({
    team: esc(team),
    place: one.channelId ? `<#${one.channelId}>` : dm,
    weekday: words.weekdays[one.weekday as 1],
    time: one.time,
    zone: one.zone,
    language: words.languages[one.locale],
  });
}
