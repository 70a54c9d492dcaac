import { fold } from '../../../lib/names.ts';

/** Somebody a cell may name. */
export interface Person {
  id: string;
  slackUserId: string;
  name: string;
  role: string;
  active: boolean;
  teamIds: string[];
}

/**
 * Finds a member by Slack id or by name: `U012AB3CD`, `@李娜`, `李娜`, `Li Na`; of a name in two scripts
 * either is enough. Nobody where two people have it.
 */
export function personReader(people: readonly Person[]): (text: string) => Person | null {
  const byName = new Map<string, Person | null>();
  for (const person of people) {
    for (const name of new Set(namesOf(person))) byName.set(name, byName.has(name) ? null : person);
  }
  return (text) => byName.get(keyOf(text.replace(/^@/u, ''))) ?? null;
}

function namesOf({ slackUserId, name }: Person): string[] {
  const han = name.match(/\p{Script=Han}+/gu)?.join('') ?? '';
  const latin = name.replace(/\p{Script=Han}+/gu, ' ');
  return [slackUserId, name, han, latin].map(keyOf).filter(Boolean);
}

const keyOf = (text: string): string => fold(text).replace(/[^\p{L}\p{N}_]+/gu, '');
