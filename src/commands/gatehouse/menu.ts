import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens, replaces } from '../../bot/reply.ts';
import { checksModal } from '../../bot/views/checks.ts';
import { healthModal, officeMenu, readingsModal } from '../../bot/views/office.ts';
import { listTeamNames } from '../../crm/access/usecases/index.ts';
import { listReadings } from '../../crm/audit/usecases.ts';
import { readChecks } from '../../crm/customers/usecases/index.ts';
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

/** Whom somebody asked about, for who manages them (#34, #93). */
const checks = doing({
  id: 'checks.open',
  can: 'member:see',
  input: z.object({ memberId: z.uuid() }),
  async run(scene, { memberId }) {
    return opens(checksModal(scene, await readChecks(scene, memberId)));
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

export const menuDoings = [menu, readings, checks, health];
