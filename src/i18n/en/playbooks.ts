import type { RefusalSentences } from '../params.ts';
import type { NativeSteps, Words } from '../playbook-words.ts';

const native: NativeSteps = {
  potential: {
    need: {
      title: 'Call: what are they looking for?',
      find: 'Who will live there, size and layout, budget, how they pay, when, who decides',
    },
    recommend: {
      title: 'Recommend two or three homes',
      find: 'Which one appeals, and what stands in the way',
      give: ['Floor plans', 'Price list'],
    },
    invite: { title: 'Invite to a viewing', find: 'A day that suits whoever decides' },
    look_through: {
      title: 'Go through this customer with the rep',
      find: 'Is the need clear? Go on, or let go?',
    },
  },
  interested: {
    arrange_viewing: {
      title: 'Arrange the viewing',
      find: 'Day and time, which homes, who comes along',
      give: ['Address and how to get there'],
    },
    explain: {
      title: 'Explain the plan: layout, price, surroundings',
      find: 'What they like, their objections, other projects they compare',
      give: ['Floor plan', 'Price list', 'Payment schedule'],
    },
    after_viewing: {
      title: 'Ask how the viewing was, answer questions',
      find: 'What the family says, what is still open',
    },
    funds: {
      title: 'Go through eligibility, funds and loan',
      find: 'May they buy, down payment, loan, what runs already',
      give: ['Loan calculation'],
    },
    sit_down: {
      title: 'Invite to sit down over price and terms',
      find: 'Whether the decision-maker comes',
    },
  },
  negotiating: {
    terms: {
      title: 'Talk price and terms',
      find: 'Which point is still open, and who decides it',
      give: ['Offer in writing'],
    },
    eligibility: {
      title: 'Check eligibility, funds and loan',
      find: 'Who checked what, and the result',
    },
    manager_helps: {
      title: 'Step in: discount, terms, join the talk',
      find: 'What would settle it',
    },
    documents: {
      title: 'Prepare the signing',
      find: 'Which papers are missing',
      give: ['List of documents', 'Draft contract'],
    },
    decide: {
      title: 'Ask for the decision, set a signing day',
      find: 'What still holds them back',
    },
  },
  closed: {
    loan: {
      title: 'Help with the loan',
      find: 'Bank, papers handed in, when the bank answers',
      give: ['List of documents for the loan'],
    },
    return_7: {
      title: 'Return contact after a week',
      find: 'Is anything unclear? Say the next dates',
    },
    return_30: { title: 'Return contact after a month', find: 'Loan, payments, questions' },
    home: {
      title: 'Prepare the home hand-over',
      find: 'Appointment, who comes, defects found',
      give: ['Hand-over notice'],
    },
    property: {
      title: 'Introduce property management',
      find: 'Keys, meters, fees, parking',
      give: ['Property management contacts'],
    },
    decoration: {
      title: 'Offer advice on decoration',
      find: 'When they start, what they need',
      give: ['Decoration rules of the estate'],
    },
    return_90: { title: 'Return contact after three months', find: 'How they settle in' },
    title: {
      title: 'Help with the title certificate',
      find: 'Taxes paid, papers handed in, when it is ready',
      give: ['List of documents for the title'],
    },
    return_365: {
      title: 'Return contact after a year',
      find: 'How they live there; do they know somebody who is looking?',
    },
  },
  lost: {
    why_lost: {
      title: 'Read why we lost them, agree what to do better',
      find: 'Cause, what we learn, worth another try?',
    },
    win_back: { title: 'Try to win them back', find: 'Did they buy? What has changed?' },
  },
};

