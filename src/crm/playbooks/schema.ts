import { z } from 'zod';

/** Who does a step: the assigned rep, the team's manager, a reviewer of the team. */
export const STEP_ROLES = ['rep', 'manager', 'reviewer'] as const;
export type StepRole = (typeof STEP_ROLES)[number];

/** A contact is done by logging one; a task by a tap. */
export const STEP_KINDS = ['contact', 'task'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What the days after entering the stage are counted in. */
export const STEP_DAYS = ['working', 'calendar'] as const;
export type StepDays = (typeof STEP_DAYS)[number];

/** Longest title of a step; it stands in one line of a phone. */
export const MAX_STEP_TITLE = 60;
/** Longest list of what to find out. */
export const MAX_STEP_FIND = 300;
export const MAX_STEP_GIVEN = 8;
/** Steps of one playbook; a modal shows them all. */
export const MAX_STEPS = 20;
export const MAX_STEP_AFTER = 730;
export const MAX_STEP_LIMIT = 60;

const both = (max: number) =>
  z.object({ zh: z.string().min(1).max(max), en: z.string().min(1).max(max) });

/** Something to give to the customer: its name in both languages, and where it is. */
export const materialSchema = z.object({
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(40),
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
});

export type Material = z.infer<typeof materialSchema>;

/** What a step says, as an office wrote it in both languages. */
export const stepTextSchema = z.object({
  title: both(MAX_STEP_TITLE),
  find: both(MAX_STEP_FIND).nullable(),
  give: z.array(materialSchema).max(MAX_STEP_GIVEN),
});

export type StepText = z.infer<typeof stepTextSchema>;

export const stepSchema = z.object({
  key: z.string().regex(/^[a-z0-9_]{1,30}$/),
  kind: z.enum(STEP_KINDS),
  role: z.enum(STEP_ROLES),
  /** Days after the stage was entered. */
  after: z.number().int().min(0).max(MAX_STEP_AFTER),
  days: z.enum(STEP_DAYS),
  /** Working days it may take from then on; null: no limit of its own. */
  limit: z.number().int().min(0).max(MAX_STEP_LIMIT).nullable(),
  /** null: the native words of its key. */
  text: stepTextSchema.nullable(),
});

/** Read aloud: "three working days after entering, the rep recommends homes, within a day". */
export type Step = z.infer<typeof stepSchema>;

export const stepsSchema = z.array(stepSchema).max(MAX_STEPS);
