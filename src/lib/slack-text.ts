/** Text as it comes from Slack and as it may go to Slack. */

const LINK = /<(tel:|mailto:|https?:\/\/|slack:\/\/|@|#|!)([^<>|]*)(?:\|([^<>]*))?>/g;
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * What the person typed: link tokens (`<tel:…|…>`, `<mailto:…|…>`, `<https://…|…>`) become their
 * words, mentions become @name or @U123, entities their characters.
 */
export function unwrap(text: string): string {
  return text
    .replace(LINK, (whole, kind: string, target: string, label: string | undefined) => {
      if (kind === '@') return `@${label ?? target}`;
      if (kind === '#') return `#${label ?? target}`;
      if (kind === '!') return label ?? whole.slice(1, -1);
      return label || (kind.startsWith('http') ? kind + target : target);
    })
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The users mentioned in a text, ids in order of appearance. */
export function listMentions(text: string): string[] {
  return [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)].map((match) => match[1] ?? '');
}

/** Controls (but line feed and tab) and lone halves of a surrogate pair. */
const BROKEN = /(?![\n\t])\p{Cc}|\p{Cs}/gu;
/** Bidi overrides, zero-width and other marks that are not seen. */
const HIDDEN = /[\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

/** Typed text without control characters (line feed and tab stay) and without lone halves of a surrogate pair. */
export function cleanTyped(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(BROKEN, '');
}

/** Mark that keeps a format character from working without being seen. */
const WORD_JOINER = '\u2060';

/**
 * Typed text made safe for mrkdwn: no mention, link, entity, emphasis, quote or hidden mark of the
 * writer's takes effect; it reads as typed. Line breaks stay.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .replace(BROKEN, '')
    .replace(HIDDEN, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(\s*)(&gt;)/gm, `$1${WORD_JOINER}$2`)
    .replace(/[*_~`]+/g, (run) => [...run].map((char) => `${WORD_JOINER}${char}`).join(''))
    .replace(/:(?=[a-z0-9_+'-]+:)/gi, `${WORD_JOINER}:`);
}

/**
 * Typed text for a plain_text object or a title: hidden marks out, line breaks to blanks, cut to
 * `max` UTF-16 units with an ellipsis and never inside a character.
 */
export function plain(text: string, max: number): string {
  return truncate(text.replace(BROKEN, '').replace(HIDDEN, '').replace(/\s+/gu, ' ').trim(), max);
}

/** Cuts escaped or plain text to `max` UTF-16 units; no entity and no surrogate pair is cut. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 0) return '';
  let cut = text.slice(0, max - 1);
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1);
  const entity = /&[a-z]{0,4}$/.exec(cut);
  if (entity && /^&(?:lt|gt|amp);/.test(text.slice(entity.index))) cut = cut.slice(0, entity.index);
  return `${cut.replace(/[\s\u2060\u200D]+$/u, '')}…`;
}
