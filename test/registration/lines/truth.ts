/** What a line says, as a person reads it: the labels of the set. A key that is absent is not said. */
export interface Truth {
  name?: string;
  gender?: 'female' | 'male';
  /** International form. */
  phones?: string[];
  /** Hidden middles (138****5678): possible phones. */
  masked?: string[];
  wechat?: string;
  email?: string;
  source?: string;
  /** `C-1031` or the name as typed. */
  referrer?: string;
  layouts?: string[];
  /** Square metres, a missing end is open. */
  area?: [number | null, number | null];
  /** Whole units, and the currency where it is named. */
  budget?: [number | null, number | null] | [number | null, number | null, string];
  districts?: string[];
  purpose?: string;
  purchaseTime?: string;
  payment?: string;
  partySize?: number;
  grade?: string;
  arrivalKind?: string;
  /** Wall clock of the next follow-up: `2026-11-19T15:00`, or the day alone where only that is certain. */
  followUp?: string;
  /** What is to be done then. */
  what?: string;
}

export interface LabelledLine {
  text: string;
  truth: Truth;
}

/** The moment and the place every line was typed: a Wednesday afternoon in Shanghai. */
export const TYPED_AT = new Date('2026-11-18T06:00:00Z');
export const TYPED_IN = 'Asia/Shanghai';
