import type { Locale } from '../../lib/locale.ts';
import type { Role } from './roles.ts';

/** Who is asking, resolved once per delivery. */
export interface Actor {
  id: string;
  slackUserId: string;
  name: string;
  role: Role;
  /** Teams the person belongs to or manages; the home team first. */
  teamIds: string[];
  /** Colleagues who are away and for whom the person stands in at this moment. */
  covers?: readonly string[];
  locale: Locale;
  /** IANA zone. */
  zone: string;
}
