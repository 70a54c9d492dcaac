import type { Settings } from '../settings/rules.ts';
import { GRADES, STAGES } from './fields.ts';
import type { CustomerFilter } from './store-search.ts';

const STAGE_WORDS: Record<string, string> = {
  潜在: 'potential',
  意向: 'interested',
  洽谈: 'negotiating',
  成交: 'closed',
  流失: 'lost',
};
const OVERDUE = new Set(['overdue', '逾期', '逾期的', '过期']);

/**
 * Words of a search that are filters (`A类`, `grade:A`, `意向`, `overdue`, a source, a district); the rest
 * stays search text. A word that could also be a name is a filter only when it names one exactly.
 */
export function readFilterWords(
  text: string,
  settings: Pick<Settings, 'sources' | 'districts'>,
): CustomerFilter {
  const filter: CustomerFilter = {};
  const rest = text
    .split(/\s+/)
    .filter((word) => word !== '' && !readWord(word.normalize('NFKC'), filter, settings));
  return rest.length > 0 ? { ...filter, text: rest.join(' ') } : filter;
}

function readWord(
  word: string,
  filter: CustomerFilter,
  settings: Pick<Settings, 'sources' | 'districts'>,
): boolean {
  const lower = word.toLowerCase();
  const grade = /^(?:grade[:=])?([a-d])(?:类|级|类客户)?$/i.exec(word)?.[1]?.toUpperCase();
  if (grade && (GRADES as readonly string[]).includes(grade)) return note(filter, 'grade', grade);
  const stage = STAGE_WORDS[word.replace(/客户$/, '')] ?? lower.replace(/^stage[:=]/, '');
  if ((STAGES as readonly string[]).includes(stage)) return note(filter, 'stage', stage);
  if (OVERDUE.has(lower)) return note(filter, 'overdue', true);
  const district = findChoice(settings.districts, lower.replace(/^district[:=]/, ''));
  if (district) return note(filter, 'district', district);
  const source = findChoice(settings.sources, lower.replace(/^source[:=]/, ''));
  return source ? note(filter, 'source', source) : false;
}

function note<K extends keyof CustomerFilter>(
  filter: CustomerFilter,
  key: K,
  value: CustomerFilter[K],
): true {
  filter[key] = value;
  return true;
}

function findChoice(list: Settings['sources'], word: string): string | undefined {
  return list.find((one) =>
    [one.key, one.zh, one.en, ...one.aliases].some((name) => name.toLowerCase() === word),
  )?.key;
}
