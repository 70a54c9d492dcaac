/** My day, the busy light, the morning brief and the daily report. */
export { type OfficeReport, readBrief, readDraft, readOfficeReport } from './letters.ts';
export { type Day, readDay, setBusy } from './overview.ts';
export { planBriefs, planDailyReports } from './plan.ts';
export { confirmReport, readReport } from './reports.ts';
export type { OwnReport } from './standing.ts';
