import { z } from 'zod';
import { esc, section } from '../bot/blocks.ts';
import { type Command, doing, type Feature, type Scene } from '../bot/doing.ts';
import { closes, opens, type Reply, replaces, says } from '../bot/reply.ts';
import { behindModal } from '../bot/views/digest/behind.ts';
import { detailsModal, repModal } from '../bot/views/digest/details.ts';
import { digestMessage, overview, type Shown } from '../bot/views/digest/message.ts';
import { subscribeModal } from '../bot/views/digest/subscribe.ts';
import { GROUP_NAMES } from '../crm/digests/rules/figures.ts';
import { nextSlot } from '../crm/digests/rules/schedule.ts';
import {
  type AskedDigest,
  askDigests,
  readBehind,
  readDetails,
  readPosted,
  readRep,
  recomputeDigest,
} from '../crm/digests/usecases/reading.ts';
import {
  readSubscriptions,
  subscribeDigest,
  unsubscribeDigest,
} from '../crm/digests/usecases/subscribing.ts';
import { formatDateTime } from '../i18n/format.ts';

const snapshotId = z.uuid();
const group = z.enum(GROUP_NAMES as [(typeof GROUP_NAMES)[number]]);

/** The digest as a private line: who asks is a manager, so the reps' lines are in it. */
async function answer(scene: Scene, digest: AskedDigest): Promise<Reply> {
  const shown: Shown = { perRep: true, posted: await addressOf(scene, digest) };
  const { text, blocks, spare } = digestMessage(
    { w: scene.w, locale: scene.actor.locale },
    digest,
    shown,
  );
  return says(text, blocks, spare);
}

async function addressOf(scene: Scene, { posted }: AskedDigest): Promise<Shown['posted']> {
  if (!posted) return null;
  const url = await scene.permalink(posted.channel, posted.ts);
  return url ? { url } : { channel: `<#${posted.channel}>` };
}

const ask = doing({
  id: 'digest.ask',
  can: 'digest:see',
  input: z.object({ text: z.string().max(200).default('') }),
  async run(scene, { text }) {
    const digests = await askDigests(scene, text);
    const [only] = digests;
    if (only && digests.length === 1) return answer(scene, only);
    const all = overview({ w: scene.w, locale: scene.actor.locale }, digests);
    return says(all.text, all.blocks);
  },
});

const show = doing({
  id: 'digest.show',
  can: 'digest:see',
  input: z.object({ snapshotId }),
  run: async (scene, input) => answer(scene, await readPosted(scene, input.snapshotId)),
});

/** A page of the details; a rep who presses sees only what is about own customers. */
const details = doing({
  id: 'digest.details',
  can: 'customer:see',
  input: z.object({ id: snapshotId, item: group }),
  run: async (scene, { id, item }) =>
    replaces(detailsModal(scene, await readDetails(scene, id), item)),
});

const rep = doing({
  id: 'digest.rep',
  can: 'customer:see',
  input: z.object({ snapshotId, repId: z.uuid() }),
  async run(scene, input) {
    const found = await readRep(scene, input.snapshotId, input.repId);
    return replaces(repModal(scene, found.details, found.rep));
  },
});

const behindInput = z.object({
  snapshotId,
  figure: z.string().max(60),
  repId: z.uuid().nullable(),
  page: z.number().int().min(0).max(100_000),
});

const behind = doing({
  id: 'digest.behind',
  can: 'customer:see',
  input: behindInput,
  run: async (scene, wish) => opens(behindModal(scene, await readBehind(scene, wish))),
});

const turn = doing({
  id: 'digest.behind-turn',
  can: 'customer:see',
  input: behindInput,
  run: async (scene, wish) => replaces(behindModal(scene, await readBehind(scene, wish))),
});

const recompute = doing({
  id: 'digest.recompute',
  can: 'digest:see',
  input: z.object({ snapshotId, group }),
  async run(scene, input) {
    const {
      revision,
      changed,
      copies,
      snapshotId: shownId,
    } = await recomputeDigest(scene, input.snapshotId);
    const words = scene.w.digests.recompute;
    const view = detailsModal(scene, await readDetails(scene, shownId), input.group);
    const said = section(`*${changed ? words.changed({ revision, copies }) : words.same}*`);
    return replaces({ ...view, blocks: [said, ...view.blocks].slice(0, 100) });
  },
});

const subscribe = doing({
  id: 'digest.subscribe',
  can: 'digest:subscribe',
  input: z.object({}),
  run: async (scene) => opens(subscribeModal(scene, await readSubscriptions(scene))),
});

const wish = z.object({
  values: z.object({
    teamId: z.uuid(),
    channelId: z
      .string()
      .regex(/^[CG][A-Z0-9_]{1,30}$/)
      .nullish(),
    weekday: z.coerce.number().int().min(1).max(7),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    zone: z.string().max(60),
    zoneOther: z.string().trim().max(60).nullish(),
    locale: z.enum(['zh', 'en']),
  }),
});

const saveSubscription = doing({
  id: 'digest.subscribe-save',
  can: 'digest:subscribe',
  input: wish,
  async run(scene, { values }) {
    const { zoneOther, channelId, ...rest } = values;
    const zone = zoneOther || rest.zone;
    const saved = await subscribeDigest(scene, {
      ...rest,
      zone,
      channelId: channelId ?? null,
      zoneField: zoneOther ? 'zoneOther' : 'zone',
    });
    const { w, actor } = scene;
    const now = new Date(saved.from);
    const first = nextSlot({ ...rest, zone }, now);
    const when = `${formatDateTime(first, actor.locale, zone, now)} (${zone})`;
    return closes({ text: w.digests.subscribe.saved({ team: esc(saved.team), when }) });
  },
});

const unsubscribe = doing({
  id: 'digest.unsubscribe',
  can: 'digest:subscribe',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    await unsubscribeDigest(scene, id);
    return replaces(subscribeModal(scene, await readSubscriptions(scene)));
  },
});

const command: Command = {
  name: 'digest',
  description: '查看和订阅周报 · Read and subscribe to the weekly digest',
  usageHint: '[last week 上周 | W09 第9周 | subscribe 订阅 | help 帮助]',
  subcommands: [
    {
      words: ['subscribe', '订阅', 'subscriptions', 'unsubscribe', '退订'],
      doing: 'digest.subscribe',
      parse: () => ({}),
    },
    {
      words: ['figures', '数据', 'numbers'],
      doing: 'figures.ask',
      parse: (text) => ({ text }),
    },
    { words: ['help', '帮助', '?', '？'], doing: 'help', parse: () => ({ about: 'digest' }) },
  ],
  fallback: { doing: 'digest.ask', parse: (text) => ({ text }) },
  help: (w) => w.digests.command,
};

/** `/digest`: the week in numbers, the customers behind each, and standing requests. */
export const digest: Feature = {
  commands: [command],
  doings: [
    ask,
    show,
    details,
    rep,
    behind,
    turn,
    recompute,
    subscribe,
    saveSubscription,
    unsubscribe,
  ],
};
