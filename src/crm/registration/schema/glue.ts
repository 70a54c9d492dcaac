/**
 * Words that say nothing without what they stand beside: "想看" before 两房, "budget" before an amount.
 * They belong to the words of that field; alone they stay in what is left.
 */
const ZH =
  '想看看?|想要|想买|想找|想|要|看|找|买|需要?|意向(?:户型|面积|区域|等级)?|考虑|打算|计划|准备|预算|总价|面积|户型|区域|板块|来源|渠道|等级|级别|目的|用途|购房目的|付款(?:方式)?|到访方式|购房时间|下次跟进|跟进时间|到访时间|看房时间|联系(?:电话|方式)?|电话|手机号?|号码|微信号?|邮箱|姓名|客户(?:姓名)?|登记|新客户|备用|的|了|在|和|或者?|以及|及|与|还有|大概|大约|左右|约了?|于|到|也|均可|都可以?|都行|都考虑|也行|也可以?|优先|首选|是|为|一套|套|一个|个|通过|从|加|人数|同行|年龄|今天|客|先生|那边|这边|附近|一带|区|板块';
const EN =
  'a|an|the|in|at|on|for|of|and|or|with|from|via|by|is|has|have|wants?|wanted|needs?|likes?|looking(?:\\s+(?:for|to|at))?|prefers?|preferably|interested(?:\\s+in)?|interest|to|buy|buying|about|around|budget|price|phone|tel|mobile|hp|ph|contact|e-?mail|area|size|district|location|grade|source|name|client|customer|lead|new|layout|purpose|payment|ok|okay|also|she|he|they|will|would|party|referrer|wechat|id|number|no|unit|home|condo|apartment|flat|next\\s+follow-?up';
const WORD = `(?:(?:${ZH})|(?<![\\p{L}\\d])(?:${EN})(?![\\p{L}\\d]))`;
const GAP = '[\\s,，、。.;；:：/|()（）【】\\[\\]#*+&~!！?？\'"“”‘’-]';

/** Nothing but such words and punctuation. */
export const IS_GLUE = new RegExp(`^(?:${GAP}|${WORD})*$`, 'iu');
/** Such words at the end of a text, from a boundary on: what stands before a field. */
export const GLUE_BEFORE = new RegExp(`(?:(?<=^|${GAP})${WORD}+${GAP}*)+$`, 'iu');
/** Nothing but punctuation. */
export const IS_GAP = new RegExp(`^${GAP}*$`, 'u');
