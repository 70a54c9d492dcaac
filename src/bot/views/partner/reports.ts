import { sayReport } from '../../../crm/partners/rules.ts';
import type { Report } from '../../../crm/partners/store.ts';
import type { ReportPage } from '../../../crm/partners/usecases/reports.ts';
import { formatDateTime, formatDay } from '../../../i18n/format.ts';
import { civilDay } from '../../../lib/calendar/index.ts';
import {
  type AnyBlock,
  actions,
  button,
  divider,
  esc,
  type ModalView,
  modal,
  section,
} from '../../blocks.ts';
import type { Scene } from '../../doing.ts';
import { select, textInput } from '../../form.ts';

/** The reports one may see, the newest first. */
export function reportsModal(scene: Scene, list: ReportPage, said?: string): ModalView {
  const { w } = scene;
  const words = w.partners.list;
  const { reports, page, hasNext, mayManage, now } = list;
  const turn = (label: string, to: number, nth: string) =>
    button(label, 'partner.page', { page: to }, { nth });
  const turns = [
    ...(page > 0 ? [turn(w.common.previousPage, page - 1, 'previous')] : []),
    ...(hasNext ? [turn(w.common.nextPage, page + 1, 'next')] : []),
  ];
  return modal({
    id: 'partner.list',
    title: words.title,
    close: w.common.close,
    blocks: [
      ...(said ? [section(said)] : []),
      actions(
        button(words.report, 'partner.open', {}, { style: 'primary' }),
        ...(mayManage ? [button(words.companies, 'company.list')] : []),
      ),
      divider(),
      ...(reports.length > 0
        ? reports.map((report) => reportLine(scene, report, now))
        : [section(words.none)]),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
}

function reportLine(scene: Scene, report: Report, now: Date): AnyBlock {
  const { w, actor } = scene;
  const words = w.partners.list;
  const line = words.line({
    number: sayReport(report.number),
    company: esc(report.companyName),
    when: formatDateTime(report.expectedAt, actor.locale, actor.zone, now),
    status: [whoOf(scene, report), statusOf(scene, report, now)].filter(Boolean).join('\n'),
  });
  const isUsed = report.arrivalId !== null || report.voidArrivalId !== null;
  const isOpen = report.status === 'valid' && !isUsed && report.validUntil > now;
  return section(
    line,
    isOpen
      ? {
          accessory: button(
            words.arrived,
            'partner.arrive',
            { number: report.number },
            { nth: String(report.number) },
          ),
        }
      : {},
  );
}

/** Whom it names, as the partner said it: a masked phone stays masked. */
function whoOf({ w }: Scene, { name, masked, agent }: Report): string {
  if (!name) return `_${w.partners.list.deleted}_`;
  const who = [name, masked]
    .filter(Boolean)
    .map((part) => esc(part as string))
    .join(' ');
  return agent ? w.common.aside({ said: who, note: esc(agent) }) : who;
}

/** Valid from when, or why not; and what became of it. */
function statusOf({ w, actor }: Scene, report: Report, now: Date): string {
  const words = w.partners.status;
  const { status, validFrom, validUntil } = report;
  if (report.customerId) return words.registered;
  if (report.arrivalId) return words.arrived;
  const why = (reason: string | null) => ({ reason: w.partners.reason[reason ?? ''] ?? '' });
  if (status !== 'valid') return words[status](why(report.reason));
  if (report.voidReason) return words.invalid(why(report.voidReason));
  if (validUntil <= now) return words.over;
  const { locale, zone } = actor;
  const last = new Date(validUntil.getTime() - 1);
  const isOneDay = civilDay(validFrom, zone) === civilDay(last, zone);
  return words.valid({
    from: formatDateTime(validFrom, locale, zone, now),
    until: isOneDay ? null : formatDay(last, locale, zone, now),
  });
}

/** What a partner reports; several customers at once. */
export function reportForm(
  scene: Scene,
  companies: { id: string; name: string }[],
  prefill: { companyId?: string | undefined; text?: string } = {},
): ModalView {
  const { w } = scene;
  const words = w.partners.form;
  if (companies.length === 0)
    return modal({
      id: 'partner.none',
      title: words.title,
      close: w.common.close,
      blocks: [section(words.noCompanies)],
    });
  return modal({
    id: 'partner.make',
    title: words.title,
    submit: words.submit,
    close: w.common.cancel,
    blocks: [
      select({
        key: 'company',
        label: words.company,
        hint: words.companyHint,
        options: companies.slice(0, 100).map(({ id, name }) => ({ value: id, label: name })),
        initial: prefill.companyId ?? (companies.length === 1 ? companies[0]!.id : null),
      }),
      textInput({
        key: 'agent',
        label: words.agent,
        hint: words.agentHint,
        optional: true,
        maxLength: 60,
      }),
      textInput({
        key: 'customers',
        label: words.customers,
        hint: words.customersHint,
        placeholder: words.placeholder,
        multiline: true,
        maxLength: 2000,
        ...(prefill.text && { initial: prefill.text }),
      }),
      textInput({
        key: 'when',
        label: words.when,
        hint: words.whenHint,
        optional: true,
        maxLength: 60,
      }),
    ],
  });
}

/** What came of each line. */
export function resultModal(scene: Scene, reports: Report[], now: Date): ModalView {
  const { w } = scene;
  const words = w.partners.result;
  return modal({
    id: 'partner.made',
    title: words.title,
    close: w.common.close,
    blocks: reports.map((report) =>
      section(
        words.line({
          number: sayReport(report.number),
          who: whoOf(scene, report),
          status: statusOf(scene, report, now),
        }),
      ),
    ),
  });
}
