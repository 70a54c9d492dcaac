import { describe, expect, it } from 'vitest';
import { PEOPLE, TEAMS } from '../../prisma/seed/office.ts';
import { features } from '../../src/commands/index.ts';
import { newId } from '../../src/lib/id.ts';
import { testOffice } from '../support/office.ts';
import { forge, forgeSubmission } from './hostile.ts';

const { slack, t, logged } = await testOffice({ features });
const lina = slack.as('U_LINA');
const wang = slack.as('U_WANG');

/** Words of Li Na's customer that nobody else may ever read. */
const SECRETS = [
  '欧阳晓芙',
  '密谈细节',
  '密约带看',
  '13987650001',
  '139****0001',
  '密报备注',
  '13987650009',
  '139 8765 0009',
  '密联系人',
  '密约定',
  '密合约',
  '密经纪',
  '司徒',
  '135****0009',
  '密情陈述',
  '密错事实',
  '密错决定',
  '密错后果',
  '密评不满',
  '876.5432',
];

await lina.command('/customer', 'new 欧阳晓芙 13987650001');
await lina.submit({ grade: 'A' });
await lina.close({ all: true });
const customer = await t.db.customer.findFirstOrThrow();
await forgeSubmission(slack, {
  user: 'U_LINA',
  doing: 'contact.save',
  input: { customerId: customer.id, kind: 'phone', result: 'effective' },
  values: { said: '密谈细节', when: '2026-03-10 15:00 密约带看' },
});
if ((await t.db.followUp.count({ where: { state: 'open' } })) === 0)
  throw new Error('no follow-up');
