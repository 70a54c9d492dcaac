import { toSimplified } from '../../../lib/chinese.ts';
import { ALL_FIELDS, type FieldKey } from '../../customers/fields.ts';

/** What a record has beside the fields of the form. */
const RECORD_COLUMNS = [
  'registeredAt',
  'registeredBy',
  'rep',
  'team',
  'arrivalKind',
  'arrivedAt',
  'grade',
  'stage',
  'consent',
  'lastContactAt',
  'contacts',
] as const;

/** What a row of units has. */
const UNIT_COLUMNS = [
  'project',
  'building',
  'code',
  'layout',
  'area',
  'floor',
  'orientation',
  'listPrice',
  'floorPrice',
  'district',
  'transit',
  'schools',
] as const;
export type UnitColumn = (typeof UNIT_COLUMNS)[number];

/** What the rows of a file are. */
export const KINDS = ['customers', 'units'] as const;
export type Kind = (typeof KINDS)[number];

/** What a column of a file becomes: a field of the customer, a part of the record or of a unit, or nothing. */
export type Column = FieldKey | (typeof RECORD_COLUMNS)[number] | UnitColumn | 'skip';

/**
 * What a column can become, in the order in which people choose. The customer's fields come from their
 * one list; a field that points to another customer cannot be read from a cell.
 */
export const COLUMNS: readonly Column[] = [
  ...ALL_FIELDS.filter(({ kind }) => kind !== 'customer').map(({ key }) => key),
  ...RECORD_COLUMNS,
  ...UNIT_COLUMNS.filter((column) => column !== 'area'),
  'skip',
];

/** The columns that rows of a kind have. */
export function columnsOf(kind: Kind): readonly Column[] {
  const units: readonly string[] = UNIT_COLUMNS;
  const isUnits = (column: Column) => units.includes(column);
  return kind === 'units'
    ? [...UNIT_COLUMNS, 'skip']
    : COLUMNS.filter((column) => column === 'area' || !isUnits(column));
}

export const isColumn = (text: string): text is Column =>
  (COLUMNS as readonly string[]).includes(text);

/** What people call a column: by column, in every language. */
export type ColumnNames = Partial<Record<Column, readonly string[]>>;

/**
 * Names of columns as offices write them, beside the labels of the form, which are known by themselves.
 * A new field needs no line here.
 */
const ALIASES: Partial<Record<Column, string>> = {
  name: '客户姓名|客户名称|客户名|客户|称呼|full name|customer name|customer|client|client name|first name|last name|given name|surname|姓|名',
  phones:
    '手机|手机号|手机号码|联系电话|联系方式|电话号码|客户电话|联系号码|mobile|mobile number|mobile phone|tel|telephone|cell|cell phone|phone|phone number|contact number',
  gender: 'sex',
  ageBand: '年龄|age',
  wechat: '微信号|微信id|weixin|wechat id',
  email: '电子邮箱|电子邮件|邮件|mail|email address',
  nationalId:
    '身份证|身份证号|身份证号码|证件号|证件号码|id number|id card|id card number|national id number',
  language: '语言|客户语言|preferred language',
  address: '地址|住址|家庭住址|居住地|现居地|home address|street address',
  source: '来源|渠道|客户来源|获知途径|认知途径|媒体|lead source|channel|how they heard',
  referrer: '推荐人|介绍人|老业主|referred by|referral',
  partySize: '人数|到访人数|people',
  layouts: '户型|意向房型|房型|需求户型|layout|unit type|bedrooms|rooms',
  area: '面积|建筑面积|建面|房屋面积|需求面积|size|floor area',
  budget: '总价|预算范围|购房预算|价位|price range',
  districts: '区域|意向板块|板块|district|area of interest|location',
  purchaseTime: '购买时间|置业时间|timeline|time frame',
  purpose: '置业目的|用途|购买用途|reason for buying',
  floors: '楼层|楼层要求|意向楼层|floor|floor preference',
  nearby: '配套|周边配套|关注点|amenities',
  musts: '必须满足|不可让步|must have|must haves',
  payment: '付款|支付方式|financing',
  competing: '竞争项目|对比楼盘|看过的楼盘|competitor|competitors',
  objections: '抗性点|顾虑|未成交原因|concerns|objection',
  note: '说明|remark|remarks|comment|comments|notes',
  registeredAt:
    '登记时间|登记日期|录入时间|录入日期|创建时间|创建日期|建档时间|date created|created|created at|created on|registration date|registered|registered at|registered on|date added',
  registeredBy: '登记人|录入人|创建人|建档人|created by|registered by|added by',
  rep: '归属顾问|置业顾问|顾问|归属人|销售|销售员|跟进人|所属顾问|业务员|owner|sales|sales rep|rep|consultant|assigned to|agent|assigned rep',
  team: '团队|组别|所属团队|小组|group',
  arrivalKind: '到访类型|接触方式|来访方式|visit type|how they came',
  arrivedAt:
    '到访时间|到访日期|来访时间|来访日期|首次到访|首次来访|首访时间|首访日期|visit date|first visit|arrived|arrived at',
  grade: '客户等级|级别|意向等级|意向级别|客户级别|rating',
  stage: '客户阶段|客户状态|状态|跟进状态|status',
  consent: '同意联系|opt in|consent|consent to contact',
  lastContactAt:
    '最后跟进时间|最后跟进日期|最后跟进|最近跟进|最近跟进时间|最后联系|最后联系时间|最近联系|最近联系时间|跟进时间|回访时间|last contact|last contacted|last contact date|last follow up',
  contacts:
    '跟进记录|跟进内容|跟进情况|回访记录|回访内容|沟通记录|最近跟进内容|follow up notes|contact notes|contact history|history|call notes',
  project: '项目|项目名称|楼盘名称|小区|development|project name',
  building: '楼号|栋|栋号|幢|幢号|座|楼座|tower|block',
  code: '房间号|室号|门牌号|户号|房源|房源编号|房间|unit no|unit number|room|room no|apartment',
  layout: '房型|户型结构|居室|layouts|unit type|bedrooms|type',
  floor: '所在楼层|层|层数|level|storey',
  orientation: '房屋朝向|facing|aspect',
  listPrice:
    '备案总价|备案价格|总价|价格|一房一价|标价|挂牌价|price|asking price|total price|filed price',
  floorPrice: '最低价|最低总价|最低成交价|min price|reserve price',
  district: '板块|所在区域|行政区|location',
  transit: '地铁|轨交|metro|transport',
  schools: '学区|对口学校|school',
  skip: '序号|编号|客户编号|no|id|index|行号',
};

