/** Everything a person can do about a family. */

export { FAMILY_MESSAGE } from '../joining.ts';
export {
  type Decision,
  decideFamily,
  FAMILY_DECIDED,
  findDecision,
  readDecision,
  sightOf,
} from './decide.ts';
export {
  endLink,
  type Family,
  type FamilyMember,
  linkFamily,
  listFamily,
  readFamily,
} from './family.ts';