await wang.command('/digest', '东区');
const snapshot = await t.db.digestSnapshot.findFirstOrThrow({ where: { teamId: TEAMS.east.id } });
const reportId = newId(new Date());
await t.db.dailyReport.create({
  data: {
    id: reportId,
    memberId: PEOPLE.lina.id,
    teamId: TEAMS.east.id,
    day: new Date('2026-03-05T00:00:00Z'),
    figures: {
      callIns: 77,
      firstVisits: 0,
      revisits: 0,
      contacts: 0,
      attempts: 0,
      registered: 0,
      followUpsDone: 0,
      stillOverdue: 0,
      planned: 0,
    },
    createdAt: new Date('2026-03-05T00:00:00Z'),
  },
});
const subscriptionId = newId(new Date());
await t.db.digestSubscription.create({
  data: {
    id: subscriptionId,
    teamId: TEAMS.east.id,
    memberId: PEOPLE.wang.id,
    channelId: 'C_EAST',
    weekday: 1,
    time: '09:00',
    zone: 'Asia/Shanghai',
    locale: 'zh',
    handledTo: new Date('2026-03-05T00:00:00Z'),
    createdAt: new Date('2026-03-05T00:00:00Z'),
  },
});
const messageId = newId(new Date());
await t.owner.query(
  `INSERT INTO messages (id, kind, member_id, target, recipient, slot, due_at, content, state, slack_channel, slack_ts, sent_at)
   VALUES ($1, 'roll-up', $2, 'dm', 'manager:x', 's', app_now(), '{}', 'sent', 'D1', '1.1', app_now())`,
  [messageId, PEOPLE.wang.id],
);
const [runId, stepId] = [newId(new Date()), newId(new Date())];
await t.db.playbookRun.create({
  data: {
    ...{ id: runId, customerId: customer.id, stage: customer.stage, state: 'running' },
    startedAt: new Date(),
    steps: {
      create: {
        ...{ id: stepId, key: 'need', position: 0, kind: 'contact', role: 'rep' },
        dueAt: new Date('2027-03-05T01:00:00Z'),
      },
    },
  },
});
const linkId = newId(new Date());
const relativeId = newId(new Date());
await t.db.customer.create({
  data: {
    ...{ id: relativeId, teamId: TEAMS.east.id, repId: PEOPLE.lina.id, name: '欧阳晓芙' },
    ...{ registeredById: PEOPLE.lina.id, arrivalKind: 'visit' },
    ...Object.fromEntries(
      ['arrivedAt', 'registeredAt', 'confirmedAt', 'updatedAt'].map((key) => [key, new Date()]),
    ),
  } as never,
});
await t.db.householdLink.create({
  data: {
    id: linkId,
    customerId: customer.id,
    otherId: relativeId,
    relation: 'spouse',
    state: 'proposed',
    proposedById: PEOPLE.lina.id,
    proposedAt: new Date(),
  },
});
// A deal of hers, with a condition and a payment that is owed.
await forgeSubmission(slack, {
  user: 'U_LINA',
  doing: 'deal.intent-save',
  input: { customerId: customer.id },
  values: { amount: '20000' },
});
const deal = await t.db.deal.findFirstOrThrow();
await forgeSubmission(slack, {
  user: 'U_LINA',
  doing: 'deal.condition-save',
  input: { dealId: deal.id },
  values: { side: 'buyer', what: '密约定', dueOn: '2026-03-20' },
});
const condition = await t.db.dealCondition.findFirstOrThrow();
const paymentId = newId(new Date());
await t.db.payment.create({
  data: {
    ...{ id: paymentId, dealId: deal.id, nth: 0, kind: 'first', amount: 100n },
    dueOn: new Date('2026-03-20'),
  },
});
const pairId = newId(new Date());
await t.db.duplicatePair.create({
  data: {
    id: pairId,
    oneId: customer.id,
    otherId: relativeId,
    kind: 'person',
    score: 90,
    reasons: ['phone-digit'],
    foundAt: new Date(),
  },
});
const creditId = newId(new Date());
await t.db.referralCredit.create({
  data: {
    id: creditId,
    referrerId: customer.id,
    newcomerId: relativeId,
    event: 'visited',
    nth: 0,
    recipient: 'referrer',
    whatZh: '小礼',
    whatEn: 'a gift',
    earnedAt: new Date('2026-03-05T00:00:00Z'),
  },
});
await forge(slack, {
  user: 'U_LINA',
  doing: 'satisfaction.typed',
  input: { text: 'C-1001 2 密评不满' },
});
if ((await t.db.satisfaction.count()) === 0) throw new Error('no satisfaction');
await forge(slack, { user: 'U_LINA', doing: 'reception.on', input: { teamId: TEAMS.east.id } });
await forge(slack, {
  user: 'U_LINA',
  doing: 'reception.arrive',
  input: { teamId: TEAMS.east.id, text: '3人 13987650009' },
});
const arrival = await t.db.arrival.findFirstOrThrow();
const courtesyId = newId(new Date());
await t.db.courtesyReception.create({
  data: {
    id: courtesyId,
    arrivalId: arrival.id,
    customerId: customer.id,
    assignedId: PEOPLE.lina.id,
    receiverId: PEOPLE.zhang.id,
    calledAt: new Date('2026-03-05T00:00:00Z'),
    assignedShare: 50,
  },
});
const absenceId = newId(new Date());
await t.db.absence.create({
  data: {
    id: absenceId,
    memberId: PEOPLE.lina.id,
    kind: 'leave',
    fromAt: new Date('2026-05-05T00:00:00Z'),
    toAt: new Date('2026-05-08T00:00:00Z'),
    createdById: PEOPLE.lina.id,
    createdAt: new Date('2026-03-05T00:00:00Z'),
  },
});
await forgeSubmission(slack, {
  user: 'U_WANG',
  doing: 'company.save',
  values: { name: '链家', contacts: '密联系人' },
});
const company = await t.db.partnerCompany.findFirstOrThrow();
await forgeSubmission(slack, {
  user: 'U_LINA',
  doing: 'partner.make',
  values: { company: company.id, agent: '密经纪', customers: '司徒先生 135****0009 今天下午5点' },
});
const report = await t.db.partnerReport.findFirstOrThrow();
const importId = newId(new Date());
const file = await slack.as('U_WANG').upload('老客户.csv', '姓名,电话');
await t.db.import.create({
  data: {
    ...{ id: importId, byId: PEOPLE.wang.id, teamId: TEAMS.east.id, origin: 'slack' },
    ...{ slackFileId: file.id, state: 'checked', createdAt: new Date() },
  },
});
const followUp = await t.db.followUp.findFirstOrThrow({ where: { state: 'open' } });
await lina.dm('欧阳晓芙 明天下午3点 密约带看');
const card = await t.db.draft.findFirstOrThrow({ where: { form: { startsWith: 'talk:' } } });
const proposal = card.form.slice('talk:'.length);
const undoOffer = await t.db.undo.findFirstOrThrow({ where: { memberId: PEOPLE.lina.id } });

