/** What people do with follow-ups: plan, change, list. */
export {
  type Changed,
  cancelFollowUp,
  finishFollowUp,
  handOverFollowUp,
  moveFollowUp,
  readForChange,
  snoozeFollowUp,
} from './change.ts';
export { type FollowUpLine, type FollowUpPage, listFollowUps } from './list.ts';
export {
  oneDue,
  planFollowUp,
  proposePlan,
  readForPlan,
} from './plan.ts';
