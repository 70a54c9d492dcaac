/** What stands around the matter when people speak to somebody: please, could you, 帮我, 一下. */
const BEFORE =
  /^(?:(?:hi|hey|hello|ok|okay|please|pls|can|could|would|you|gatehouse|bot|kindly)\b[\s,，!！]*|(?:你好|您好|麻烦(?:你)?|请(?:问|帮我|你)?|帮(?:我|忙)?|给我|替我|嗨)[\s,，!！]*)+/iu;
const AFTER =
  /(?:[\s,，]*(?:please|pls|thanks|thank you|thx|谢谢|多谢|麻烦了))*[\s.。!！~～?？]*$/iu;

/** The message without greetings and thanks around it; greetings alone stay as they are. */
export function unframe(text: string): string {
  const clean = text.normalize('NFC').trim();
  const inside = clean.replace(BEFORE, '').replace(AFTER, '').trim();
  return inside === '' ? clean : inside;
}
