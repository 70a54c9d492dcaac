import { type Mapped, mapCharacters, plainCharacter } from '../text.ts';

/** Traditional characters of date words; one to one, so positions stay. */
const TRADITIONAL = new Map(
  Array.from(
    '聽听晝昼禮礼週周點点後后個个兩两號号鐘钟時时間间這这內内過过國国慶庆節节農农曆历歷历陽阳陰阴聖圣誕诞勞劳動动兒儿婦妇復复開开樓楼線线號号單单層层廳厅棟栋億亿萬万週周臘腊閏闰關关親亲師师萬万殺杀處处蟄蛰穀谷種种滿满無无現现馬马當当隨随幾几歲岁準准約约還还總总來来們们從从東东寧宁愛爱圖图歸归紀纪會会議议問问題题優优點点學学級级棟栋戶户員员電电話话發发給给與与後后頭头尋寻畢毕標标選选終终始始遲迟裏里裡里齋斋爾尔齊齐腦脑臺台灣湾軍军黨党華华場场環环權权贖赎懺忏復复淡淡靈灵樹树穌稣難难棕棕枝枝齒齿權权齡龄貸贷產产萊莱復复'
      .match(/../gu)
      ?.map((pair) => [pair[0] ?? '', pair[1] ?? ''] as const) ?? [],
  ),
);

/** Plain, lower case, traditional date words simplified. */
export function normalise(original: string): Mapped {
  return mapCharacters(original, plainChar);
}

function plainChar(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x80) return char.toLowerCase();
  if (code >= 0x4e00 && code <= 0x9fff) return TRADITIONAL.get(char) ?? char;
  return plainCharacter(char).toLowerCase();
}
