import type { RefusalSentences } from '../params.ts';

type Time = { time: string };
type Shares = { assigned: number; receiver: number };

export const reception = {
  board: {
    title: 'Reception rota',
    over: '*Reception rota* · over, the current one is below',
    turn: (p: { name: string }) => `👉 It is *${p.name}*’s turn`,
    turnText: (p: { name: string }) => `It is ${p.name}’s turn.`,
    nobody: 'Nobody is on duty. Press “On duty” to begin.',
    allPassed: 'Everybody on duty is passed over or away. Press “Back” when you are here.',
    next: (p: { names: string }) => `Then: ${p.names}`,
    skipped: (p: { names: string }) => `Skipped: ${p.names}`,
    absent: (p: { names: string }) => `Away: ${p.names}`,
    off: (p: { names: string }) => `Off duty: ${p.names}`,
    today: (p: { n: number } & Time & { name: string }) =>
      `${p.n === 1 ? '1 party' : `${p.n} parties`} today · last ${p.time} ${p.name}`,
    none: 'No party today yet.',
  },
  button: {
    arrive: 'Party arrived',
    asked: 'Asked for…',
    skip: 'Skip',
    back: 'Back',
    on: 'On duty',
    off: 'Off duty',
    today: 'Today',
    channel: 'Channel…',
    register: 'Register',
    details: 'Heads, phone…',
    undo: 'Pressed by mistake',
    checklist: 'Checklist',
    known: 'Already a customer',
    none: 'No data left',
    open: 'Open',
    coming: 'I’ll come',
    receive: 'Please receive',
  },
  said: {
    arrived: (p: Time & { name: string }) => `✅ ${p.time} arrival noted. It is *${p.name}*’s.`,
    arrivedYours: (p: Time) => `✅ ${p.time} arrival noted. It is *yours*.`,
    told: {
      new: 'Not registered yet: the phone is in the rep’s form.',
      own: 'It is the rep’s own customer: nothing to register.',
      pool: 'In the pool: a rep of the team can claim it first.',
      called: 'Registered already: the assigned rep is being called.',
      'asked-manager': 'Registered already. Please ask the manager.',
    } as Record<string, string>,
    described: '✅ Noted.',
    on: '✅ You are on duty.',
    off: '✅ You are off duty.',
    skip: (p: { name: string }) => `✅ ${p.name} is passed over until they are back.`,
    back: '✅ Welcome back.',
    changed: '✅ Done.',
    voided: '✅ Taken back; the turn is as before.',
    ticked: '✅ Saved.',
    linked: '✅ Linked to the customer.',
    dismissed: '✅ Noted: no data left.',
    moved: '✅ The rota is shown there from now on.',
    coming: '✅ Your colleague is told: you are coming.',
    receive: '✅ Your colleague receives; the credit stays yours.',
  },
  asked: {
    title: 'Asked for…',
    submit: 'Note arrival',
    rep: 'Which rep',
    hint: 'Whom the customer asks for. The rota stays as it is, unless the rules say otherwise.',
    hintUses: 'Whom the customer asks for. By the rules this uses a turn.',
  },
  details: {
    title: 'Who arrived',
    party: 'Heads',
    partyHint: 'How many came together.',
    who: 'Phone or customer number',
    whoHint:
      'If it is a colleague’s customer, the assigned rep is called first. Counted like a check.',
    placeholder: '138 1234 5678 / C-1042',
  },
  channel: {
    title: 'Reception channel',
    label: 'Channel',
    hint: 'Empty: the team’s channel. Invite the bot there first: /invite @Gatehouse',
  },
  checklist: {
    title: 'Reception checklist',
    label: 'Done with this party',
    hint: 'The list is a rule of the office.',
  },
  known: {
    title: 'Already a customer',
    label: 'Customer',
    hint: 'One of your own. A colleague’s: give the phone under “Heads, phone…”.',
  },
  notice: {
    text: 'A party has arrived for you.',
    turn: (p: Time) => `🙋 *${p.time} A party arrived: your turn*`,
    asked: (p: Time) => `🙋 *${p.time} A party arrived and asks for you*`,
    report: (p: Time) => `🙋 *${p.time} A partner’s customer arrived: your turn*`,
    // The same to a manager: whose party it is.
    of: {
      turn: (p: Time & { name: string }) => `🙋 *${p.time} A party arrived for ${p.name}*`,
      asked: (p: Time & { name: string }) =>
        `🙋 *${p.time} A party arrived and asks for ${p.name}*`,
      report: (p: Time & { name: string }) =>
        `🙋 *${p.time} A partner’s customer arrived for ${p.name}*`,
    },
    party: (p: { n: number }) => (p.n === 1 ? '1 person' : `${p.n} people`),
    state: {
      registered: '✅ Registered',
      late: '✅ Registered late',
      known: '✅ A customer already',
      none: 'No data left',
      void: 'Taken back: pressed by mistake',
      open: 'Not registered yet',
      courtesy: 'A colleague’s customer',
    } as Record<string, string>,
    calling: 'Registered already: the assigned rep is being called. Please welcome them meanwhile.',
  },
  courtesy: {
    callText: 'Your customer has arrived.',
    call: (p: { customer: string } & Time) => `📣 *${p.customer}* has arrived (${p.time}).`,
    stays: 'The sales credit stays yours either way.',
    coming: '✓ You are coming.',
    receive: '✓ A colleague receives for you.',
    wordText: 'About the party you welcomed.',
    comes: 'The assigned rep is on the way. Please welcome the customer meanwhile.',
    please: 'Please receive the customer for your colleague (courtesy reception).',
    silent: (p: { minutes: number }) =>
      `No answer from the assigned rep for ${p.minutes} minutes: please receive the customer (courtesy reception).`,
    split: (p: Shares) =>
      `The sales credit stays with the assigned rep. A deal today is split: ${p.assigned} % assigned rep, ${p.receiver} % you. Whoever conceals a reception loses the whole share.`,
  },
  left: {
    text: 'Arrivals are not registered yet.',
    title: (p: { n: number }) =>
      p.n === 1
        ? '*1 party of today is not registered yet*'
        : `*${p.n} parties of today are not registered yet*`,
    allDone: '*Every party of today is settled.* ✓',
    hint: 'Registering later is accepted and marked late. No data left, or a customer already? Say so in that arrival’s own notice.',
  },
  today: {
    title: 'Parties today',
    none: 'No party today.',
    rate: (p: { registered: number; n: number; percent: number }) =>
      `Registered the same day: *${p.percent} %* (${p.registered} of ${p.n} parties)`,
    means: 'Parties registered or linked on the day they came ÷ all parties; heads do not count.',
    line: (p: Time & { name: string; state: string }) => `${p.time} · ${p.name} · ${p.state}`,
  },
  evidence: {
    title: 'Arrivals',
    line: (p: { when: string; rep: string; by: string }) =>
      `${p.when} · for ${p.rep}, noted by ${p.by}`,
    courtesy: (p: {
      when: string;
      receiver: string;
      answer: string;
      assigned: number;
      receiverShare: number;
    }) =>
      `${p.when} · courtesy reception by ${p.receiver} (${p.answer}) · same-day deal ${p.assigned} / ${p.receiverShare}`,
    answers: {
      coming: 'assigned rep came',
      receive: 'asked to receive',
      none: 'no answer',
    } as Record<string, string>,
  },
  history: { 'arrival.link': 'came again: arrival linked' } as Record<string, string>,
  help: {
    title: 'Reception',
    lines: [
      '``  whose turn it is, with buttons',
      '`arrive 3 138 1234 5678`  a party arrived, with heads and phone',
      '`asked Li Na`  the customer asks for somebody',
      '`on` / `off` / `skip` / `back`  duty',
      '`today`  parties today',
    ],
  },
  refusals: {
    receptionWordUnknown: (p) =>
      `There is no “${p.word}” here. Try arrive, asked, skip, back, on, off, today, rota or help.`,
    nobodyOnDuty: () =>
      'Nobody is on duty. Sign on with `/reception on`, or note whom the party asked for.',
    notARep: () => 'Choose a rep of this team.',
    noSuchRep: (p) =>
      `No rep of this team is called “${p.name}”. Choose one with \`/reception asked\`.`,
    turnMoved: (p) => `The turn has moved on: it is ${p.name}’s now.`,
    dutyAlready: () => 'You are on duty already.',
    dutyNot: () => 'Not on duty. Sign on first: `/reception on`.',
    dutySkipped: () => 'You are passed over already. Press “Back” when you are here.',
    dutyNotSkipped: () => 'Nobody passed you over: your place is as it was.',
    arrivalCalled: () =>
      'Registered already: the assigned rep is being called. Nothing needs to be registered.',
    arrivalOwn: () =>
      'It is your customer already: the arrival is linked, nothing needs to be registered.',
    arrivalDone: () => 'This arrival is settled already.',
    arrivalVoidLate: () =>
      'It can no longer be taken back: ten minutes have passed, or something came of it.',
    arrivalHeads: () => 'A number of people from 1 to 50, please.',
    arrivalUnreadable: (p) =>
      `“${p.text}” was not understood. Write heads, a phone or a customer number: 3 138 1234 5678, or C-1042.`,
    arrivalMasked: () => 'The whole phone, please: one with hidden digits identifies nobody.',
    arrivalUnknown: () => 'No customer has this number.',
    courtesyAnswered: () => 'You have answered already; your colleague was told.',
  } satisfies RefusalSentences as RefusalSentences,
};
