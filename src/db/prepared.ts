/** Texts that are kept planned; beyond that the office asks them as they come. */
const MOST = 500;
/** From which time on a text counts as asked again and again. */
const OFTEN = 3;

/** Begins a statement whose best plan depends on its values: it is planned each time. */
export const PLANNED_ANEW = '/* planned anew */';

/**
 * Answers names under which sessions keep statements that are asked again and again: planning costs more than most
 * of them take. A text asked for the first times, too many texts, and those that begin with `PLANNED_ANEW` have none (an empty one).
 */
export function statementNames(): (statement: { sql: string }) => string {
  const asked = new Map<string, number>();
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= MOST || sql.trimStart().startsWith(PLANNED_ANEW)) return '';
    const times = (asked.get(sql) ?? 0) + 1;
    if (times < OFTEN) {
      if (asked.size >= 2 * MOST) asked.clear();
      asked.set(sql, times);
      return '';
    }
    asked.delete(sql);
    const name = `s${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
