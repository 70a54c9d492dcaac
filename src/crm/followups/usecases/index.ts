/** What people do with follow-ups: plan, change, list. */
export {
  cancelFollowUp,
  type Changed,
  finishFollowUp,
  handOverFollowUp,
  moveFollowUp,
  readForChange,
  snoozeFollowUp,
} from './change.ts';
export { type FollowUpLine, listFollowUps, type FollowUpPage } from './list.ts';
export {
  oneDue,
  planFollowUp,
  type Planned,
  type PlanWish,
  type Proposal,
  proposePlan,
  readForPlan,
} from './plan.ts';
