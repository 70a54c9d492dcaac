import { Refusal } from '../../lib/refusal.ts';

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
  const found = /^(?:case|判客|案)?\s*[#＃]?\s*(\d{1,9})(?!\d)[\s,，:：]*/iu.exec(
    text.normalize('NFKC').trim(),
  );
  return found
    ? { number: Number(found[1]), rest: text.normalize('NFKC').trim().slice(found[0].length) }
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
