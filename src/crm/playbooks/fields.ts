import { Refusal, Refusals } from '../../lib/refusal.ts';
import {
  MAX_STEP_AFTER,
  MAX_STEP_FIND,
  MAX_STEP_GIVEN,
  MAX_STEP_LIMIT,
  MAX_STEP_TITLE,
  type Material,
  materialSchema,
  type Step,
  type StepDays,
  type StepKind,
  type StepRole,
} from './schema.ts';

/** A step as its form holds it. */
export interface TypedStep {
  titleZh: string | null;
  titleEn: string | null;
  kind: StepKind;
  role: StepRole;
  after: string;
  days: StepDays;
  limit: string | null;
  give: string | null;
  findZh: string | null;
  findEn: string | null;
}

/** A step as it is kept under a key. Everything that is wrong is said at once, each under its input. */
export function readTypedStep(key: string, typed: TypedStep): Step {
  const refusals: Refusal[] = [];
  const collect = <T>(readField: () => T): T | undefined => {
    try {
      return readField();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
      return undefined;
    }
  };
  const { kind, role, days } = typed;
  const title = collect(() => {
    const both = readBoth(typed.titleZh, typed.titleEn, { field: 'title', max: MAX_STEP_TITLE });
    if (!both) throw new Refusal('stepBoth', {}, 'titleZh');
    return both;
  });
  const find = collect(() =>
    readBoth(typed.findZh, typed.findEn, { field: 'find', max: MAX_STEP_FIND }),
  );
  const after = collect(() => readNumber(typed.after, 'after', MAX_STEP_AFTER));
  const limit = collect(() =>
    (typed.limit ?? '').trim() === '' ? null : readNumber(typed.limit!, 'limit', MAX_STEP_LIMIT),
  );
  const give = collect(() => readGiven(typed.give ?? ''));
  if (refusals.length > 0) throw new Refusals(refusals);
  return {
    ...{ key, kind, role, days, after: after!, limit: limit ?? null },
    text: { title: title!, find: find ?? null, give: give! },
  };
}

/** What stands in one language only stands in both. */
function readBoth(
  typedZh: string | null,
  typedEn: string | null,
  { field, max }: { field: string; max: number },
): { zh: string; en: string } | null {
  const [zh, en] = [typedZh, typedEn].map((typed) => (typed ?? '').normalize('NFC').trim());
  if (zh!.length > max) throw new Refusal('tooLong', { max }, `${field}Zh`);
  if (en!.length > max) throw new Refusal('tooLong', { max }, `${field}En`);
  return zh || en ? { zh: zh || en!, en: en || zh! } : null;
}

function readNumber(typed: string, field: string, max: number): number {
  const text = typed.normalize('NFKC').trim();
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= max)) throw new Refusal('stepNumber', { max }, field);
  return number;
}

/** `户型图 | Floor plan | https://…`, one a line; one name stands for both, the link may be missing. */
function readGiven(typed: string): Material[] {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length > MAX_STEP_GIVEN)
    throw new Refusal('stepGiveMany', { max: MAX_STEP_GIVEN }, 'give');
  return lines.map((line) => {
    const parts = line.split('|').map((part) => part.trim());
    const url = parts.find((part) => /^https:\/\//i.test(part)) ?? null;
    const [zh, en = zh, ...rest] = parts.filter((part) => part !== url);
    const material = materialSchema.safeParse({ zh, en, url });
    if (!material.success || rest.length > 0)
      throw new Refusal('stepGive', { line: line.slice(0, 40) }, 'give');
    return material.data;
  });
}

/** A material as its line is typed. */
export const writeGiven = ({ zh, en, url }: Material): string =>
  [zh, ...(en === zh ? [] : [en]), ...(url ? [url] : [])].join(' | ');

/** A key for a new step that no step of this playbook ever had by chance: figures go by it. */
export const newStepKey = (id: string): string => `s_${id.replaceAll('-', '').slice(-20)}`;

/** The steps with one of them at another place; a step at the end stays. */
export function withMoved(steps: readonly Step[], key: string, by: -1 | 1): Step[] {
  const at = steps.findIndex((step) => step.key === key);
  const to = at + by;
  if (at < 0) throw new Refusal('stepGone');
  if (to < 0 || to >= steps.length) return [...steps];
  const moved = [...steps];
  [moved[at], moved[to]] = [moved[to]!, moved[at]!];
  return moved;
}

/** The steps with one changed, or added at the end. */
export function withStep(steps: readonly Step[], step: Step): Step[] {
  const known = steps.some(({ key }) => key === step.key);
  return known ? steps.map((one) => (one.key === step.key ? step : one)) : [...steps, step];
}

/** The steps without one. */
export function withoutStep(steps: readonly Step[], key: string): Step[] {
  const left = steps.filter((step) => step.key !== key);
  if (left.length === steps.length) throw new Refusal('stepGone');
  return left;
}
