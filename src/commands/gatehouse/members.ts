import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, type Reply, replaces } from '../../bot/reply.ts';
import { memberForm, membersModal, removeModal } from '../../bot/views/members.ts';
import { ROLES } from '../../crm/access/roles.ts';
import {
  addMember,
  changeMember,
  getMember,
  listMappedGroups,
  listMembers,
  type MemberTerms,
  removeMember,
  syncGroups,
} from '../../crm/access/usecases/index.ts';
import { countHeld } from '../../crm/assignment/usecases-handover.ts';
import { chosenLocale, languageWithSlack } from './inputs.ts';

const terms = z.object({
  role: z.enum(ROLES),
  teams: z
    .array(z.uuid())
    .nullish()
    .transform((ids) => ids ?? []),
  language: languageWithSlack,
});

const termsOf = ({ role, teams, language }: z.infer<typeof terms>): MemberTerms => ({
  role,
  teamIds: teams,
  locale: chosenLocale(language),
});

async function listView(scene: Scene, page = 0, said?: string) {
  const [{ members, teams }, groups] = await Promise.all([
    listMembers(scene),
    listMappedGroups(scene),
  ]);
  return membersModal(scene, { members, teams, page, hasGroups: groups.length > 0 }, said);
}

const list = doing({
  id: 'members.list',
  can: 'member:see',
  input: z.object({ page: z.number().int().min(0).default(0) }),
  async run(scene, { page }) {
    return replaces(await listView(scene, page));
  },
});

const add = doing({
  id: 'members.add',
  can: 'member:change',
  input: z.object({}),
  async run(scene) {
    const { teams } = await listMembers(scene);
    return opens(memberForm(scene, teams));
  },
});

const create = doing({
  id: 'members.create',
  can: 'member:change',
  input: z.object({ values: terms.extend({ person: z.string() }) }),
  async run(scene, { values }): Promise<Reply> {
    const profile = await scene.directory.findProfile(values.person);
    await addMember(scene, profile, termsOf(values));
    return goesBack(
      await listView(scene, 0, scene.w.office.members.added({ name: esc(profile?.name ?? '') })),
    );
  },
});

const change = doing({
  id: 'members.change',
  can: 'member:change',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const { member, teams } = await getMember(scene, id);
    return opens(memberForm(scene, teams, member));
  },
});

const save = doing({
  id: 'members.save',
  can: 'member:change',
  input: z.object({ id: z.uuid(), values: terms }),
  async run(scene, { id, values }): Promise<Reply> {
    await changeMember(scene, id, termsOf(values));
    const { member } = await getMember(scene, id);
    return goesBack(
      await listView(scene, 0, scene.w.office.members.changed({ name: esc(member.name) })),
    );
  },
});

const askRemove = doing({
  id: 'members.ask-remove',
  can: 'member:change',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const { member } = await getMember(scene, id);
    return opens(removeModal(scene, member, await countHeld(scene, id)));
  },
});

const remove = doing({
  id: 'members.remove',
  can: 'member:change',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }): Promise<Reply> {
    const { member } = await getMember(scene, id);
    const held = await countHeld(scene, id);
    await removeMember(scene, id);
    const { removed, keeps } = scene.w.office.members;
    const said = held > 0 ? `${removed}\n${keeps({ name: esc(member.name), n: held })}` : removed;
    return goesBack(await listView(scene, 0, said));
  },
});

/** The mapped user groups, asked of Slack now instead of by the job. */
const sync = doing({
  id: 'members.sync',
  can: 'member:change',
  input: z.object({}),
  async run(scene) {
    const groups = await listMappedGroups(scene);
    const people = new Map<string, string[]>();
    for (const { groupId } of groups) people.set(groupId, await scene.directory.listGroup(groupId));
    const synced = await syncGroups(scene, {
      people,
      findProfile: (id) => scene.directory.findProfile(id),
    });
    return replaces(await listView(scene, 0, scene.w.office.members.synced(synced)));
  },
});

export const memberDoings = [list, add, create, change, save, askRemove, remove, sync];