/** A heading without what does not matter: case, width, blanks, marks, what stands in brackets, a number at its end. */
export function foldHeading(heading: string): string {
  return toSimplified(heading.normalize('NFKC').toLowerCase())
    .replace(/[(（[【].*?[)）\]】]/gu, '')
    .replace(/[\s_*:：/.\-#"'“”]+/gu, '')
    .replace(/(?<=\D)\d{1,2}$/u, '');
}

/** Tells what headings of a kind of rows mean; made once with the labels people see, in both languages. */
export function columnReader(
  labels: ColumnNames,
  kind: Kind = 'customers',
): (heading: string) => Column | null {
  const columns = columnsOf(kind);
  const known = new Map<string, Column>();
  const add = (column: Column, names: readonly string[] = []) => {
    for (const name of names) {
      const folded = foldHeading(name);
      if (folded !== '' && !known.has(folded)) known.set(folded, column);
    }
  };
  // What people see on our screens first, then the key, then what other programs write.
  for (const column of columns) add(column, labels[column]);
  for (const column of columns) add(column, [column]);
  for (const column of columns) add(column, ALIASES[column]?.split('|'));
  return (heading) => known.get(foldHeading(heading)) ?? null;
}

/** One column of a file: its heading, and what it becomes. */
export interface Mapped {
  heading: string;
  column: Column;
}

/** How a file is read: the row its headings stand in, and its columns in order. */
export interface Mapping {
  headingRow: number;
  columns: Mapped[];
}

/** Columns of which one is enough; the others of a kind are joined. */
const SINGLE: readonly Column[] = ['registeredAt', 'rep', 'arrivedAt', 'lastContactAt', 'stage'];

/**
 * Finds the headings among the first rows (a sheet often begins with a title) and what each means. What is
 * not recognised is not brought along until somebody says otherwise.
 */
export function guessMapping(
  first: readonly { row: number; cells: string[] }[],
  read: (heading: string) => Column | null,
): Mapping {
  const scored = first.map(({ row, cells }) => {
    const columns = cells.map((cell) => (cell.trim() === '' ? null : read(cell)));
    return { row, cells, columns, hits: columns.filter((one) => one && one !== 'skip').length };
  });
  const best = [...scored].sort((a, b) => b.hits - a.hits || a.row - b.row)[0];
  if (!best) return { headingRow: 0, columns: [] };
  const taken = new Set<Column>();
  return {
    headingRow: best.row,
    columns: best.cells.map((heading, nth) => {
      const column = best.columns[nth] ?? 'skip';
      const isSecond = SINGLE.includes(column) && taken.has(column);
      taken.add(column);
      return { heading: heading.trim(), column: isSecond ? 'skip' : column };
    }),
  };
}

/** Reads the headings as those of customers and as those of units, and says which they rather are. */
export function guessAny(
  first: readonly { row: number; cells: string[] }[],
  labels: ColumnNames,
): Mapping {
  const customers = guessMapping(first, columnReader(labels));
  if (isUsable(customers)) return customers;
  const units = guessMapping(first, columnReader(labels, 'units'));
  return kindOf(units) === 'units' ? units : customers;
}

/** What the rows of a file are: units where their columns say which unit, or what it costs. */
export function kindOf({ columns }: Mapping): Kind {
  const has = (column: Column) => columns.some((one) => one.column === column);
  return has('code') || has('listPrice') ? 'units' : 'customers';
}

/**
 * Whether a mapping brings what is needed: of a customer a name, and a phone or a WeChat id; of a unit its
 * number, layout, area and list price.
 */
export function isUsable(mapping: Mapping): boolean {
  const has = (column: Column) => mapping.columns.some((one) => one.column === column);
  if (kindOf(mapping) === 'customers') return has('name') && (has('phones') || has('wechat'));
  return has('code') && has('layout') && has('area') && has('listPrice');
}

/** A, B … Z, AA: how a spreadsheet calls its columns. */
export function columnLetter(nth: number): string {
  const letter = String.fromCharCode(65 + (nth % 26));
  return nth < 26 ? letter : columnLetter(Math.floor(nth / 26) - 1) + letter;
}