// A case between two other people, and the check that Tom built it on.
await slack.as('U_TOM').command('/case', 'open +86 139 8765 0001 密情陈述');
await slack.as('U_TOM').submit({});
const dispute = await t.db.case.findFirstOrThrow();
const check = await t.db.audit.findFirstOrThrow({
  where: { action: 'customer.check', actorId: PEOPLE.tom.id },
});

// A question about Li Na that her manager put to her, and a breach of hers.
const signalId = newId(new Date());
await t.db.signal.create({
  data: {
    ...{ id: signalId, kind: 'copied', memberId: PEOPLE.lina.id, teamId: TEAMS.east.id },
    ...{ slot: 'x', facts: { n: 3, span: 7, customerIds: [customer.id] } },
    ...{ foundAt: new Date(), state: 'asked' },
  },
});
await forgeSubmission(slack, {
  user: 'U_WANG',
  doing: 'breach.save',
  values: {
    ...{ member: PEOPLE.lina.id, kind: 'late', what: '密错事实' },
    ...{ decision: '密错决定', consequence: '密错后果' },
  },
});
const breach = await t.db.breach.findFirstOrThrow();

const viewingId = newId(new Date());
await t.db.viewing.create({
  data: {
    ...{ id: viewingId, customerId: customer.id, memberId: PEOPLE.lina.id, zone: 'Asia/Shanghai' },
    ...{ startsAt: new Date('2026-03-05T02:00:00Z'), endsAt: new Date('2026-03-05T03:00:00Z') },
    ...{ createdById: PEOPLE.lina.id, createdAt: new Date('2026-03-04T02:00:00Z') },
  },
});
// A unit of the East team that Li Na holds for her customer.
await forgeSubmission(slack, {
  user: 'U_WANG',
  doing: 'project.save',
  values: { nameZh: '翠湖天地', team: TEAMS.east.id },
});
const project = await t.db.project.findFirstOrThrow();
await forgeSubmission(slack, {
  user: 'U_WANG',
  doing: 'property.create',
  values: {
    ...{ project: project.id, building: '3', code: '1201', layout: '3br', area: '120' },
    ...{ listPrice: '980万', floorPrice: '876.5432万' },
  },
});
const unit = await t.db.unit.findFirstOrThrow();
await forge(slack, {
  user: 'U_LINA',
  doing: 'unit.hold',
  input: { text: `3-1201 C-${customer.number}` },
});

const IDS = [
  customer.id,
  unit.id,
  project.id,
  signalId,
  breach.id,
  dispute.id,
  check.id,
  followUp.id,
  undoOffer.id,
  proposal,
  importId,
  snapshot.id,
  reportId,
  subscriptionId,
  absenceId,
  TEAMS.east.id,
  PEOPLE.lina.id,
  arrival.id,
  courtesyId,
  company.id,
];

