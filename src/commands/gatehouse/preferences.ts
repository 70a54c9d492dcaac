import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { closes, opens } from '../../bot/reply.ts';
import { preferencesForm } from '../../bot/views/office.ts';
import {
  changePreferences,
  getPreferences,
  NUDGE_TARGETS,
} from '../../crm/access/usecases/index.ts';
import { words } from '../../i18n/words.ts';
import { channelId, chosenLocale, emptyable, languageWithSlack } from './inputs.ts';

const open = doing({
  id: 'preferences',
  can: 'preference:change',
  input: z.object({}),
  async run(scene) {
    return opens(preferencesForm(scene, await getPreferences(scene)));
  },
});

const save = doing({
  id: 'preferences.save',
  can: 'preference:change',
  input: z.object({
    values: z.object({
      language: languageWithSlack,
      zone: emptyable,
      nudges: z.enum(NUDGE_TARGETS),
      ownChannel: channelId,
    }),
  }),
  async run(scene, { values }) {
    const locale = chosenLocale(values.language);
    await changePreferences(scene, {
      locale,
      zone: values.zone,
      nudgeTarget: values.nudges,
      ownChannelId: values.ownChannel,
    });
    // Said in the language just chosen.
    const w = locale ? words(locale) : scene.w;
    return closes({ text: w.office.preferences.saved });
  },
});

export const preferenceDoings = [open, save];
