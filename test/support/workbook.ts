import { strToU8, zipSync } from 'fflate';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Parts of a workbook beside its rows. */
export interface Book {
  /** The rows of its sheet, as XML. */
  rows?: string;
  /** Its shared texts, as XML: `<si><t>…</t></si>`. */
  strings?: string;
  styles?: string;
  properties?: string;
  /** More parts, or others in their place. */
  parts?: Record<string, string>;
}

/** A workbook as programs write it, zipped. */
export function workbook({ rows = '', strings, styles, properties = '', parts }: Book): Buffer {
  const belongs = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const texts: Record<string, string> = {
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${belongs('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets><sheet name="老客户" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${belongs('rId1', 'worksheet', 'worksheets/sheet1.xml')}${belongs('rId2', 'styles', '/xl/styles.xml')}${belongs('rId3', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${rows}</sheetData><autoFilter ref="A1"/></worksheet>`,
    ...(strings !== undefined && {
      'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>`,
    }),
    ...(styles !== undefined && {
      'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    }),
    ...parts,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]))),
  );
}
