/** Everything a person can do about a family. */

export { FAMILY_MESSAGE } from '../joining.ts';
export type { FamilyMember } from '../relatives.ts';
export {
  type Decision,
  decideFamily,
  FAMILY_DECIDED,
  findDecision,
  gatherFamily,
  readDecision,
  sightOf,
} from './decide.ts';
export {
  endLink,
  type Family,
  linkFamily,
  readFamily,
} from './family.ts';
