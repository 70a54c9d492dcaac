import type { Scene } from '../../bot/doing.ts';
import type { Settings } from '../../crm/settings/rules.ts';

/** What answering a message needs beside the message. */
export interface Talk {
  scene: Scene;
  settings: Settings;
  now: Date;
  /** Others read where it was written: names are said with surname and title, and no free text. */
  isShared: boolean;
}
