/** Everything a person can do about a family. */
export { decideFamily, readDecision } from './decide.ts';
export { endLink, linkFamily, readFamily } from './family.ts';
