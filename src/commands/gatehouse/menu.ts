import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { replaces } from '../../bot/reply.ts';
import { healthModal, officeMenu, readingsModal } from '../../bot/views/office.ts';
import { listTeamNames } from '../../crm/access/usecases/index.ts';
import { listReadings } from '../../crm/audit/usecases.ts';
import { Refusal } from '../../lib/refusal.ts';

const nothing = z.object({});

const menu = doing({
  id: 'gatehouse.menu',
  can: 'help:read',
  input: z.object({ text: z.string().optional() }),
  async run(scene, { text }) {
    // Whoever typed something that is no subcommand learns what there is instead of a silent menu.
    if (text) throw new Refusal('officeWordUnknown', { word: text.slice(0, 40) });
    return replaces(officeMenu(scene, await listTeamNames(scene)));
  },
});

/** Counts only: how often people of one's teams opened phones and searched (#93). */
const readings = doing({
  id: 'readings',
  can: 'member:see',
  input: nothing,
  async run(scene) {
    return replaces(readingsModal(scene, await listReadings(scene)));
  },
});

const health = doing({
  id: 'health',
  can: 'audit:read',
  input: nothing,
  async run(scene) {
    return replaces(healthModal(scene, await scene.health()));
  },
});

export const menuDoings = [menu, readings, health];
