import { takeColleague } from '../../lib/colleague-name.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Verdict } from './rules/proposal.ts';

/** Longest text of a party or a manager, in characters; most links to files beside it. */
export const MAX_TEXT = 2000;
const MAX_LINKS = 5;
const MAX_LINK = 500;

/** What somebody says in a case. */
export interface Said {
  text: string;
  /** Addresses of files, `https` only. */
  links: string[];
}

/**
 * Reads what was typed: a text, and links to files, one per line. Throws `caseTextMissing`, `tooLong`,
 * `caseLinks`, each at its input.
 */
export function readSaid(
  typed: { text?: string | null | undefined; links?: string | null | undefined },
  field = 'text',
): Said {
  const text = (typed.text ?? '').normalize('NFC').trim();
  if (text === '') throw new Refusal('caseTextMissing', {}, field);
  if (text.length > MAX_TEXT) throw new Refusal('tooLong', { max: MAX_TEXT }, field);
  const lines = (typed.links ?? '').split(/\s+/).filter(Boolean);
  const links = lines.map(readLink);
  if (links.length > MAX_LINKS || links.includes(null)) {
    throw new Refusal('caseLinks', { max: MAX_LINKS }, 'links');
  }
  return { text, links: links as string[] };
}

/** An `https` address as a browser spells it, without anything that has a meaning in mrkdwn; null for anything else. */
function readLink(typed: string): string | null {
  if (typed.length > MAX_LINK) return null;
  try {
    const { protocol, username, password, href } = new URL(typed);
    if (protocol !== 'https:' || username || password) return null;
    return href.replace(
      /[|<>*_~`]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    return null;
  }
}

/** The number of a case in `12`, `case 12`, `判客12`, `#12`; null where the text begins with none. */
export function readCaseNumber(text: string): { number: number; rest: string } | null {
  const line = text.trim();
  const found = /^(?:case|判客|案)?\s*[#＃]?\s*([\d０-９]{1,9})(?![\d０-９])[\s,，:：]*/iu.exec(
    line,
  );
  return found
    ? { number: Number(found[1]!.normalize('NFKC')), rest: line.slice(found[0].length) }
    : null;
}

/** The percentage of a split; null: not given. Throws `caseShare`. */
export function readShare(typed: string | null | undefined): number | null {
  const text = (typed ?? '').normalize('NFKC').trim().replace(/%$/, '').trim();
  if (text === '') return null;
  const share = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (share < 1) throw new Refusal('caseShare', {}, 'share');
  return share;
}

/** What a typed line says of a verdict; what it does not say is undefined. */
export interface TypedVerdict {
  verdict?: Verdict | undefined;
  toId?: string | undefined;
  share?: string | undefined;
  reason?: string | undefined;
}

const VERDICT_WORDS: Record<Verdict, RegExp> = {
  split: /^(?:split|分业绩|分成|分)/iu,
  give: /^(?:give|改归|改判|给)/iu,
  pool: /^(?:pool|进公海|公海)/iu,
  keep: /^(?:keep|维持)/iu,
};

/** Reads `维持 先登记者为准`, `split 30 Zhang Wei both met her`, `改归张伟 …`: the verdict first, then for whom. */
export function readTypedVerdict(
  text: string,
  claimants: readonly { id: string; name: string }[],
): TypedVerdict {
  const line = text.normalize('NFC').trim();
  const [verdict, word] =
    (Object.entries(VERDICT_WORDS) as [Verdict, RegExp][]).find(([, re]) => re.test(line)) ?? [];
  if (!verdict || !word) return line ? { reason: line } : {};
  let rest = line.replace(word, '');
  if (verdict === 'keep' || verdict === 'pool') return { verdict, ...reasonOf(rest) };
  const percent = /(?<!\d)(\d{1,2})\s*[%％]?(?!\d)/u.exec(verdict === 'split' ? rest : '');
  if (percent) rest = rest.replace(percent[0], ' ');
  const to = takeColleague(rest, claimants);
  rest = to?.rest ?? rest;
  const only = claimants.length === 1 ? claimants[0] : undefined;
  const toId = to?.colleague.id ?? only?.id;
  return {
    verdict,
    ...(toId && { toId }),
    ...(percent && { share: percent[1] }),
    ...reasonOf(rest),
  };
}

function reasonOf(text: string): Pick<TypedVerdict, 'reason'> {
  const reason = text
    .replace(/^[\s,，:：;；@]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return reason ? { reason: reason.slice(0, MAX_TEXT) } : {};
}
