import type { Inspection } from '../../bot/inspect.ts';
import type { Config, SlackSettings } from '../../config.ts';
import type { OpenDatabase } from '../../db/open.ts';

/** How one thing is: well, to be noted, or to be mended; `remedy` says what to do. */
export interface Finding {
  state: 'well' | 'note' | 'bad';
  says: string;
  remedy?: string;
}

export const well = (says: string): Finding => ({ state: 'well', says });
export const note = (says: string, remedy?: string): Finding => ({
  state: 'note',
  says,
  ...(remedy && { remedy }),
});
export const bad = (says: string, remedy: string): Finding => ({ state: 'bad', says, remedy });

/** What a check may look at; parts that could not be opened are null and have been reported. */
export interface Patient {
  config: Config;
  database: OpenDatabase | null;
  slack: { settings: SlackSettings; inspection: Inspection } | null;
}

/** One look at one thing. Throwing counts as bad. */
export interface Check {
  name: string;
  look(patient: Patient): Promise<Finding[]> | Finding[];
}
