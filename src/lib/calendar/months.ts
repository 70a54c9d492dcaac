const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The month (1 to 12) an English name or its beginning means: `Sept`, `march`; 0 for any other word. */
export const monthNamed = (word: string): number =>
  MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
