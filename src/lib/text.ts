/** A text under rewriting that remembers where in the original each of its characters came from. */
export type Mapped = { text: string; at: number[] };

/** The text with every character made plain by `plain`; `at` has the original position of each. */
export function mapCharacters(original: string, plain: (char: string) => string): Mapped {
  let text = '';
  const at: number[] = [];
  let position = 0;
  for (const char of original) {
    const made = plain(char);
    for (let i = 0; i < made.length; i++) at.push(position);
    text += made;
    position += char.length;
  }
  at.push(position);
  return { text, at };
}

/** Full width to half, zero-width marks out, every dash and blank the plain one; case stays. */
export function plainCharacter(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x80 || (code >= 0x4e00 && code <= 0x9fff)) return char;
  if (/[\p{Cf}\p{Mn}]/u.test(char)) return '';
  if (/[‐-―−﹣－]/u.test(char)) return '-';
  if (/[‘’ʼ＇′]/u.test(char)) return "'";
  if (/[“”]/u.test(char)) return '"';
  return char.normalize('NFKC').replace(/\s/gu, ' ');
}

/** The whole text made plain, without a map. */
export function plainText(text: string): string {
  return mapCharacters(text, plainCharacter).text;
}

/** Replaces every match; all characters of a replacement stand where the match stood. */
export function rewrite(
  source: Mapped,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string | null,
): Mapped {
  let text = '';
  const at: number[] = [];
  let from = 0;
  const copy = (to: number) => {
    text += source.text.slice(from, to);
    for (let i = from; i < to; i++) at.push(source.at[i] ?? 0);
  };
  for (const match of source.text.matchAll(pattern)) {
    const made = match[0] === '' ? null : replace(match);
    if (made === null) continue;
    copy(match.index);
    for (let i = 0; i < made.length; i++) at.push(source.at[match.index] ?? 0);
    text += made;
    from = match.index + match[0].length;
  }
  copy(source.text.length);
  at.push(source.at[source.text.length] ?? 0);
  return { text, at };
}

/** The original's range that stands behind [start, end) of a mapped text. */
export function originalRange(source: Mapped, start: number, end: number): [number, number] {
  return [source.at[start] ?? 0, source.at[end] ?? source.at.at(-1) ?? 0];
}

/** The text without some ranges of it; blanks, empty brackets and dangling punctuation tidied. */
export function withoutRanges(
  text: string,
  ranges: readonly (readonly [number, number])[],
): string {
  let rest = '';
  let from = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    rest += text.slice(from, Math.max(from, start));
    from = Math.max(from, end);
    // 我[明天]去 closes up again, "call [tomorrow] John" keeps its blank.
    const joined = /\p{Script=Han}$/u.test(rest) && /^\p{Script=Han}/u.test(text.slice(from));
    if (!joined) rest += ' ';
  }
  return (rest + text.slice(from))
    .replace(/[（(]\s*[）)]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,，、。.;；!！?？)）]+|[\s,，、;；(（]+$/gu, '');
}
