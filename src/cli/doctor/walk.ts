import type { AnyBlock, HomeView, ModalView } from '../../bot/blocks.ts';
import type { Doing, Scene } from '../../bot/doing.ts';
import { parseObject, type Routed, routeAction } from '../../bot/route.ts';
import { drawHome, features } from '../../commands/index.ts';
import { ROLES, type Role } from '../../crm/access/roles.ts';
import { canEver } from '../../crm/access/rules.ts';
import { type Database, LIMITS } from '../../db/client.ts';
import type { OpenDatabase } from '../../db/open.ts';
import { words } from '../../i18n/words.ts';
import { newId } from '../../lib/id.ts';
import type { Locale } from '../../lib/locale.ts';

/** A screen of the bot, named after what opens it. */
export interface Screen {
  name: string;
  view: ModalView | HomeView;
}

/**
 * Opens every screen that somebody without any customer reaches by commands and buttons, as each role.
 * No customer is read into them, and nothing can be written, since the sessions are read-only: what
 * would write, or needs a record, is left out. Each doing is opened once per role.
 */
export async function walkScreens(
  database: Pick<OpenDatabase, 'another' | 'keyring'>,
  about: { prefix: string; locale: Locale; teamId: string | null },
): Promise<Screen[]> {
  const reader = readOnly(database);
  try {
    const found = new Map<string, Screen>();
    for (const role of ROLES) {
      const scene = sceneOf(reader, database, { ...about, role });
      for (const screen of await walk(scene)) {
        if (!found.has(screen.name)) found.set(screen.name, screen);
      }
    }
    return [...found.values()];
  } finally {
    await reader.close();
  }
}

function readOnly(database: Pick<OpenDatabase, 'another'>): Database {
  const reader = database.another(LIMITS.interactive);
  reader.pool.on('connect', (client) => {
    client.query('SET default_transaction_read_only = on').catch(() => {});
  });
  return reader;
}

/** Only screens about the office show an administrator or manager nobody's customers. */
const OFFICE = /^(member|team|setting|preference|audit|help):/;

const mayOpen = (scene: Scene, { can }: Doing): boolean =>
  canEver(scene.actor, can) && (scene.actor.role === 'rep' || OFFICE.test(can));

function sceneOf(
  reader: Database,
  { keyring }: Pick<OpenDatabase, 'keyring'>,
  about: { prefix: string; locale: Locale; teamId: string | null; role: Role },
): Scene {
  const { prefix, locale, teamId, role } = about;
  return {
    db: reader.prisma,
    keys: keyring,
    actor: {
      id: newId(),
      slackUserId: 'U0DOCTOR',
      name: 'Doctor',
      role,
      teamIds: teamId ? [teamId] : [],
      locale,
      zone: 'Asia/Shanghai',
    },
    w: words(locale),
    place: { from: 'command', channel: null, view: null, message: null },
    slip: null,
    command: (name) => `/${prefix}${name}`,
    commands: COMMANDS,
    directory: { findProfile: async () => null, listGroup: async () => [] },
    files: { find: async () => null, fetch: async () => Buffer.alloc(0) },
    permalink: async () => null,
    ask: async () => ({ show: 'nothing' }),
    health: async () => ({ ok: true, parts: {} }),
  };
}

const COMMANDS = features.flatMap((feature) => feature.commands ?? []);
const DOINGS = new Map(
  features.flatMap((feature) => feature.doings).map((doing) => [doing.id, doing]),
);

async function walk(scene: Scene): Promise<Screen[]> {
  const screens: Screen[] = [];
  const waiting: Routed[] = COMMANDS.flatMap(({ fallback, subcommands }) =>
    [fallback, ...subcommands].map(({ doing, parse }) => ({
      doing: DOINGS.get(doing),
      input: parse('', scene),
    })),
  );
  const home = await drawHome(scene).catch(() => null);
  if (home) {
    screens.push({ name: 'home', view: home });
    waiting.push(...doorsOf(home));
  }
  const opened = new Set<string>();
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { doing, input } = next;
    if (!doing || opened.has(doing.id) || !mayOpen(scene, doing)) continue;
    opened.add(doing.id);
    const view = await open(scene, doing, input);
    if (!view) continue;
    screens.push({ name: doing.id, view });
    waiting.push(...doorsOf(view));
  }
  return screens;
}

/** The screen a doing opens; null when it opens none, would write, or wants a record. */
async function open(scene: Scene, doing: Doing, input: unknown): Promise<ModalView | null> {
  const parsed = doing.input.safeParse(input);
  if (!parsed.success) return null;
  try {
    const reply = await doing.run(scene, parsed.data);
    return 'view' in reply ? (reply.view ?? null) : null;
  } catch {
    return null;
  }
}

interface Element {
  action_id?: string;
  value?: string;
  options?: { value?: string }[];
}

/** What every button and menu of a screen asks for. */
function doorsOf(view: ModalView | HomeView): Routed[] {
  const memo = parseObject(view.private_metadata);
  return (view.blocks as AnyBlock[]).flatMap(elementsOf).flatMap((element) => {
    const { action_id: id, value, options = [] } = element;
    if (!id) return [];
    const picks = options.length > 0 ? options.map((option) => option.value) : [undefined];
    return picks.map((picked) =>
      routeAction(
        { doings: DOINGS },
        { action_id: id, ...(value !== undefined && { value }), picked },
        memo,
        {},
      ),
    );
  });
}

function elementsOf(block: AnyBlock): Element[] {
  const { accessory, elements, element } = block as {
    accessory?: Element;
    elements?: Element[];
    element?: Element;
  };
  return [accessory, element, ...(elements ?? [])].filter(
    (one): one is Element => one !== undefined,
  );
}
