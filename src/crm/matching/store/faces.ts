import type { Handle } from '../../../db/client.ts';

/** Who a customer is, as lists of matches name them. */
export interface Face {
  id: string;
  number: number;
  name: string;
  gender: string | null;
  stage: string;
  grade: string | null;
  repId: string | null;
  repName: string | null;
  teamId: string;
  /** null: nobody asked yet, or no. */
  consentAt: Date | null;
  /** Under work, and may be called. */
  isOpen: boolean;
}

/** These customers, by id. */
export async function listFaces(db: Handle, ids: readonly string[]): Promise<Map<string, Face>> {
  const rows = await db.$queryRaw<Face[]>`
    SELECT c.id, c.number, c.name, c.gender, c.stage, c.grade, c.rep_id AS "repId", m.name AS "repName",
      c.team_id AS "teamId", c.consent_at AS "consentAt",
      c.status = 'active' AND NOT c.do_not_contact AND c.stage NOT IN ('closed', 'lost') AS "isOpen"
    FROM customers c LEFT JOIN members m ON m.id = c.rep_id WHERE c.id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