export const playbooks = {
  native,
  /** A step that is in no playbook any more. */
  gone: 'A step of the playbook',
  roles: { rep: 'Assigned rep', manager: 'Manager', reviewer: 'Reviewer' } as Words,
  kinds: { contact: 'Contact with the customer', task: 'Task' } as Words,
  kindHints: { contact: 'Done by logging a contact.', task: 'Done by a tap.' } as Words,
  days: { working: 'working days', calendar: 'calendar days' } as Words,
  step: {
    by: (p: { when: string }) => `by ${p.when}`,
    give: (p: { what: string }) => `Give: ${p.what}`,
    find: (p: { what: string }) => `Find out: ${p.what}`,
    done: '✅ Done',
    after: (p: { n: number; days: string }) =>
      p.days === 'working'
        ? `after ${p.n} working ${p.n === 1 ? 'day' : 'days'}`
        : `after ${p.n} ${p.n === 1 ? 'day' : 'days'}`,
    limit: (p: { n: number }) =>
      p.n === 0 ? 'the same day' : `within ${p.n} working ${p.n === 1 ? 'day' : 'days'}`,
  },
  card: {
    days: (p: { n: number }) =>
      p.n === 0 ? 'since today' : p.n === 1 ? 'for 1 day' : `for ${p.n} days`,
    progress: (p: { over: number; all: number }) => `📋 ${p.over} of ${p.all}`,
    next: (p: { title: string; when: string }) => `next: ${p.title} (${p.when})`,
  },
  plan: {
    button: 'Playbook',
    title: 'Playbook',
    head: (p: { who: string; stage: string; over: number; all: number }) =>
      `*${p.who}*\n${p.stage} · ${p.over} of ${p.all}`,
    none: 'No plan is running. A stage just entered has its plan in a minute.',
    paused: 'The plan rests',
    pausedWhy: {
      lost: 'while the customer is lost',
      pool: 'while nobody has the customer',
      invalid: 'while the record is invalid',
    } as Words,
    stand: { waiting: '○', open: '▶', done: '✅', skipped: '⏭' } as Words,
    skippedBecause: (p: { reason: string }) => `skipped: ${p.reason.toLowerCase()}`,
    card: 'Open card',
  },
  skip: {
    button: 'Skip this step',
    title: 'Skip a step',
    submit: 'Skip it',
    reason: 'Why',
    undone: (p: { number: string }) => `✅ ${p.number} · step skipped`,
    done: (p: { number: string }) => `✅ ${p.number} · step done`,
  },
  edit: {
    button: 'Playbooks',
    title: 'Playbooks',
    of: (p: { team: string }) => `*${p.team}*`,
    office: 'Office',
    whose: { team: 'the team’s own', office: 'the office’s', native: 'as delivered' } as Words,
    stageLine: (p: { stage: string; n: number; whose: string }) =>
      `*${p.stage}*\n${p.n === 1 ? '1 step' : `${p.n} steps`} · ${p.whose}`,
    open: 'Open',
    add: 'Add a step',
    change: 'Edit',
    up: 'Move up',
    down: 'Move down',
    remove: 'Remove',
    reset: 'As the office has it',
    empty: 'No steps: entering this stage starts nothing.',
    version: (p: { n: number }) => `Version ${p.n}`,
    behind: (p: { n: number }) =>
      p.n === 1
        ? '1 running plan goes by an earlier version. Shall it follow?'
        : `${p.n} running plans go by an earlier version. Shall they follow?`,
    follow: 'They follow',
    following: 'Running plans follow: they are taken over one after the other.',
    stay: 'Or leave it: they run on as they began, new ones go by this version.',
    saved: 'Saved.',
    stepTitle: 'Step',
    titleZh: 'What to do, in Chinese',
    titleEn: 'What to do, in English',
    kind: 'Kind',
    role: 'Who does it',
    after: 'Days after entering the stage',
    days: 'Counted in',
    daysHint: 'A day off moves it to the next working day.',
    limit: 'Time limit in working days',
    limitHint: 'Told again, and then to the manager, once it is over. Empty: the day itself.',
    give: 'Materials to give',
    giveHint: 'One a line: 户型图 | Floor plan | https://… (a link, or a file’s link in Slack).',
    findZh: 'What to find out, in Chinese',
    findEn: 'What to find out, in English',
  },
  needs: {
    need: 'a clear need (layout or size)',
    budget: 'a budget',
    visit: 'a visit to us',
    viewing: 'a viewing they came to',
    eligible: 'a buyer found eligible',
    contract: 'a signed contract',
    subscription: 'a subscription with deposit',
  } as Words,
  closedAt: {
    contract: 'Signed contract 签约',
    subscription: 'Subscription 认购',
  } as Words,
  move: {
    title: 'Not yet',
    missing: (p: { who: string; stage: string }) =>
      `*${p.who}*\nTo become *${p.stage}*, this is missing:`,
    line: (p: { need: string }) => `✗ ${p.need}`,
    needs: (p: { stage: string; needs: string }) => `${p.stage} still needs ${p.needs}`,
    /** On the button that mends it. */
    mend: {
      need: 'Add the need',
      budget: 'Add the budget',
      visit: 'Log the visit',
      viewing: 'Viewing',
      eligible: 'Check eligibility',
      contract: 'Open the deal',
      subscription: 'Open the deal',
    } as Words,
    past: 'Move anyway',
    pastTitle: 'Move anyway',
    pastReason: 'Why move it without that?',
    pastHint: 'It stays in the history with your name.',
    competitor: 'Bought or looking elsewhere: where?',
    bringBack: 'What could bring them back?',
    winBackOn: 'Try again on',
    winBackHint: 'The rep is reminded that day. Empty: no reminder.',
  },
  history: {
    'playbook.start': 'began the playbook of the stage',
    'playbook.give': 'gave a step of the playbook',
    'playbook.resume': 'went on with the playbook',
    'playbook.follow': 'took over the changed playbook',
    'playbook.skip': 'skipped a step of the playbook',
    'playbook.done': 'did a step of the playbook',
  } as Words,
  loss: { competitor: 'Lost to', bringBack: 'Could bring them back', winBackOn: 'Try again on' },
  help: [
    '`stage C-1042 negotiating`  another stage; without a stage: what is open and what it needs',
    '`playbook C-1042`  the plan of the stage: what is done, what is next',
  ],
  refusals: {
    stageUnknown: (p) => `There is no stage “${p.word}”.`,
    stepOver: () => 'This step is over already.',
    stepBoth: () => 'Write it in Chinese, in English, or both; not empty.',
    stepNumber: (p) => `A whole number from 0 to ${p.max}.`,
    stepGive: (p) => `Not understood: ${p.line}. One a line: 户型图 | Floor plan | https://…`,
    stepGiveMany: (p) => `At most ${p.max} materials.`,
    stepGone: () => 'This step is no longer in the playbook.',
    playbookChanged: () => 'Somebody changed this playbook meanwhile. Open it again.',
    playbookFull: (p) => `A playbook has at most ${p.max} steps.`,
    needsNotPassable: () => 'By the rules of your team nobody is moved past what is missing.',
    pastReasonMissing: () => 'Say in a few words why it moves all the same.',
    winBackPast: () => 'Choose a day to come.',
  } satisfies RefusalSentences,
};
