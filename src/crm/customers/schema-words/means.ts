import { findArea } from '../../../lib/area.ts';
import { type Currency, findMoney } from '../../../lib/money.ts';
import { BLANK, type Finder, firstOf, isDenied, type Span } from './finder.ts';

const AMOUNT =
  '[$£€¥]?\\s?[\\d.,]+\\s?(?:[-~到至]\\s?[\\d.,]+\\s?)?(?:亿|千万|百万|万|千|w|k|m|mil|million|成|%)?(?:元|块)?(?:以内|左右|以上|以下)?';
/** Sums that are no budget: down payment, instalments, price per square metre, rent, income. */
const OTHER_SUMS = new RegExp(
  `(?:首付款?|首期|月供|定金|订金|认筹金?|诚意金|单价|均价|租金|月租|房租|收入|年薪|月薪|存款|物业费|中介费|佣金|贷款|公积金|卖(?:房|掉)[^\\s;,]{0,6}?)\\s?[:：]?\\s?(?:约|大概|大约|在|能|可以|可|有|出|不超过|已付|已交|付了|交了|付)?\\s?${AMOUNT}(?=[\\s;,，。|]|$|\\p{Script=Han})|\\b(?:deposit|down\\s?payment|downpayment|instal?ments?|psf|rent(?:al|ing)?|salary|income|earns|maintenance(?:\\s+fees?)?|stamp\\s+duty|loan(?:\\s+(?:of|amount))?|commission|booking\\s+fee)\\s?(?:of|is|about|around|at|:)?\\s?${AMOUNT}(?![\\w])|\\d[\\d.,]*\\s?(?:k|m|mil|million|sgd|usd)? (?:psf|deposit|down\\s?payment|rent|salary|a\\s+month|per\\s+month)\\b|(?<![\\d.])\\d{2,4}\\s?m(?:eters?|etres?)?\\s(?:to|from|away|walk)\\b(?!\\s*[\\d$])`,
  'giu',
);

/** Takes sums that are no budget out of the way; 贷款 before one still says how they pay. */
export const otherSumsFinder: Finder = {
  id: 'otherSums',
  find(text) {
    const spans = [...text.matchAll(OTHER_SUMS)].map((match): Span => {
      const word = /^(?:贷款|公积金|loan)/iu.exec(match[0])?.[0].length ?? 0;
      return [match.index + word, match.index + match[0].trimEnd().length];
    });
    return spans.length > 0 ? { values: {}, spans } : null;
  },
};

/** 签约 before an amount is no "about", and a stroke between parts no division. */
const apart = (text: string): string => text.replace(/(?<=[签预邀相面])约|\//gu, BLANK);

/** Ways to say "at most" beside those that amounts are read with. */
const AT_MOST_BEFORE =
  /(?:别|不要|不能|不想|不可以?)超过?\s?$|(?:顶多|最高(?:到|能)?|上限(?:是|为)?|控制在)\s?$|\b(?:cannot|can't|won't|not)\s+(?:go\s+)?(?:exceed|over|above)\s+$|\bcapped?\s+at\s+$/iu;

/** Below this no home is bought, in any of the currencies. */
const LEAST_BUDGET = 50_000;

/** Where a bare $ means the office's own dollar. */
const DOLLARS = new Set(['SGD', 'HKD', 'TWD', 'MOP', 'USD']);

/** 预算: an amount with its unit, or a bare number after the word. */
export const budgetFinder: Finder = {
  id: 'budget',
  find(line, { currency }) {
    const text = apart(line);
    const money = findMoney(text, {
      bareUnit: currency === 'CNY' ? 10_000 : 1,
      currency: currency as Currency,
    });
    if (!money || (money.max ?? money.min ?? 0) < LEAST_BUDGET) return null;
    const start = text.indexOf(money.matched);
    if (start < 0) return null;
    const most = AT_MOST_BEFORE.exec(text.slice(0, start))?.[0].length ?? 0;
    const isOwnDollar = DOLLARS.has(currency) && /(?<![a-z])\$/iu.test(money.matched);
    return {
      values: {
        budget: {
          min: most > 0 ? null : (money.min ?? null),
          max: money.max ?? null,
          currency: isOwnDollar ? currency : (money.currency ?? currency),
        },
      },
      spans: [[start - most, start + money.matched.length]],
    };
  },
};

/** 意向面积. */
export const areaFinder: Finder = {
  id: 'area',
  find(line) {
    const text = apart(line);
    const area = findArea(text);
    const start = area ? text.indexOf(area.matched) : -1;
    if (!area || start < 0) return null;
    return {
      values: { area: { min: area.min ?? null, max: area.max ?? null } },
      spans: [[start, start + area.matched.length]],
    };
  },
};

const LOAN_ZH =
  '(?:商业?贷款?|按揭(?:贷款)?|商贷|贷款(?!方案|利率|政策|记录|资格|额度|合同|问题|流程|中心))';
const PAYMENTS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      `公积金\\s?[+＋和加、及]\\s?${LOAN_ZH}|${LOAN_ZH}\\s?[+＋和加、及]\\s?公积金|组合贷款?|\\b(?:cpf|housing\\s+fund)\\s?(?:\\+|and|&|plus)\\s?(?:bank\\s+)?(?:loan|mortgage)|(?:loan|mortgage)\\s?(?:\\+|and|&|plus)\\s?(?:cpf|housing\\s+fund)\\b`,
      'giu',
    ),
    'mixed',
  ],
  [
    /全款(?:买|付|购)?|付全款|一次性(?:付款|付清|付)?|现金(?:买|付款|付)|\b(?:all[\s-]|full[\s-]|in[\s-]|pay(?:s|ing)?\s+(?:in\s+)?)?cash(?:\s+(?:buyer|purchase|payment))?\b(?!\s*(?:flow|back|out))|\bfull\s+payment\b|\bpay(?:s|ing)?\s+in\s+full\b|\bin\s+full\b/giu,
    'full',
  ],
  [
    /公积金(?:贷款|贷)?(?!缴|交|中心)|\b(?:use\s+|using\s+|with\s+|by\s+)?(?:cpf|housing\s+fund|provident\s+fund)\b/giu,
    'fund',
  ],
  [
    new RegExp(
      `(?:需要?|要|做|办)?${LOAN_ZH}(?:[一二三四五六七八九\\d]成)?|\\b(?:needs?\\s+(?:a\\s+)?|takes?\\s+(?:a\\s+)?|with\\s+(?:a\\s+)?|on\\s+)?(?:bank\\s+|home\\s+|housing\\s+)?(?:mortgages?|loans?|financing)\\b(?:\\s+(?:pre-?)?approved)?`,
      'giu',
    ),
    'mortgage',
  ],
];

/** 付款方式. */
export const paymentFinder: Finder = {
  id: 'payment',
  find(text) {
    for (const [pattern, value] of PAYMENTS) {
      const found = firstOf(text, [[pattern, value]], (match) => !isDenied(match));
      if (found) return { values: { payment: value }, spans: [found.span] };
    }
    return null;
  },
};
