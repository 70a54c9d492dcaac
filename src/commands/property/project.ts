import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { goesBack, opens, replaces } from '../../bot/reply.ts';
import { stockModal } from '../../bot/views/property/list.ts';
import { projectForm } from '../../bot/views/property/project.ts';
import {
  archiveProject,
  keepProject,
  readProjectFor,
} from '../../crm/properties/usecases/projects.ts';
import { listSellingTeams, readStock } from '../../crm/properties/usecases/stock.ts';
import { Refusal } from '../../lib/refusal.ts';

const open = doing({
  id: 'project.open',
  can: 'property:change',
  input: z.object({ id: z.uuid().optional() }),
  async run(scene, { id }) {
    const { settings } = await readStock(scene);
    const teams = await listSellingTeams(scene);
    const project = id ? await readProjectFor(scene, id) : undefined;
    return opens(projectForm(scene, { settings, teams, ...(project && { project }) }));
  },
});

const line = z.string().max(3000).nullish();

const save = doing({
  id: 'project.save',
  can: 'property:change',
  input: z.object({
    id: z.uuid().optional(),
    version: z.number().int().min(1).optional(),
    values: z.object({
      team: z.uuid().nullish(),
      nameZh: line,
      nameEn: line,
      address: line,
      permitNumber: line,
      permitOn: line,
      district: line,
      transit: line,
      schools: line,
      files: line,
    }),
  }),
  async run(scene, { id, version, values }) {
    const { team, ...said } = values;
    const typed = {
      nameZh: said.nameZh ?? '',
      nameEn: said.nameEn ?? '',
      address: said.address ?? '',
      permitNumber: said.permitNumber ?? '',
      permitOn: said.permitOn ?? '',
      district: said.district ?? '',
      transit: said.transit ?? '',
      schools: said.schools ?? '',
      files: said.files ?? '',
    };
    if (id) await keepProject(scene, { id, version: version ?? 0, typed });
    else {
      const teamId = team ?? (await listSellingTeams(scene))[0]?.id;
      if (!teamId) throw new Refusal('noTeam');
      await keepProject(scene, { teamId, typed });
    }
    return goesBack(stockModal(scene, await readStock(scene), scene.w.properties.project.saved));
  },
});

const archive = doing({
  id: 'project.archive',
  can: 'property:change',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    await archiveProject(scene, id);
    return replaces(stockModal(scene, await readStock(scene), scene.w.properties.project.archived));
  },
});

export const projectDoings = [open, save, archive];
