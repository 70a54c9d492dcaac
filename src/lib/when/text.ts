import { type Mapped, mapCharacters, plainCharacter } from '../text.ts';

/** Traditional characters of date words; one to one, so positions stay. */
const TRADITIONAL = new Map(
  Array.from(
    '聽听晝昼禮礼週周點点後后個个兩两號号鐘钟時时間间這这內内過过國国慶庆節节農农曆历歷历陽阳陰阴聖圣誕诞勞劳動动兒儿婦妇復复開开樓楼線线單单層层廳厅棟栋億亿萬万臘腊閏闰關关親亲師师殺杀處处蟄蛰穀谷種种滿满無无現现馬马當当隨随幾几歲岁準准約约還还總总來来們们從从東东寧宁愛爱圖图歸归紀纪會会議议問问題题優优學学級级戶户員员電电話话發发給给與与頭头尋寻畢毕標标選选終终遲迟裏里裡里齋斋爾尔齊齐腦脑臺台灣湾軍军黨党華华場场環环權权贖赎懺忏靈灵樹树穌稣難难齒齿齡龄貸贷產产萊莱陣阵淩凌夠够務务辦办報报樣样結结見见長长預预訂订簽签續续變变術术淨净幫帮說说請请連连繫系係系覆复訪访帶带價价換换調调實实際际門门誰谁沒没讓让爺爷裝装護护黃黄撥拨雙双壹一貳二參三龍龙擡抬雲云衛卫銀银'
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
