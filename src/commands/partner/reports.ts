import { z } from 'zod';
import { esc } from '../../bot/blocks.ts';
import { doing } from '../../bot/doing.ts';
import { opens, replaces, says } from '../../bot/reply.ts';
import { reportForm, reportsModal, resultModal } from '../../bot/views/partner/reports.ts';
import { readReportNumber, sayReport } from '../../crm/partners/rules.ts';
import { arriveReport } from '../../crm/partners/usecases/arriving.ts';
import { listReporting, makeReports, readReportPage } from '../../crm/partners/usecases/reports.ts';
import { readNoted } from '../../crm/reception/usecases/arrive.ts';
import { formatTime } from '../../i18n/format.ts';
import { Refusal } from '../../lib/refusal.ts';
import { requireLine, typedLine } from '../customer/typed-line.ts';

const list = doing({
  id: 'partner.list',
  can: 'report:see',
  input: z.object({ text: z.string().optional() }),
  async run(scene, { text }) {
    // Whoever typed something that is no subcommand learns what there is instead of a silent list.
    if (text) throw new Refusal('partnerWordUnknown', { word: text.slice(0, 40) });
    return opens(reportsModal(scene, await readReportPage(scene, 0)));
  },
});

const page = doing({
  id: 'partner.page',
  can: 'report:see',
  input: z.object({ page: z.number().int().min(0).max(10_000) }),
  async run(scene, input) {
    return replaces(reportsModal(scene, await readReportPage(scene, input.page)));
  },
});

/** 报备: the form; text after the command is in it, with the company it names. */
const open = doing({
  id: 'partner.open',
  can: 'report:make',
  input: z.object({ text: typedLine.optional() }),
  async run(scene, input) {
    const companies = await listReporting(scene);
    const text = requireLine(input.text ?? '');
    const named = companies.find(({ name }) => text.includes(name));
    const customers = named ? text.replace(named.name, '').trim() : text;
    return opens(reportForm(scene, companies, { companyId: named?.id, text: customers }));
  },
});

const optional = z.string().max(200).nullish();

const make = doing({
  id: 'partner.make',
  can: 'report:make',
  input: z.object({
    values: z.object({
      company: z.uuid(),
      agent: optional,
      customers: z.string().max(4000).nullish(),
      when: optional,
    }),
  }),
  async run(scene, { values }) {
    const reports = await makeReports(scene, {
      companyId: values.company,
      agent: values.agent?.trim() || null,
      customers: values.customers ?? '',
      when: values.when ?? '',
    });
    return replaces(resultModal(scene, reports, reports[0]!.reportedAt));
  },
});

/** 到访: by its number. */
const arrive = doing({
  id: 'partner.arrive',
  can: 'report:make',
  input: z.object({
    number: z.number().int().positive().max(999_999_999).optional(),
    text: typedLine.optional(),
  }),
  async run(scene, input) {
    const text = input.text?.trim() ?? '';
    if (!input.number && text === '') throw new Refusal('reportWhich');
    const number = input.number ?? readReportNumber(text);
    if (!number) throw new Refusal('reportUnknown');
    const done = await arriveReport(scene, number);
    const { arrival, repName } = await readNoted(scene, done.arrivalId, null);
    const words = scene.w.partners;
    const told = {
      number: sayReport(done.number),
      time: formatTime(arrival.at, scene.actor.locale, scene.actor.zone),
      name: esc(repName),
    };
    const said = done.reason
      ? words.arrivedVoid({ ...told, reason: words.reason[done.reason] ?? '' })
      : words.arrived(told);
    if (!scene.place.view) return says(said);
    return replaces(reportsModal(scene, await readReportPage(scene, 0), said));
  },
});

export const reportDoings = [list, page, open, make, arrive];
