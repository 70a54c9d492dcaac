import type { Reading } from '../../db/transact.ts';
import { fold } from '../../lib/names.ts';
import type { Actor } from '../access/actor.ts';
import { can } from '../access/rules.ts';
import { findTeam, listActiveMembers, listTeams } from '../access/store.ts';
import { officeHours } from '../settings/rules.ts';
import { getSettings } from '../settings/store.ts';
import { type ChoiceWords, choiceReader } from './rules/choices.ts';
import type { ColumnNames } from './rules/columns.ts';
import { personReader } from './rules/people.ts';
import type { Desk } from './rules/row.ts';

/** What screens call columns and choices, in every language: handed in by whoever has the dictionaries. */
export interface ImportWords {
  columns: ColumnNames;
  choices: ChoiceWords;
}

/** The office as reading a file needs it, opened once for the file. */
export async function openDesk(
  { db, now }: Reading,
  words: ImportWords,
  of: { teamId: string; actor: Actor },
): Promise<Desk> {
  const [team, teams, people, settings] = [
    await findTeam(db, of.teamId),
    await listTeams(db),
    await listActiveMembers(db),
    await getSettings(db, of.teamId, now),
  ];
  const zone = team?.zone ?? 'UTC';
  const mayBring = (teamId: string) => can(of.actor, 'customer:import', { teamId });
  const byName = new Map(
    teams.filter(({ id }) => mayBring(id)).map((one) => [fold(one.name), one.id]),
  );
  return {
    now,
    zone,
    order: settings.phoneRegion === 'US' ? 'month-first' : 'day-first',
    settings,
    choose: choiceReader(words.choices, settings, {
      sources: settings.sources,
      districts: settings.districts,
      currency: settings.currency,
      region: settings.phoneRegion,
      now,
      zone,
      locale: of.actor.locale,
      hours: officeHours(settings, zone),
    }),
    findPerson: personReader(people),
    findTeam: (name) => byName.get(fold(name.trim())) ?? null,
    mayBring,
    teamId: of.teamId,
  };
}
