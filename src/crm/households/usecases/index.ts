/** Everything a person can do about a family. */

export { FAMILY_MESSAGE } from '../joining.ts';
export type { FamilyMember } from '../relatives.ts';
export { FAMILY_DECIDED } from '../telling.ts';
export {
  type Decision,
  decideFamily,
  findDecision,
  gatherFamily,
  listMoved,
  readDecision,
  sightOf,
} from './decide.ts';
export {
  endLink,
  type Family,
  linkFamily,
  readFamily,
} from './family.ts';
