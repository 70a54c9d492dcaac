import { newId } from '../../src/lib/id.ts';
import { commandBody, Inside, InstantSlack, productApp } from '../bolt.ts';
import { nameOf } from '../data.ts';
import { measure, ms, p50, p99, rate, ratio } from '../measure.ts';
import { NOW } from '../office.ts';
import type { Place } from '../place.ts';
import { note, type Row } from '../report.ts';
import { noteStatements } from '../trips.ts';

const RUNS = 1_000;

/** The registration form submitted: checked for duplicates, sealed, audited, the first follow-up planned. */
export async function registerRow(place: Place): Promise<Row> {
  const rep = place.office.reps[0]!;
  const plain = (id: string) => ({
    ...{
      id,
      teamId: rep.teamId,
      repId: rep.id,
      registeredById: rep.id,
      name: '王女士',
      arrivalKind: 'visit',
    },
    ...{ arrivedAt: NOW, registeredAt: NOW, confirmedAt: NOW, updatedAt: NOW },
  });
  const raw = await measure(RUNS, 1, async () => {
    const row = plain(newId(NOW));
    await place.raw.query({
      name: 'insert',
      text: `INSERT INTO customers (id, team_id, rep_id, registered_by_id, name, arrival_kind, arrived_at, registered_at, confirmed_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values: Object.values(row),
    });
  });
  const prisma = await measure(
    RUNS,
    1,
    async () => void (await place.database.prisma.customer.create({ data: plain(newId(NOW)) })),
  );
  const submit = await submitter(place);
  const trips = await tripsOf(submit);
  const ours = await measure(RUNS, 1, submit);
  const busy = await measure(RUNS, 10, submit);
  return {
    what: 'Register a customer: the form submitted, to the acknowledgement',
    floor: `raw INSERT p50 ${ms(p50(raw))} / p99 ${ms(p99(raw))}, Prisma create ${ms(p50(prisma))}`,
    ours: `p50 ${ms(p50(ours))}, p99 ${ms(p99(ours))}; ${rate(busy.perSecond)} with 10 at once; ${ms(ours.cpu)} of own CPU each, the home tab included; ${trips}`,
    ratio: `${ratio(p50(ours), p50(prisma))} one Prisma create`,
    budget: '≤ 5 round trips, p50 ≤ 5 ms, p99 ≤ 20 ms, ≥ 400/s',
  };
}

/** So many were submitted in this run. */
let submitted = 0;

/** A mobile number that nobody has and that is like no other by a digit: the numbers leap through their range. */
const freshPhone = (nth: number): string =>
  `199${String((nth * 61_803_399) % 100_000_000).padStart(8, '0')}`;

/** Opens the form once for its layout; then submits it again and again, each time with a new name and phone. */
async function submitter(
  place: Place,
): Promise<(nth: number, onAck?: () => void) => Promise<number>> {
  const slack = new InstantSlack();
  slack.keepViews();
  const inside = new Inside();
  productApp(place, inside, slack);
  const { reps } = place.office;
  await inside.deliver(commandBody(reps[0]!.slackUserId, '/customer', 'new'));
  const view = slack.views.find(({ callback_id }) => callback_id === 'customer.register');
  if (!view) throw new Error('the registration form did not open');
  return async (nth, onAck) => {
    submitted += 1;
    const typed = { name: nameOf(submitted * 7_919), phones: freshPhone(submitted) };
    const { acked, said } = await inside.deliver(
      submission(view, reps[nth % reps.length]!.slackUserId, typed),
      onAck,
    );
    // Anything but the new customer's card is a refusal, or a question that comes before anything is written.
    if (!JSON.stringify(said ?? '').includes('"callback_id":"customer.card"'))
      throw new Error(`not registered: ${JSON.stringify(said)}`);
    return acked;
  };
}

interface Input {
  block_id: string;
  element: { type: string; action_id: string; [initial: string]: unknown };
}

/** What Slack sends when the form is submitted: its initial values and what was typed. */
function submission(
  view: Record<string, unknown>,
  userId: string,
  typed: { name: string; phones: string },
): Record<string, unknown> {
  const inputs = (view.blocks as Input[]).filter(({ element }) => element);
  const values = Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      { [element.action_id]: stateOf(element, typed[block_id as keyof typeof typed]) },
    ]),
  );
  const trigger = `${process.pid}.s${typed.phones}`;
  return {
    ...{
      type: 'view_submission',
      team: { id: 'T1' },
      user: { id: userId, team_id: 'T1' },
      api_app_id: 'A1',
      trigger_id: trigger,
    },
    view: { ...view, id: `V${typed.phones}`, hash: typed.phones, state: { values } },
  };
}

function stateOf(element: Input['element'], typed: string | undefined): Record<string, unknown> {
  const { type, initial_option, initial_options, initial_date_time, initial_value } = element;
  return {
    type,
    value: typed ?? initial_value ?? null,
    ...(initial_option !== undefined && { selected_option: initial_option }),
    ...(type === 'checkboxes' && { selected_options: initial_options ?? [] }),
    ...(initial_date_time !== undefined && { selected_date_time: initial_date_time }),
  };
}

/** Round trips to the database: until the acknowledgement, and after it (the home tab is drawn again). */
async function tripsOf(
  submit: (nth: number, acked?: () => void) => Promise<number>,
): Promise<string> {
  let untilAck = 0;
  const all = await noteStatements((sent) =>
    submit(0, () => {
      untilAck = sent.length;
    }),
  );
  if (process.argv.includes('--statements')) {
    for (const [nth, { text }] of all.entries())
      note(
        `${nth + 1}${nth < untilAck ? '' : ' (after)'}  ${text.replace(/\s+/g, ' ').slice(0, 160)}`,
      );
  }
  return `${untilAck} round trips, ${all.length - untilAck} more for the home tab`;
}
