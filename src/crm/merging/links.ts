/** What a merge does with the rows of one column that says whose a row is. */
export interface Link {
  table: string;
  column: string;
  /**
   * `moves`: rows of the lost record become the kept one's, and go back when the merge is undone.
   * `stays`: rows keep naming the record they were written for; readers follow `merged_into_id`.
   * `own`: decided row by row in this area; the way back is noted like that of what moves.
   */
  does: 'moves' | 'stays' | 'own';
  /** Columns sealed under the customer's key: sealed anew under the key of the record they move to. */
  sealed?: readonly string[];
  /** Columns sealed under the office's key: they open for any record. */
  officeSealed?: readonly string[];
  /**
   * At most one row of a customer may have the same values in these columns: what the kept record has
   * already stays with the lost one. Empty: one row for each customer.
   */
  onePer?: readonly string[];
  /** The column of the other customer, where a row joins two: nobody is joined to themselves, or twice. */
  joins?: string;
}

const moves = (
  table: string,
  column: string,
  more: Omit<Link, 'table' | 'column' | 'does'> = {},
): Link => ({
  table,
  column,
  does: 'moves',
  ...more,
});
const stays = (table: string, column: string): Link => ({ table, column, does: 'stays' });
const own = (table: string, column: string, more: Pick<Link, 'sealed'> = {}): Link => ({
  table,
  column,
  does: 'own',
  ...more,
});

/**
 * Every column that points to a customer, and what merging does with it: a new table adds its line here, and
 * test/merging/links.test.ts fails until it does. A table whose rows move has a primary key `id`.
 */
export const LINKS: readonly Link[] = [
  moves('interactions', 'customer_id', { sealed: ['said_sealed'] }),
  moves('follow_ups', 'customer_id', { sealed: ['what_sealed'] }),
  moves('viewings', 'customer_id', {
    sealed: ['note_sealed', 'liked_sealed', 'objections_sealed'],
    // Both had an appointment at that moment: it is one.
    onePer: ['starts_at'],
  }),
  // When somebody arrived, who received them and who reported them is evidence for the person, whatever the number.
  moves('arrivals', 'customer_id', { officeSealed: ['phone_sealed'] }),
  moves('courtesy_receptions', 'customer_id'),
  moves('partner_reports', 'customer_id', {
    officeSealed: ['name_sealed', 'agent_sealed', 'phone_sealed'],
  }),
  // What is held, reserved or sold for the lost record is the kept one's.
  moves('units', 'customer_id', { officeSealed: ['floor_price_sealed'] }),
  // The lost record's family is the kept one's.
  moves('household_links', 'customer_id', { joins: 'other_id' }),
  moves('household_links', 'other_id', { joins: 'customer_id' }),
  // Whoever pointed to the lost record points to the kept one; so does what was merged into it before.
  own('customers', 'referrer_id'),
  own('customers', 'merged_into_id'),
  // The kept record gets rows of its own; the lost one's stay, not live, so that they can live again.
  own('customer_phones', 'customer_id'),
  // Each record's assignments are its own story; the one that is not continued ends.
  own('assignments', 'customer_id'),
  // A move of the kept record is added where its stage changes; the lost one's are its own story.
  own('stage_moves', 'customer_id', { sealed: ['competitor_sealed', 'bring_back_sealed'] }),
  // Each record's way through its playbooks is its own story; its open steps come along as follow-ups.
  own('playbook_runs', 'customer_id'),
  // Holds are for a rep: they come along where that rep stays, and end where not.
  own('customer_holds', 'customer_id', { sealed: ['reason_sealed'] }),
  // Reasons about follow-ups come along with them; those about the lost record itself are over.
  own('nudges', 'about_id'),
  own('nudges', 'subject_id'),
  // Cases come along with their number; what was said in them stays under the key it was sealed with.
  moves('cases', 'customer_id'),
  stays('cases', 'key_customer_id'),
  // What was earned by bringing somebody, or by being brought, is the person's.
  moves('referral_credits', 'referrer_id', { joins: 'newcomer_id' }),
  moves('referral_credits', 'newcomer_id', { joins: 'referrer_id', onePer: ['event', 'nth'] }),
  moves('introductions', 'referrer_id', { onePer: ['phone_index'] }),
  moves('satisfactions', 'customer_id', { sealed: ['code_sealed', 'words_sealed'] }),
  // Consent to care days was given once; the kept record's own stands, and so does its withdrawal.
  moves('care_files', 'customer_id', { sealed: ['birthday_sealed'], onePer: [] }),
  // Deals come along with their number; their words stay under the key they were sealed with.
  moves('deals', 'customer_id'),
  stays('deals', 'key_customer_id'),
  moves('eligibility_checks', 'customer_id', { sealed: ['note_sealed'] }),
  // The clock of the kept record is its own.
  stays('protection_pauses', 'customer_id'),
  // Written once; the history of the kept record reads the lost one's too.
  stays('audit', 'customer_id'),
  stays('audit', 'subject_id'),
  // Each record keeps its key: what stayed with it is sealed under it.
  stays('customer_keys', 'customer_id'),
  // Ten minutes; an offer on the lost record waits until the merge is undone, or ends.
  stays('undos', 'customer_id'),
  // A snapshot tells what was counted then; behind a merged customer stands the kept one.
  stays('digest_lines', 'customer_ids'),
  // A leaver's customer that was merged meanwhile is nobody's to hand over.
  stays('handover_items', 'customer_id'),
  // What was found of the lost record is found of the kept one by the next sweep.
  stays('duplicate_pairs', 'one_id'),
  stays('duplicate_pairs', 'other_id'),
  // Each record's reviews are its own story; that of the kept one begins anew where the merge is a material change.
  own('reviews', 'customer_id'),
  own('verifications', 'customer_id'),
  // A breach is written once, about the record of that day; whoever reads it follows what became of that.
  stays('breaches', 'customer_id'),
  // What happened to a unit is written once, for whom it was then.
  stays('unit_events', 'customer_id'),
  // What an import brought is told by its own record.
  stays('import_rows', 'customer_id'),
  // What was given to the person is given, whatever the number; what a rep was told of stays as it was told.
  moves('proposals', 'customer_id'),
  stays('fits', 'customer_id'),
  stays('merges', 'kept_id'),
  stays('merges', 'lost_id'),
];

/** The tables whose rows a merge may change, each once. */
export const JOURNALED: readonly string[] = [
  ...new Set(LINKS.filter(({ does }) => does !== 'stays').map(({ table }) => table)),
];

/** The sealed columns of a table's rows that go from one record to another. */
export function sealedColumns(table: string): readonly string[] {
  return LINKS.find((link) => link.table === table && link.sealed)?.sealed ?? [];
}
