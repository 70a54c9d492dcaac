/** My day, the busy light, the morning brief and the daily report. */
export { type Busy, type Day, type DueLine, readDay, setBusy } from './overview.ts';
export {
  type Confirmed,
  confirmReport,
  type OfficeReport,
  type OwnReport,
  planBriefs,
  planDailyReports,
  readBrief,
  readDraft,
  readOfficeReport,
  readReport,
} from './reports.ts';
