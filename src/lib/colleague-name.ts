/**
 * How colleagues may be called: by the whole name, and by its Chinese or its Latin part alone (`张伟` for
 * `张伟 Zhang Wei`) where no two of them are called that. The longest first.
 */
export function spellingsOf<Colleague extends { name: string }>(
  colleagues: readonly Colleague[],
): { colleague: Colleague; spelling: string }[] {
  const all = colleagues.flatMap((colleague) =>
    partsOf(colleague.name).map((spelling) => ({ colleague, spelling })),
  );
  const count = (spelling: string) =>
    all.filter((one) => one.spelling.toLowerCase() === spelling.toLowerCase()).length;
  return all
    .filter(({ colleague, spelling }) => spelling === colleague.name || count(spelling) === 1)
    .sort((a, b) => b.spelling.length - a.spelling.length);
}

function partsOf(name: string): string[] {
  const han = name.match(/\p{Script=Han}{2,}/gu) ?? [];
  const latin = name.replace(/\p{Script=Han}+/gu, ' ').trim();
  const parts = han.length === 1 && latin ? [...han, latin] : [];
  return [...new Set([name, ...parts])];
}

/**
 * The colleague a typed text names, and the text without the name and its @: by any spelling, a Latin one as
 * whole words, or by the first name alone where no two have it; null where it names nobody.
 */
export function takeColleague<Colleague extends { name: string }>(
  text: string,
  colleagues: readonly Colleague[],
): { colleague: Colleague; rest: string } | null {
  const firsts = colleagues.flatMap((colleague) => {
    const first = /^[\p{Script=Latin}'’-]{3,}(?=\s)/u.exec(colleague.name)?.[0];
    return first ? [{ colleague, spelling: first }] : [];
  });
  const only = firsts.filter(
    ({ spelling }) => firsts.filter((one) => one.spelling === spelling).length === 1,
  );
  for (const { colleague, spelling } of [...spellingsOf(colleagues), ...only]) {
    const name = spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const isLatin = /^\p{Script=Latin}/u.test(spelling);
    const found = new RegExp(
      isLatin ? `(?<![\\p{Script=Latin}\\d])@?${name}(?![\\p{Script=Latin}\\d])` : `@?${name}`,
      'iu',
    ).exec(text);
    if (found) return { colleague, rest: text.replace(found[0], ' ') };
  }
  return null;
}
