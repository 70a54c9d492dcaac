import type { AreaRange, BudgetRange, CustomerValues } from '../customers/values.ts';
import type { Settings } from '../settings/rules.ts';
import { MATCH_MUSTS, type MatchMust } from '../settings/rules-matching.ts';

/** What a home is weighed by (#63), in the order in which it is said. */
export const ASPECTS = [
  'price',
  'layouts',
  'area',
  'districts',
  'transit',
  'school',
  'floors',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** What a customer wants of a home. */
export type Wish = Pick<
  CustomerValues,
  'layouts' | 'area' | 'budget' | 'districts' | 'floors' | 'nearby' | 'musts'
>;

/** What a home is. `isFree`: whether this customer could have it. */
export interface Home {
  layout: string;
  /** Square metres. */
  area: number;
  floor: number | null;
  /** Whole units of `currency`. */
  listPrice: number;
  currency: string;
  district: string | null;
  transit: string | null;
  schools: string | null;
  isFree: boolean;
}

/** The office's rules of matching. */
export type MatchRules = Pick<Settings, Extract<keyof Settings, `match${string}`>>;

/**
 * How a home answers one wish.
 * - `met`: as wished; `near`: not quite, by `off` percent where that can be said; `missed`: not;
 * - `unnoted`: the home says nothing of it; `unnamed`: the customer did not say.
 */
export interface Point {
  aspect: Aspect;
  how: 'met' | 'near' | 'missed' | 'unnoted' | 'unnamed';
  /** 0 to 1. */
  value: number;
  /** Of price and area: how many percent above (+) or below (−) what was wished. */
  off?: number;
}

/** Whether a home may be proposed at all, how well it fits (0–100), and why. */
export interface Verdict {
  fits: boolean;
  score: number;
  points: Point[];
}

/** What is not known counts half: it may turn out either way. */
const HALF = 0.5;

/**
 * Weighs a home against a wish (#62). Hard limits decide `fits`: that it can be had at all, the budget with
 * its tolerance, and every must. The score sums the wishes by the office's weights; a home that answers no
 * wish worse than another never has a lower score.
 */
export function weigh(wish: Wish, home: Home, rules: MatchRules): Verdict {
  const points = ASPECTS.map((aspect) => pointOf(aspect, wish, home, rules));
  const musts = listMusts(wish, rules);
  const fits =
    home.isFree &&
    isAffordable(wish.budget, home, rules) &&
    points.every((point) => !isMust(point.aspect, musts) || isAnswered(point, wish, home, rules));
  return { fits, score: scoreOf(points, rules), points };
}

/** The wishes a home must answer for this customer: those of the office and their own. */
export function listMusts(
  wish: Pick<Wish, 'musts'>,
  rules: Pick<MatchRules, 'matchMusts'>,
): MatchMust[] {
  const own = new Set<string>([...rules.matchMusts, ...wish.musts]);
  return MATCH_MUSTS.filter((must) => own.has(must));
}

const isMust = (aspect: Aspect, musts: readonly MatchMust[]): boolean =>
  (musts as readonly Aspect[]).includes(aspect);

/** Whether a must is kept: as wished, or within the tolerance of what is measured. */
function isAnswered({ aspect, how }: Point, wish: Wish, home: Home, rules: MatchRules): boolean {
  if (aspect === 'area')
    return how === 'unnamed' || isWithin(home.area, areaLimits(wish.area, rules));
  return how === 'met' || how === 'unnamed';
}

/** Whether the price is within the budget and its tolerance; another currency cannot be compared. */
function isAffordable(budget: BudgetRange | null, home: Home, rules: MatchRules): boolean {
  if (!budget) return true;
  return budget.currency === home.currency && isWithin(home.listPrice, priceLimits(budget, rules));
}

/** What of the score a wish is worth. */
function weightOf(aspect: Aspect, rules: MatchRules): number {
  const weights: Record<Aspect, number> = {
    price: rules.matchPriceWeight,
    layouts: rules.matchLayoutWeight,
    area: rules.matchAreaWeight,
    districts: rules.matchDistrictWeight,
    transit: rules.matchTransitWeight,
    school: rules.matchSchoolWeight,
    floors: rules.matchFloorWeight,
  };
  return weights[aspect];
}

function scoreOf(points: readonly Point[], rules: MatchRules): number {
  const sum = (of: (point: Point) => number) =>
    points.reduce((all, point) => all + of(point) * weightOf(point.aspect, rules), 0);
  const most = sum(() => 1);
  return most === 0 ? 0 : Math.round((sum(({ value }) => value) / most) * 100);
}

function pointOf(aspect: Aspect, wish: Wish, home: Home, rules: MatchRules): Point {
  switch (aspect) {
    case 'price':
      return priceOf(wish.budget, home, rules);
    case 'layouts':
      return layoutOf(wish.layouts, home.layout);
    case 'area':
      return areaOf(wish.area, home.area, rules);
    case 'districts':
      return oneOf('districts', wish.districts, home.district);
    case 'floors':
      return oneOf('floors', wish.floors, bandOf(home.floor, rules));
    case 'transit':
      return nearbyOf('transit', wish, home.transit);
    case 'school':
      return nearbyOf('school', wish, home.schools);
  }
}

const unnamed = (aspect: Aspect): Point => ({ aspect, how: 'unnamed', value: HALF });

function priceOf(budget: BudgetRange | null, home: Home, rules: MatchRules): Point {
  if (!budget || budget.currency !== home.currency || isOpen(budget)) {
    return budget && budget.currency !== home.currency
      ? { aspect: 'price', how: 'unnoted', value: 0 }
      : unnamed('price');
  }
  return measure('price', home.listPrice, budget, rules.matchBudgetPercent);
}

function areaOf(area: AreaRange | null, has: number, rules: MatchRules): Point {
  if (!area || isOpen(area)) return unnamed('area');
  return measure('area', has, area, rules.matchAreaPercent);
}

const isOpen = ({ min, max }: AreaRange): boolean => min === null && max === null;

/** Inside is as wished; outside it is worth less with every percent, and nothing from the tolerance on. */
function measure(aspect: Aspect, has: number, { min, max }: AreaRange, tolerance: number): Point {
  const end = max !== null && has > max ? max : min !== null && has < min ? min : null;
  if (end === null) return { aspect, how: 'met', value: 1 };
  const off = end === 0 ? 100 : ((has - end) / end) * 100;
  const value = Math.max(0, 1 - Math.abs(off) / Math.max(tolerance, Number.MIN_VALUE));
  // Cheaper than looked for is no fault of a home: it is never worth less than half.
  const isCheaper = aspect === 'price' && off < 0;
  const worth = isCheaper ? Math.max(HALF, value) : value;
  return { aspect, how: worth > 0 ? 'near' : 'missed', value: worth, off };
}

/** Rooms of a layout; a villa is compared with nothing. */
const ROOMS: Record<string, number> = {
  studio: 0,
  '1br': 1,
  '2br': 2,
  '3br': 3,
  '4br': 4,
  '5br': 5,
};

function layoutOf(wished: readonly string[], has: string): Point {
  if (wished.length === 0) return unnamed('layouts');
  if (wished.includes(has)) return { aspect: 'layouts', how: 'met', value: 1 };
  const rooms = ROOMS[has];
  const isNext = wished.some((one) => {
    const other = ROOMS[one];
    return rooms !== undefined && other !== undefined && Math.abs(rooms - other) === 1;
  });
  return { aspect: 'layouts', how: isNext ? 'near' : 'missed', value: isNext ? HALF : 0 };
}

function oneOf(aspect: Aspect, wished: readonly string[], has: string | null): Point {
  if (wished.length === 0) return unnamed(aspect);
  if (has === null) return { aspect, how: 'unnoted', value: 0 };
  const isMet = wished.includes(has);
  return { aspect, how: isMet ? 'met' : 'missed', value: isMet ? 1 : 0 };
}

function nearbyOf(aspect: 'transit' | 'school', wish: Wish, has: string | null): Point {
  if (!wish.nearby.includes(aspect)) return unnamed(aspect);
  return has ? { aspect, how: 'met', value: 1 } : { aspect, how: 'unnoted', value: 0 };
}

/** Low, middle or high, as the office draws the lines; null where the floor is not known. */
export function bandOf(floor: number | null, rules: MatchRules): 'low' | 'middle' | 'high' | null {
  if (floor === null) return null;
  if (floor <= rules.matchLowFloors) return 'low';
  return floor >= rules.matchHighFloors ? 'high' : 'middle';
}

/** The budget's end with its tolerance. Cheaper is never a limit. */
export function priceLimits(budget: BudgetRange, { matchBudgetPercent }: MatchRules): AreaRange {
  const { max } = budget;
  return { min: null, max: max === null ? null : (max * (100 + matchBudgetPercent)) / 100 };
}

/** Both ends of an area with their tolerance. */
export function areaLimits(area: AreaRange | null, { matchAreaPercent }: MatchRules): AreaRange {
  const stretch = (end: number | null | undefined, percent: number) =>
    end === null || end === undefined ? null : (end * (100 + percent)) / 100;
  return {
    min: stretch(area?.min, -matchAreaPercent),
    max: stretch(area?.max, matchAreaPercent),
  };
}

const isWithin = (has: number, { min, max }: AreaRange): boolean =>
  (min === null || has >= min) && (max === null || has <= max);

/** Whether anything is known of what the customer wants: without it every home would fit. */
export function hasWish(wish: Wish): boolean {
  return (
    wish.layouts.length + wish.districts.length + wish.floors.length + wish.nearby.length > 0 ||
    (wish.area !== null && !isOpen(wish.area)) ||
    (wish.budget !== null && !isOpen(wish.budget))
  );
}
