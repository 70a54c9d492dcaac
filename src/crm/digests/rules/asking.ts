import { Refusal } from '../../../lib/refusal.ts';
import type { DigestTeam } from './snapshot.ts';
import { readWeek, sayWeek, type Week, weekAt } from './week.ts';

/** One digest that somebody wants. */
export interface Wanted {
  team: DigestTeam;
  week: Week;
}

/**
 * What `/digest …` asks for: a week and a team in either order (`last week 东区`, `west W09`), each by
 * default: the running week, every team the person may read. Throws `digestUnclear` for words that name
 * neither and `digestFuture` for a week that has not begun.
 */
export function understand(text: string, teams: readonly DigestTeam[], now: Date): Wanted[] {
  const words = text.normalize('NFKC').trim().split(/\s+/).filter(Boolean);
  for (const [weekText, teamText] of splits(words)) {
    const chosen = named(teams, teamText);
    if (chosen.length === 0 || !readWeek(weekText, now, 'UTC')) continue;
    return chosen.map((team) => ({
      team,
      week: begun(readWeek(weekText, now, team.zone)!, now, team.zone),
    }));
  }
  throw new Refusal('digestUnclear', { text: text.trim().slice(0, 60) });
}

/** Every way to cut the words into a week and a team, the longest week first. */
function splits(words: string[]): [week: string, team: string][] {
  const cuts: [string, string][] = [];
  for (let n = words.length; n >= 0; n--) {
    cuts.push([words.slice(0, n).join(' '), words.slice(n).join(' ')]);
    if (n > 0 && n < words.length)
      cuts.push([words.slice(-n).join(' '), words.slice(0, -n).join(' ')]);
  }
  return cuts;
}

function named(teams: readonly DigestTeam[], text: string): DigestTeam[] {
  const wanted = text.toLowerCase();
  const exact = teams.filter(({ name }) => name.toLowerCase() === wanted);
  return exact.length > 0 ? exact : teams.filter(({ name }) => name.toLowerCase().includes(wanted));
}

function begun(week: Week, now: Date, zone: string): Week {
  if (sayWeek(week) > sayWeek(weekAt(now, zone)))
    throw new Refusal('digestFuture', { week: sayWeek(week) });
  return week;
}
