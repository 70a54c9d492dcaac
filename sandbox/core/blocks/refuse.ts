import { bags } from '../bags.ts';
import { documented, SlackError, thirdParty } from '../errors.ts';
import type { World } from '../world.ts';
import type { Problem } from './check.ts';
import { listBlockProblems, listViewProblems } from './validate.ts';

/** Documented: a view may have 250 kB. */
const VIEW_BYTES = 250_000;

/** Documented code for messages: `invalid_blocks`, with the reasons beside it. */
export function requireValidBlocks(world: World, blocks: unknown): void {
  if (blocks === undefined) return;
  if (!Array.isArray(blocks)) throw documented('invalid_blocks_format');
  const problems = listBlockProblems(blocks, 'message');
  if (problems.length > 0) throw invalidBlocks(problems);
  const charts = bags(blocks).some((block) => block.type === 'data_visualization');
  const fault = charts ? world.faults.strike({ method: 'data_visualization' }) : null;
  if (fault)
    throw thirdParty(fault.code ?? 'invalid_blocks', 'This workspace does not have charts yet.');
}

/** Third-party: views are refused with `invalid_arguments`, the reasons under response_metadata. */
export function requireValidView(world: World, view: unknown): void {
  const size = Buffer.byteLength(JSON.stringify(view ?? null));
  if (size > VIEW_BYTES) throw documented('view_too_large');
  const problems = listViewProblems(view);
  if (problems.length > 0) throw refusal('invalid_arguments', problems);
  const asksForFiles = JSON.stringify(view).includes('"file_input"');
  if (asksForFiles && !world.scopes.includes('files:read')) {
    throw documented('missing_scope', 'file_input needs files:read', {
      needed: 'files:read',
      provided: world.scopes.join(','),
    });
  }
}

export function invalidBlocks(problems: Problem[]): SlackError {
  return refusal('invalid_blocks', problems);
}

function refusal(code: string, problems: Problem[]): SlackError {
  const lines = problems.map((problem) => `${problem.message} [json-pointer:${problem.pointer}]`);
  return new SlackError(code, {
    rule: lines.slice(0, 5).join('; '),
    evidence: 'documented',
    extra: {
      errors: lines,
      response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
    },
  });
}