const given = await t.db.proposal.create({
  data: {
    ...{ id: newId(new Date()), customerId: customer.id, memberId: PEOPLE.lina.id },
    ...{ at: new Date('2026-03-05T00:00:00Z'), locale: 'zh' },
    units: { create: { unitId: unit.id, position: 0, listPrice: 9_000_000n, currency: 'CNY' } },
  },
});
/** Everything any doing could want, all of it of somebody else's. */
const BAG = {
  stepId,
  stage: 'potential',
  seen: 0,
  proposalId: given.id,
  customerId: customer.id,
  followUpId: followUp.id,
  undoId: undoOffer.id,
  undoIds: [undoOffer.id],
  viewingId,
  key: 'invitation',
  snapshotId: snapshot.id,
  reportId,
  messageId,
  linkId,
  creditId,
  pairId,
  dealId: deal.id,
  conditionId: condition.id,
  mark: 'filed',
  fileId: file.id,
  said: [],
  keepId: customer.id,
  loseId: relativeId,
  keepVersion: customer.version,
  loseVersion: 1,
  choices: {},
  toId: PEOPLE.lina.id,
  nth: 0,
  memberId: PEOPLE.lina.id,
  repId: PEOPLE.lina.id,
  caseId: dispute.id,
  signalId,
  breachId: breach.id,
  checkId: check.id,
  teamId: TEAMS.east.id,
  version: customer.version,
  round: 1,
  step: 0,
  shown: [{ id: customer.id, round: 1, step: 0, version: customer.version }],
  page: 0,
  leaver: PEOPLE.lina.id,
  receiver: 'rules',
  figure: 'registered',
  group: 'intake',
  item: 'intake',
  at: '2026-03-09T02:00:00.000Z',
  grain: 'minute',
  existing: 'replace',
  open: [],
  part: 'need',
  filter: {},
  text: 'C-1001',
  proposal,
  choice: 0,
  number: customer.number,
  rest: '明天下午3点',
  verb: null,
  isShared: false,
  when: '明天下午3点',
  origin: { kind: 'card', id: customer.id },
  asked: 'phones',
  kind: 'phone',
  result: 'effective',
  arrivalId: arrival.id,
  projectId: project.id,
  unitId: unit.id,
};
const VALUES = {
  past: 'x',
  titleZh: '改一步',
  after: '1',
  days: 'working',
  units: [unit.id],
  customer: customer.id,
  customers: [customer.id],
  relative: relativeId,
  keep: customer.id,
  lose: relativeId,
  relation: 'spouse',
  referrer: relativeId,
  asked: ['asked'],
  phone: '13911112222',
  score: '1',
  words: 'x',
  agrees: ['yes'],
  birthday: '03-05',
  moveInOn: '2025-03-05',
  rep: PEOPLE.tom.id,
  colleague: PEOPLE.tom.id,
  channel: 'C_WEST',
  channelId: 'C_WEST',
  name: '改名',
  phones: '13911112222',
  identity: '13987 650002',
  payment: paymentId,
  fact: paymentId,
  amount: '10',
  contract: '密合约',
  plan: 'full',
  payments: '余款 2026-04-01',
  side: 'seller',
  way: 'withdraw',
  reason: 'wrong_number',
  note: 'x',
  said: 'x',
  when: '2026-03-09 10:00',
  search: '欧阳',
  teamId: TEAMS.east.id,
  weekday: '1',
  time: '09:00',
  zone: 'Asia/Shanghai',
  locale: 'en',
  language: 'en',
  role: 'manager',
  teams: [TEAMS.east.id],
  person: 'U_EMMA',
  nudges: 'team',
  kind: 'phone',
  result: 'effective',
  revealsPerHour: '500',
  ticked: ['prices'],
  partySize: '9',
  who: PEOPLE.lina.id,
  leaver: PEOPLE.lina.id,
  receiver: 'rules',
  leaveKind: 'leave',
  firstDay: '2026-06-01',
  text: 'x',
  'with-phone': 'customer',
  company: company.id,
  links: '',
  verdict: 'give',
  member: PEOPLE.lina.id,
  what: 'x',
  decision: 'x',
  outcome: 'came',
  consequence: 'x',
  to: PEOPLE.tom.id,
  project: project.id,
  unit: unit.id,
};
const TOS = ['interested', 'lost', 'B', 'tonight'];
const REASONS = ['phone', 'wrong_number', 'dead_number', 'price', 'replaced', 'customer_asked'];

