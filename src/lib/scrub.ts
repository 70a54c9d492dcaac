/**
 * The net under the log's allow-list: takes whatever looks like a phone, an id number, an address for
 * mail, a token or a password out of a text, and what stands between quotation marks, since messages
 * of other programs quote what people typed. Not a way to make free text safe to log.
 */
export function scrub(text: string): string {
  // NFKC turns full-width digits and letters into plain ones.
  return NETS.reduce((left, [net, mark]) => left.replace(net, mark), text.normalize('NFKC'));
}

const NETS: [RegExp, string][] = [
  [/\bxox[a-z]+-[\w-]+|\bxapp-[\w-]+/gi, '[token]'],
  [/\b(Bearer|Basic)\s+\S+/gi, '$1 [token]'],
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/]*):[^\s@/]*@/gi, '$1:[password]@'],
  // Begins at the beginning of a word only: from every letter it would take minutes over a long one.
  [/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[mail]'],
  // Six digits or more, with whatever people write between them: phones, id numbers, bank cards.
  [/[+(]?\d(?:[\s().\-_/]*\d){5,}(?:[\s().-]?[Xx])?/g, '[digits]'],
  [/"[^"]*"|“[^”]*”|「[^」]*」|`[^`]*`|(?<!\p{L})'[^']*'/gu, '[quoted]'],
  // Nothing of ours in the log is written in Chinese: what is, was typed.
  [/[\p{Script=Han}·]+/gu, '[text]'],
];
