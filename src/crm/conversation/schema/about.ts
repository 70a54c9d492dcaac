import { parseWhen, type When } from '../../../lib/when/index.ts';
import { GRADES, STAGES } from '../../customers/fields.ts';
import type { Writer } from '../../followups/schema.ts';
import { readContactText } from '../../interactions/schema.ts';
import { officeHours, type Settings } from '../../settings/rules.ts';

/** What is said of a customer, likeliest first; more than one where it can be meant in two ways. */
export type Matter = 'card' | 'plan' | 'log' | { grade: string } | { stage: string };

const TO_PLAN =
  /^(?:提醒(?:我)?|记得|安排|预约|约|计划|(?:remind\s+me(?:\s+to)?|remember\s+to|schedule|plan|book|set\s+up|arrange)\b)\s*/iu;
const TO_LOG =
  /^(?:记(?:录|一下|一笔)?(?:跟进)?|(?:log(?:ged)?|note(?:d)?(?:\s+that)?|just)\b|刚(?:刚|才)?)\s*/iu;
const HAPPENED =
  /了(?!解)|过(?!来|户|去看)|刚(?:刚|才)|很满意|不满意|嫌|说|觉得|聊|谈(?!判)|\b(?:said|says|liked|likes|loved|talked|spoke|visited|viewed|called|met|came|was|were|asked|wants?|thinks?|found)\b/iu;
const ONLY_KIND =
  /^(?:电话|去电|回访|复访|再访|看房|带看|到访|来访|面谈|见面|微信|邮件|打电话|call|phone|ring|visit|revisit|viewing|show(?:ing)?(?:\s+(?:flat|unit|the\s+flat))?|meet(?:ing)?|wechat|e-?mail|follow[\s-]?up|跟进)?$/iu;

/** 电话多少, phone of: what the card shows. */
const ABOUT =
  /^(?:的|是|多少|什么|呢|怎么样|情况|资料|信息|卡片|档案|电话|手机|号码|手机号|联系方式|微信号?|[\s?？]|\b(?:what|what's|what’s|is|the|phone|number|contact|details?|info|card|file|of|how|about|to|me|see|give|get)\b)+$/iu;

const STAGE_WORDS: Record<string, string> = {
  潜在: 'potential',
  意向: 'interested',
  洽谈: 'negotiating',
  成交: 'closed',
  流失: 'lost',
};

/** The words around who and what: `提醒我给…打电话` says that it is a plan. */
export function withoutVerb(text: string): { text: string; verb: 'plan' | 'log' | null } {
  const plan = TO_PLAN.exec(text);
  if (plan) return { text: text.slice(plan[0].length), verb: 'plan' };
  const log = TO_LOG.exec(text);
  return log ? { text: text.slice(log[0].length), verb: 'log' } : { text, verb: null };
}

/** What the words beside a customer's name mean, the likeliest first. */
export function readMatters(rest: string, verb: 'plan' | 'log' | null, writer: Writer): Matter[] {
  if (rest === '' || ABOUT.test(rest)) return ['card'];
  const move = readMoveOn(rest, writer.settings);
  if (move) return [move];
  const { now, zone, locale, settings } = writer;
  const when = parseWhen(rest, { now, zone, locale, officeHours: officeHours(settings, zone) });
  const isAhead = when !== null && latest(when) > now.getTime() && when.grain !== 'coarse';
  if (verb === 'log' || !isAhead) return verb === 'plan' && when ? ['plan'] : ['log'];
  if (verb === 'plan') return ['plan'];
  const told = readContactText(rest);
  if (told.next !== null || isAttempt(told.result)) return ['log'];
  const beside = when.rest.replace(/^[\s,，、:：]+|[\s,，、:：]+$/gu, '');
  const happened = HAPPENED.test(beside);
  const begins = ONLY_KIND.test(rest.slice(0, Math.max(0, rest.indexOf(when.matched))).trim());
  if (begins) return happened ? ['plan', 'log'] : ['plan'];
  if (happened) return told.kind ? ['log'] : ['log', 'plan'];
  return told.kind ? ['log', 'plan'] : ['plan', 'log'];
}

const latest = (when: When): number =>
  Math.max(...(when.ambiguous?.readings ?? [when]).map(({ instant }) => instant.getTime()));

const isAttempt = (result: string | null): boolean =>
  result !== null && result !== 'effective' && result !== 'sent';

/** `A类`, `升A`, `改成意向`: another grade or stage and nothing else. */
function readMoveOn(
  rest: string,
  { stages }: Pick<Settings, 'stages'>,
): { grade: string } | { stage: string } | null {
  const plain = rest.normalize('NFKC').trim();
  const grade =
    /^(?:改成|改为|改|升(?:到|为|级)?|降(?:到|为|级)?|评为|定为|等级|grade|now|to|is|:)*\s*(?:grade\s*)?([a-d])\s*(?:类|级|客|类客户)?$/iu.exec(
      plain,
    )?.[1];
  if (grade && (GRADES as readonly string[]).includes(grade.toUpperCase()))
    return { grade: grade.toUpperCase() };
  const word = plain
    .toLowerCase()
    .replace(/^(?:改成|改为|进入|转|到|已经?|stage|now|to|is|\s)+/u, '')
    .replace(/(?:阶段|了|客户)+$/u, '');
  const named = stages.find(({ zh, en }) => [zh, en].some((name) => name.toLowerCase() === word));
  const stage = named?.key ?? STAGE_WORDS[word] ?? word;
  return (STAGES as readonly string[]).includes(stage) ? { stage } : null;
}