/** Tables of which people of elsewhere must not move a row by a hair: all of it, or what of it is the east team's. */
const WITNESSED = [
  'customers',
  'customer_phones',
  'follow_ups',
  'viewings',
  'customer_texts',
  'interactions',
  'stage_moves',
  'playbook_versions',
  'playbook_runs',
  'playbook_steps',
  'assignments',
  'reviews',
  'review_steps',
  'verifications',
  'undos',
  'household_links',
  'duplicate_pairs',
  'referral_credits',
  'introductions',
  'satisfactions',
  'care_files',
  'handovers',
  'imports',
  'daily_reports',
  'deals',
  'deal_facts',
  'deal_conditions',
  'payments',
  'payment_receipts',
  'deal_duties',
  'eligibility_checks',
  'cases',
  'case_parties',
  'case_words',
  'case_verdicts',
  'conduct_signals',
  'breaches',
  'breach_replies',
  'protection_pauses',
  'digest_snapshots',
  'digest_subscriptions',
  'team_members',
  'teams',
  'messages',
  'nudges',
  'arrivals',
  'courtesy_receptions',
  'rota_places',
  'reception_desks',
  'partner_companies',
  'partner_reports',
  'units',
  'unit_events',
  `(SELECT * FROM absences WHERE member_id = '${PEOPLE.lina.id}')`,
  `(SELECT * FROM settings WHERE team_id IS NULL OR team_id = '${TEAMS.east.id}')`,
  '(SELECT id, role, active, name FROM members)',
  `(SELECT * FROM projects WHERE team_id = '${TEAMS.east.id}')`,
];

/** What stands in each of them, as one hash a table: one statement. */
async function state(): Promise<Record<string, string>> {
  const hashes = WITNESSED.map(
    (rows, nth) =>
      `SELECT ${nth} AS nth, md5(coalesce(string_agg(x::text, chr(10) ORDER BY x::text), '')) AS hash FROM ${rows} x`,
  );
  const { rows } = await t.owner.query<{ nth: number; hash: string }>({
    name: 'state',
    text: hashes.join(' UNION ALL '),
  });
  return Object.fromEntries(rows.map(({ nth, hash }) => [WITNESSED[nth], hash]));
}

/** As the last forgery left it. */
let known = await state();
slack.traffic.forget();

const doings = features.flatMap((feature) => feature.doings);

type Schema = { safeParse(input: unknown): { success: boolean; data?: unknown } };
type Forgery = { input: object; values: Record<string, unknown> };

/** Each doing is forged by several people with the same presses: they are worked out once. */
const madeInputs = new Map<Schema, Forgery[]>();

/** What is pressed with each doing: everything it could want, once for each way it is understood. */
function forgeriesOf(schema: Schema): Forgery[] {
  const made = madeInputs.get(schema) ?? makeInputs(schema);
  madeInputs.set(schema, made);
  return made;
}

function makeInputs(schema: Schema): Forgery[] {
  const seen = new Map<string, { input: object; values: Record<string, unknown> }>();
  const forgeries: [object, Record<string, unknown>][] = [];
  for (const id of IDS)
    for (const to of TOS)
      for (const reason of REASONS)
        forgeries.push([
          { ...BAG, id, to },
          { ...VALUES, reason },
        ]);
  forgeries.push([{ ...BAG, id: customer.id, page: 'privacy' }, VALUES]);
  forgeries.push([{ ...BAG, page: undefined }, VALUES]);
  forgeries.push([{ ...BAG, id: PEOPLE.lina.id, item: 'off' }, VALUES]);
  forgeries.push([
    { ...BAG, step: 'deal.open', kind: 'funds' },
    {
      ...{ ...VALUES, kind: 'funds', result: 'passed', nationalId: '' },
      ...{ at: '2026-03-09T02:00:00.000Z', price: '4200000', deposit: '50000' },
    },
  ]);
  const reported = { ...VALUES, customers: '王 13911112222 明天' };
  forgeries.push([{ ...BAG, id: company.id, number: report.number }, reported]);
  forgeries.push([
    { ...BAG, kind: 'concealed' },
    { ...VALUES, kind: 'late' },
  ]);
  forgeries.push([
    { ...BAG, signalId: undefined },
    { ...VALUES, kind: 'late' },
  ]);
  forgeries.push([
    { ...BAG, id: 'need' },
    { ...VALUES, kind: 'contact' },
  ]);
  forgeries.push([{ ...BAG, id: customer.id }, { phones: 'mine' }]);
  forgeries.push([{ ...BAG, id: customer.id }, { name: 'lose' }]);
  for (const [input, values] of forgeries) {
    const parsed = schema.safeParse({ ...input, values, picked: 'phone' });
    const key = parsed.success ? JSON.stringify(parsed.data) : 'refused';
    if (!seen.has(key)) seen.set(key, { input, values });
  }
  // Loose schemas keep everything: the ids alone tell their presses apart.
  return [...seen.values()].slice(0, 12);
}

