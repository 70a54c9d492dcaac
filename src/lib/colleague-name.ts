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
