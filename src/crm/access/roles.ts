export const ROLES = ['rep', 'reviewer', 'manager', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** How far a role's permission reaches: nobody's records, one's own, one's teams', everybody's. */
export type Reach = 'none' | 'own' | 'team' | 'all';