const forgeries = new Map(doings.map(({ id, input }) => [id, forgeriesOf(input)]));

describe('the forgeries themselves', () => {
  it('are understood by every doing, so that refusing them proves something', () => {
    const misunderstood = doings
      .filter(({ id, input }) =>
        forgeries
          .get(id)!
          .every(
            (one) =>
              !input.safeParse({ ...one.input, values: one.values, picked: 'phone' }).success,
          ),
      )
      .map(({ id }) => id);
    expect(misunderstood).toEqual([]);
  });
});

/** A rep of another team, a manager of another team, a guest; and a colleague of the same team. */
const STRANGERS = ['U_EMMA', 'U_GRACE', 'U_GUEST'];
const COLLEAGUE = 'U_ZHANG';

/**
 * One after another the person sends whatever fits the doing. A press and a submission reach the doing alike, so each
 * forgery goes one way from one person and the other way from the next.
 */
async function forgeAll(user: string, doing: string): Promise<void> {
  const nth = [...STRANGERS, COLLEAGUE].indexOf(user);
  // Who is nobody here is refused before anything is read: one forgery of each doing shows it.
  const sent = forgeries.get(doing)!.slice(0, user === 'U_GUEST' ? 1 : undefined);
  for (const [which, { input, values }] of sent.entries()) {
    const send = (which + nth) % 2 === 0 ? forge : forgeSubmission;
    await send(slack, { user, doing, input, values });
    if (slack.modal(user)) await slack.as(user).close({ all: true });
  }
}

/** What the bot said to Slack since; it is forgotten then, since all that is kept slows the file down. */
function takeTold(): string {
  const said = slack.traffic.entries
    .filter(({ kind }) => kind === 'call' || kind === 'ack')
    .map(({ request, response, name }) => [name, request, name.includes('.') ? null : response]);
  slack.traffic.forget();
  return JSON.stringify(said);
}

describe('about Li Na’s customer a rep and a manager of another team, a colleague and a guest forge', () => {
  it.each(doings.map(({ id }) => [id]))('%s', async (id) => {
    const before = known;
    const isTheirs = OF_THE_TEAM.has(id);
    // All at once: each on a client of their own.
    await Promise.all(
      (isTheirs ? STRANGERS : [...STRANGERS, COLLEAGUE]).map((user) => forgeAll(user, id)),
    );
    known = await state();
    if (!HARMLESS.has(id)) expect(known, id).toEqual(before);
    if (isTheirs) {
      await forgeAll(COLLEAGUE, id);
      known = await state();
    }
    const told = takeTold();
    for (const secret of SECRETS) expect(told, `${id} tells ${secret}`).not.toContain(secret);
    expect(
      logged.filter((line) => line.includes('"level":"error"')),
      id,
    ).toEqual([]);
  });
});

/** What a person may do with their own things, whatever ids a forger adds. */
const HARMLESS = new Set<string>([
  'preferences.save',
  'customer.register',
  'duplicates.save-anyway',
  'day.busy',
  'day.back',
  'digest.ask',
]);

/** What everybody of a team does at its reception: the rota and the party at the door are the team's. */
const OF_THE_TEAM = new Set<string>([
  'reception.arrive',
  'reception.asked-for',
  'reception.on',
  'reception.off',
  'reception.skip',
  'reception.back',
  'arrival.described',
  'partner.make',
  'partner.arrive',
]);
