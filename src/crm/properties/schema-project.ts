import { Refusal, Refusals } from '../../lib/refusal.ts';
import type { Settings } from '../settings/rules.ts';
import type { FileLink } from './fields.ts';
import { MAX_NAME, readDistrict, readFiles, readWords } from './schema.ts';

/** What a form says of a project, as typed; an empty text is nothing. */
export type TypedProject = Record<
  | 'nameZh'
  | 'nameEn'
  | 'address'
  | 'district'
  | 'transit'
  | 'schools'
  | 'permitNumber'
  | 'permitOn'
  | 'files',
  string
>;

/** The same, read. */
export interface ReadProject {
  nameZh: string;
  nameEn: string;
  address: string | null;
  district: string | null;
  transit: string | null;
  schools: string | null;
  permitNumber: string | null;
  permitOn: string | null;
  files: FileLink[];
}

/**
 * Reads a project. It needs a name in one language; the other is then the same. Throws `Refusals`: a name
 * that is missing, a permit without its number or its day.
 */
export function readProject(
  typed: TypedProject,
  settings: Pick<Settings, 'districts'>,
): ReadProject {
  const refusals: Refusal[] = [];
  const attempt = <T>(key: keyof TypedProject, read: (text: string) => T, empty: T): T => {
    try {
      return read(typed[key].normalize('NFC').trim());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(new Refusal(error.code, error.params, key));
      return empty;
    }
  };
  const zh = attempt('nameZh', readName, '');
  const en = attempt('nameEn', readName, '');
  if (zh === '' && en === '') refusals.push(new Refusal('projectName', {}, 'nameZh'));
  const permitNumber = attempt('permitNumber', readWords, null);
  const permitOn = attempt('permitOn', readDay, null);
  if (permitNumber && !permitOn) refusals.push(new Refusal('permitDay', {}, 'permitOn'));
  if (permitOn && !permitNumber) refusals.push(new Refusal('permitNumber', {}, 'permitNumber'));
  const project = {
    ...{ nameZh: zh || en, nameEn: en || zh, permitNumber, permitOn },
    address: attempt('address', readWords, null),
    district: attempt('district', (text) => readDistrict(text, settings), null),
    transit: attempt('transit', readWords, null),
    schools: attempt('schools', readWords, null),
    files: attempt('files', readFiles, []),
  };
  if (refusals.length > 0) throw new Refusals(refusals);
  return project;
}

function readName(text: string): string {
  if (text.length > MAX_NAME) throw new Refusal('tooLong', { max: MAX_NAME });
  return text;
}

function readDay(text: string): string | null {
  if (text === '') return null;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (!isDay) throw new Refusal('badInput');
  return text;
}
