export const assignment = {
  /** Why a customer went where, as the code of the assignment says it. */
  why: {
    'by-source': 'by the rule for the source',
    'by-district': 'by the rule for the district',
    'by-language': 'by the rule for the language',
    'by-rota': 'in turn',
    'by-load': 'to whoever had least to do',
    'last-resort': 'to the last resort: nobody of the team was there',
    'to-pool': 'to the pool: nobody was there',
    chosen: 'registered for them',
  } as Record<string, string>,
  // In the history of a customer.
  because: 'Why',
  byRule: (p: { why: string; value: string }) => `${p.why} (${p.value})`,
  absent: (p: { why: string; names: string }) => `${p.why}; away: ${p.names}`,
  history: { 'customer.assign': 'gave it to a rep' } as Record<string, string>,

  // To the rep who got new customers.
  arrived: (p: { n: number }) =>
    p.n === 1 ? '🆕 *A new customer is yours*' : `🆕 *${p.n} new customers are yours*`,
  noteArrived: 'A new customer is yours.',
};
