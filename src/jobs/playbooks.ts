import {
  followChanged,
  giveDueSteps,
  resumeRested,
  startFresh,
} from '../crm/playbooks/usecases/running.ts';
import type { TransactContext } from '../db/transact.ts';
import type { Job } from './job.ts';

/** Begins, resumes and gives the plans of playbooks; the nudges carry what was given. */
export function playbooks(ctx: TransactContext): Job {
  return {
    id: 'playbooks',
    every: 60,
    async run() {
      await startFresh(ctx);
      await followChanged(ctx);
      await resumeRested(ctx);
      await giveDueSteps(ctx);
      return undefined;
    },
  };
}
