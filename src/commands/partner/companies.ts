import { z } from 'zod';
import { doing, type Scene } from '../../bot/doing.ts';
import { goesBack, opens, replaces } from '../../bot/reply.ts';
import { companiesModal, companyForm } from '../../bot/views/partner/companies.ts';
import { keepCompany, readCompanies, readCompany } from '../../crm/partners/usecases/companies.ts';

const savedView = async (scene: Scene) =>
  companiesModal(scene, await readCompanies(scene), scene.w.partners.companies.saved);

const list = doing({
  id: 'company.list',
  can: 'company:manage',
  input: z.object({}),
  async run(scene) {
    return opens(companiesModal(scene, await readCompanies(scene)));
  },
});

const open = doing({
  id: 'company.open',
  can: 'company:manage',
  input: z.object({ id: z.uuid().optional() }),
  async run(scene, { id }) {
    return opens(companyForm(scene, id ? await readCompany(scene, id) : undefined));
  },
});

const save = doing({
  id: 'company.save',
  can: 'company:manage',
  input: z.object({
    id: z.uuid().optional(),
    values: z.object({
      name: z.string().trim().min(1).max(60),
      contacts: z.string().max(1000).nullish(),
    }),
  }),
  async run(scene, { id, values }) {
    const contacts = values.contacts?.trim() || null;
    await keepCompany(scene, { id: id ?? null, name: values.name, contacts });
    return goesBack(await savedView(scene));
  },
});

/** No longer a partner: its reports stay. */
const archive = doing({
  id: 'company.archive',
  can: 'company:manage',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const { name, contacts } = await readCompany(scene, id);
    await keepCompany(scene, { id, name, contacts, archive: true });
    return replaces(await savedView(scene));
  },
});

export const companyDoings = [list, open, save, archive];
