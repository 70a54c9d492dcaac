import type { UnitWords } from './schema-words.ts';
import type { UnitFilter } from './store/search.ts';

/** How far an area that is said as one number may be off: a tenth. */
const AREA_TOLERANCE = 0.1;

/**
 * What a line asks for, as a filter. One amount of money is the most somebody would pay; one area is about
 * that. `self`: whose holds are "mine".
 */
export function filterOf(said: UnitWords, self: string): UnitFilter {
  const { projectId, building, code, layouts, floor, orientation, districts, statuses, rest } =
    said;
  return {
    ...(projectId && { projectId }),
    ...(building !== undefined && { building }),
    ...(code && { code }),
    ...(layouts && { layouts }),
    ...(said.area && { area: aboutArea(said.area) }),
    ...(said.price && { price: upTo(said.price) }),
    ...(floor && { floor }),
    ...(orientation && { orientation }),
    ...(districts && { districts }),
    ...(statuses && { statuses }),
    ...(said.mine && { heldBy: self }),
    ...(rest !== '' && !ASKING.test(rest) && { text: rest.slice(0, 60) }),
  };
}

/** Words that ask without saying what for. */
const ASKING =
  /^(?:的|房源|房子|房|套|有|哪些|什么|还|吗|所有|全部|预算|总价|想|要|看|找|查|units?|homes?|flats?|apartments?|with|in|and|or|the|for|a|an|under|budget|which|are|is|of|show|me|list|any|[\s,，、;；？?])*$/iu;

interface Bounds {
  min: number | null;
  max: number | null;
}

function upTo({ min, max }: Bounds): Bounds {
  return min === max ? { min: null, max } : { min, max };
}

function aboutArea({ min, max }: Bounds): Bounds {
  if (min === null || min !== max) return { min, max };
  const off = min * AREA_TOLERANCE;
  return { min: min - off, max: min + off };
}
