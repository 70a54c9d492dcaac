import { z } from 'zod';
import type { HomeView } from '../bot/blocks.ts';
import { doing, type Feature, type Scene } from '../bot/doing.ts';
import { opens, type Reply, replaces, says } from '../bot/reply.ts';
import { dayHome, dayModal, HOME_LINES, reportModal } from '../bot/views/day.ts';
import type { Done } from '../bot/views/done.ts';
import { confirmReport, readDay, readReport, setBusy } from '../crm/day/usecases/index.ts';
import { formatCivilDay, formatTime } from '../i18n/format.ts';
import { saysDone } from './followup/back.ts';

/** Draws the home tab: My day. */
async function drawHome(scene: Scene): Promise<HomeView> {
  return dayHome(scene, await readDay(scene, HOME_LINES));
}

const open = doing({
  id: 'day.open',
  can: 'my-day:see',
  input: z.looseObject({}),
  async run(scene) {
    return opens(dayModal(scene, await readDay(scene, HOME_LINES)));
  },
});

/** 接待中 With a customer. */
const busy = doing({
  id: 'day.busy',
  can: 'my-day:see',
  input: z.looseObject({}),
  run: (scene) => toggle(scene, true),
});

const back = doing({
  id: 'day.back',
  can: 'my-day:see',
  input: z.looseObject({}),
  run: (scene) => toggle(scene, false),
});

/** On the home tab the tab itself shows it; in the modal the modal; elsewhere a line. */
async function toggle(scene: Scene, isBusy: boolean): Promise<Reply> {
  const { until } = await setBusy(scene, isBusy);
  const { actor, w, place } = scene;
  const words = w.work.day;
  const time = until && formatTime(new Date(until), actor.locale, actor.zone);
  const text = time ? words.nowBusy({ time }) : words.nowBack;
  if (place.from === 'home') return { show: 'home' };
  if (place.view?.callbackId === 'day.open')
    return replaces(dayModal(scene, await readDay(scene, HOME_LINES), { text }));
  return says(text);
}

const reportId = z.uuid();

/** The draft with its figures, to confirm with a note. */
const openReport = doing({
  id: 'report.open',
  can: 'daily-report:confirm',
  input: z.looseObject({ reportId }),
  async run(scene, input) {
    return opens(reportModal(scene, await readReport(scene, input.reportId)));
  },
});

/** 确认 Confirm: one tap on the message, or the form with a note. */
const confirm = doing({
  id: 'report.confirm',
  can: 'daily-report:confirm',
  input: z.looseObject({
    reportId,
    values: z.looseObject({ note: z.string().nullish() }).default({}),
  }),
  async run(scene, input) {
    const { day } = await confirmReport(scene, input.reportId, input.values.note ?? null);
    const { title, confirmed } = scene.w.work.report;
    const done: Done = { text: confirmed({ day: formatCivilDay(day, scene.actor.locale) }) };
    return saysDone(scene, done, { title, origin: null });
  },
});

/** My day: the home tab, its modal, the busy light, the daily report. Typed through `/customer` and `/followup`. */
export const day: Feature = {
  doings: [open, busy, back, openReport, confirm],
  home: drawHome,
};
