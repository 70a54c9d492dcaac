import { findNearest } from '../../../lib/nearest.ts';

/** What the bot can do, by the words people use for it; the order decides between equals. */
const CAPABILITIES = {
  plan: [
    '跟进',
    '安排',
    '提醒',
    '回访',
    '复访',
    '带看',
    '约',
    'follow-up',
    'plan',
    'remind',
    'schedule',
    'tomorrow',
  ],
  log: [
    '记录',
    '电话',
    '微信',
    '聊',
    '谈',
    '看房',
    '来访',
    'log',
    'called',
    'call',
    'talked',
    'visited',
    'viewing',
  ],
  register: ['登记', '新客户', '新增', '报备', 'register', 'new', 'lead', 'client', 'customer'],
  find: ['查', '找', '客户', '谁', 'find', 'search', 'who', 'where', 'show'],
  day: ['今天', '待办', '任务', 'today', 'day', 'tasks', 'due'],
  overdue: ['逾期', '过期', '超期', 'overdue', 'late', 'missed'],
  figures: ['数字', '数据', '周报', '业绩', 'numbers', 'figures', 'digest', 'report', 'week'],
  check: [
    '查重',
    '重复',
    '撞单',
    '登记过',
    '登记过吗',
    '登记过没',
    '没有登记',
    '有没有登记',
    'check',
    'duplicate',
    'registered',
    'already',
  ],
  pool: ['公海', '领取', 'pool', 'claim'],
  help: ['帮助', '怎么', 'help', 'how'],
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** Named first when nothing speaks for anything. */
const USUAL: readonly Capability[] = ['find', 'plan', 'log', 'register', 'day', 'help'];

/** The capabilities nearest to a text, best first, all different. */
export function listNearest(text: string, allowed: (one: Capability) => boolean): Capability[] {
  const lower = text.slice(0, 300).toLowerCase();
  const words = lower.match(/[a-z-]{3,}/gu)?.slice(0, 30) ?? [];
  const score = (one: Capability): number => {
    const known: readonly string[] = CAPABILITIES[one];
    const said = known.filter((word) => isIn(lower, words, word)).length;
    const slips = words.filter((word) => findNearest(word, known.filter(isLatin)) !== null).length;
    return 3 * said + slips;
  };
  const all = (Object.keys(CAPABILITIES) as Capability[]).filter(allowed);
  const scored = all.map((one) => ({ one, points: score(one) })).filter(({ points }) => points > 0);
  const near = scored.sort((a, b) => b.points - a.points).map(({ one }) => one);
  return [...new Set([...near, ...USUAL.filter(allowed)])].slice(0, 3);
}

const isLatin = (word: string): boolean => /^[a-z]/u.test(word);

const isIn = (text: string, words: readonly string[], word: string): boolean =>
  isLatin(word) ? words.includes(word) : text.includes(word);
