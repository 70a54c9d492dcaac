import { type Rule, rule } from './lexer.ts';

/** English words that look like times but name or count things. */
export const enGuards: Rule[] = [
  rule(
    'l',
    '(?:unit|room|rm|block|blk|floor|level|lvl|no|num|number|flat|apt|apartment|suite|tower|phase|lot|ref|id|ext|extension|page|chapter|item|plan|option|type|house|building|bldg|line|gate|bus|stage|grade|step|version|ver|v|table|case|deal|file|row|top|exit|route|pier|deck|villa|street|st|road|rd|avenue|ave)(?:\\s*#\\s*|\\.\\s*|\\s+)\\d[\\d./-]*[a-z]?(?![a-z:])',
    'junk',
  ),
  rule(
    'l',
    '(?:budget|price|asking|offer|deposit|rent|paid|pays?|salary|income|worth)\\s+(?:of\\s+|is\\s+|about\\s+|around\\s+|up\\s+to\\s+|under\\s+|below\\s+)?[$£€¥]?\\s*\\d[\\d.,]*\\s*(?:(?:-|to)\\s*\\d[\\d.,]*)?\\s*(?:k|m|mil|million|b|w)?(?![a-z\\d])',
    'junk',
  ),
  rule(
    'l',
    '(?:under|below|over|above|up\\s+to|less\\s+than|more\\s+than|at\\s+least|at\\s+most)\\s+[$£€¥]?\\s*\\d[\\d.,]*\\s*(?:k|m|mil|million|b|w)?(?![a-z\\d])',
    'junk',
  ),
  rule('l', '[a-z]{1,3}-?\\d{3,}(?!\\d)(?!\\s*[-/]\\d)', (m) =>
    /^(?:at|on|by)\\d/.test(m[0]) ? null : 'junk',
  ),
  rule(
    'l',
    '(?:may|march)(?=\\s+(?:be|have|not|i|we|you|he|she|they|it|need|want|come|call|take|also|still|well)\\b)|(?:sat|sun)(?=\\s+(?:down|with|in\\s+on|deck|room|facing|light))|(?:i|we|he|she|they|it|you|client|customer)\\s+may(?![a-z])',
    'junk',
  ),
  // 17th floor, 2nd visit: a rank of something that is no day.
  rule(
    'd',
    '\\d{1,3}(?:st|nd|rd|th)\\s+(?:floors?|storeys?|stor(?:y|ies)|levels?|units?|rooms?|rows?|blocks?|streets?|avenues?|times?|visits?|viewings?|calls?|choice|phase|tower|house|home|property|apartment|customer|client|buyer|owner|child|birthday|anniversary)(?![a-z])',
    'junk',
  ),
  rule(
    'l',
    'some\\s?day|one\\s+day|these\\s+days|any\\s?time|when\\s+free|other\\s+day|all\\s+day|day\\s+care|good\\s+(?:morning|afternoon|evening|night)|second\\s+hand|a\\s+second|for\\s+now|right\\s+now\\s+lives|by\\s+now|until\\s+now|now\\s+(?:lives|rents|owns|renting|living|staying)|night\\s+view|sunday\\s+times',
    'junk',
  ),
];
/** Latin words and the rest of a text. */
export const wordLeftovers: Rule[] = [
  rule('l', "[a-z]+(?:'[a-z]+)?(?:-?\\d+(?![\\d:]))?", (m) =>
    /^[a-z]+-?\d/.test(m[0]) || !/\d/.test(m[0]) ? 'junk' : null,
  ),
];
