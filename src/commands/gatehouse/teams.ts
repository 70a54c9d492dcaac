import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { teamForm, teamsModal } from '../../bot/views/teams.ts';
import {
  archiveTeam,
  changeTeam,
  createTeam,
  getTeam,
  listTeams,
  requireZone,
  type TeamTerms,
} from '../../crm/access/usecases/index.ts';
import { channelId } from './inputs.ts';

const form = z.object({
  name: z.string().trim().min(1).max(40),
  channel: channelId,
  zone: z.string().trim(),
  language: z.enum(['zh', 'en']),
});

function termsOf({ name, channel, zone, language }: z.infer<typeof form>): TeamTerms {
  requireZone(zone);
  return { name, channelId: channel, zone, locale: language };
}

const listView = async (scene: Scene, said?: string) =>
  teamsModal(scene, await listTeams(scene), said);

const savedLine = ({ w }: Scene, { name }: { name: string }) =>
  w.office.teams.saved({ name: esc(name) });

const list = doing({
  id: 'teams.list',
  can: 'team:change',
  input: z.object({}),
  async run(scene) {
    return replaces(await listView(scene));
  },
});

const open = doing({
  id: 'teams.new',
  can: 'team:change',
  input: z.object({}),
  async run(scene) {
    return opens(teamForm(scene));
  },
});

const create = doing({
  id: 'teams.create',
  can: 'team:change',
  input: z.object({ values: form }),
  async run(scene, { values }): Promise<Reply> {
    await createTeam(scene, termsOf(values));
    return goesBack(await listView(scene, savedLine(scene, values)));
  },
});

const change = doing({
  id: 'teams.change',
  can: 'team:change',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    return opens(teamForm(scene, await getTeam(scene, id)));
  },
});

const save = doing({
  id: 'teams.save',
  can: 'team:change',
  input: z.object({ id: z.uuid(), values: form }),
  async run(scene, { id, values }): Promise<Reply> {
    await changeTeam(scene, id, termsOf(values));
    return goesBack(await listView(scene, savedLine(scene, values)));
  },
});

const archive = doing({
  id: 'teams.archive',
  can: 'team:change',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    await archiveTeam(scene, id);
    return replaces(await listView(scene, scene.w.office.teams.archived));
  },
});

export const teamDoings = [list, open, create, change, save, archive];
