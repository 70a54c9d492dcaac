import { type Messages, words } from './words.ts';

const DICTIONARIES = [words('zh'), words('en')];

/** Names by key, and the choices of some keys by value, in every language. */
interface ColumnWords {
  columns: Record<string, string[]>;
  choices: Record<string, Record<string, string[]>>;
}

/** Choices whose words stand beside the labels of the form. */
const CHOICES = [
  'gender',
  'ageBand',
  'language',
  'arrivalKind',
  'layouts',
  'purchaseTime',
  'purpose',
  'floors',
  'nearby',
  'musts',
  'payment',
  'decision',
  'grade',
  'stage',
  'consent',
] as const;

type Labels = Record<string, Record<string, string> | undefined>;

/** What our own screens call columns and choices in both languages, for reading files. */
export function columnWords(): ColumnWords {
  const columns: ColumnWords['columns'] = {};
  const choices: ColumnWords['choices'] = {};
  for (const w of DICTIONARIES) {
    for (const [key, label] of Object.entries({
      ...w.properties.label,
      ...w.fields.label,
      ...w.exchange.columns,
    }))
      columns[key] = [...(columns[key] ?? []), label];
    const own = { ...w.fields, consent: w.exchange.consent } as unknown as Labels;
    for (const key of CHOICES) {
      const values = choices[key] ?? {};
      for (const [value, word] of Object.entries(own[key] ?? {}))
        values[value] = [...(values[value] ?? []), word];
      choices[key] = values;
    }
  }
  return { columns, choices };
}

/** What a column is called on screen. */
export function columnLabel(w: Messages, column: string): string {
  const labels: Record<string, string> = { ...w.properties.label, ...w.fields.label };
  return w.exchange.columns[column] ?? labels[column] ?? column;
}

/** Why a row is told, in words: why it stays behind, or whom it may be. */
export function rowSentence(
  w: Messages,
  row: { outcome: string; reasons: readonly string[]; ofRow: number | null; number: number | null },
): string {
  const { outcome, reasons, ofRow } = row;
  const number = row.number === null ? null : `C-${row.number}`;
  if (outcome === 'possible') {
    const why = reasons.map((one) => w.duplicates.reason[one.replace('near:', '')] ?? one);
    const said = { reasons: why.join(w.common.comma) };
    return ofRow === null
      ? w.exchange.rows.possible({ number: number ?? '', ...said })
      : w.exchange.rows.alike({ of: ofRow, ...said });
  }
  const why = reasons.map((one) => reasonSentence(w, one, ofRow)).join('; ');
  return number ? `${why} (${number})` : why;
}

/** A reason is a code, with its column after a colon. */
function reasonSentence(w: Messages, reason: string, of: number | null): string {
  const [code = '', column = ''] = reason.split(':');
  // What the form of a unit would say of the same value.
  const refusal = w.properties.refusals[code];
  const sentence =
    w.exchange.reasons[code] ??
    (refusal && (() => w.common.pair({ label: columnLabel(w, column), value: refusal({}) })));
  if (!sentence) throw new Error(`no sentence for the reason ${code}`);
  return sentence({ column: columnLabel(w, column), of });
}
