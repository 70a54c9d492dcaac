import { type Reading, read, transact } from '../../db/transact.ts';
import type { Locale } from '../../lib/locale.ts';
import { Refusal } from '../../lib/refusal.ts';
import type { Actor } from '../access/actor.ts';
import { can, canEver, isTheirs, requirePermission } from '../access/rules.ts';
import { findMember, findTeam, listTeams, type Team } from '../access/store.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context.ts';
import { languageOf } from '../customers/rules.ts';
import { type CustomerFile, findCustomer, findFile } from '../customers/store.ts';
import { listOpenOf } from '../followups/store.ts';
import { listProjects, type Project } from '../properties/store/projects.ts';
import { listUnitsByIds } from '../properties/store/units.ts';
import { listPlannedOf, type ViewingRow } from '../viewings/store.ts';
import { MAX_TEXT, readText, TEXT_KEYS, type TextKey } from './rules.ts';
import { insertText, listTexts, listVersions, type TextVersion } from './store.ts';

export type { TextVersion } from './store.ts';

/** What a text for a customer is made of. */
export interface ForCustomer {
  file: CustomerFile;
  /** The handed-over follow-up that alone gives the right to contact them; null for whoever may anyhow. */
  followUpId: string | null;
  /** The customer's language, else the team's. */
  locale: Locale;
  zone: string;
  repName: string;
  /** The next viewing. */
  viewing: ViewingRow | null;
  project: { zh: string; en: string; address: string | null } | null;
  /** The team's own words by key, in the customer's language; what is missing is said by default. */
  bodies: Partial<Record<string, string>>;
  now: Date;
}

/**
 * Reads what a text for a customer is filled with, for a person who may contact them, if only by a follow-up
 * that was handed over. Throws `textDoNotContact` for somebody who wants to hear nothing.
 */
export async function readForCustomer(ctx: Ctx, customerId: string): Promise<ForCustomer> {
  return read(ctx, async (at) => {
    await findCustomer(at.db, customerId); // one that was merged says so
    const file = await findFile(at, customerId);
    if (!file) throw new Refusal('notAllowed');
    const followUpId = await requireSender(at, ctx.actor, file);
    if (file.doNotContact) throw new Refusal('textDoNotContact');
    const [team, [viewing], texts, projects, rep] = await Promise.all([
      findTeam(at.db, file.teamId),
      listPlannedOf(at.db, file.id),
      listTexts(at, file.teamId),
      listProjects(at.db, [file.teamId]),
      file.repId ? findMember(at.db, file.repId) : null,
    ]);
    const locale = languageOf(file.values.language, team!.locale);
    const own = texts.filter((text) => text.locale === locale && text.body !== '');
    const project = await projectOf(at, projects, viewing?.unitIds ?? []);
    const isStandIn = followUpId !== null || covers(ctx.actor, file);
    return {
      file,
      followUpId,
      locale,
      zone: viewing?.zone ?? ctx.actor.zone,
      repName: (isStandIn ? null : rep?.name) ?? ctx.actor.name,
      viewing: viewing && viewing.startsAt > at.now ? viewing : null,
      project: project && {
        ...{ zh: project.nameZh, en: project.nameEn, address: project.address },
      },
      bodies: Object.fromEntries(own.map(({ key, body }) => [key, body])),
      now: at.now,
    };
  });
}

const covers = (actor: Actor, { repId }: CustomerFile): boolean =>
  actor.covers?.includes(repId ?? '') ?? false;

/** Refuses whoever may not contact the customer; answers the open follow-up where that alone gives the right. */
async function requireSender(
  { db }: Reading,
  actor: Actor,
  file: CustomerFile,
): Promise<string | null> {
  if (can(actor, 'contact:log', file)) return null;
  const open = await listOpenOf(db, file.id);
  const handed = open.find(({ memberId }) => isTheirs(actor, memberId, file.teamId));
  requirePermission(actor, 'contact:log', handed && { repId: actor.id, teamId: file.teamId });
  return handed?.id ?? null;
}

/** The project of what is to be shown; else the only one. Of several nobody knows which is meant. */
async function projectOf(
  at: Reading,
  projects: Project[],
  unitIds: string[],
): Promise<Project | null> {
  const units = await listUnitsByIds(at.db, unitIds);
  const shown = new Set(units.map(({ projectId }) => projectId));
  const meant = shown.size > 0 ? projects.filter(({ id }) => shown.has(id)) : projects;
  return meant.length === 1 ? meant[0]! : null;
}

/** The texts of a team, for those who may edit them. */
export interface TeamTexts {
  team: Team;
  /** Teams whose texts the person may edit. */
  teams: Team[];
  texts: TextVersion[];
}

/** Reads a team's texts; without one, those of the person's first team. */
export async function readTeamTexts(ctx: Ctx, teamId: string | null): Promise<TeamTexts> {
  return read(ctx, async (at) => {
    const { team, teams } = await requireTeam(at, ctx, teamId);
    return { team, teams, texts: await listTexts(at, team.id) };
  });
}

/** One text with its former versions. */
export async function readTeamText(
  ctx: Ctx,
  teamId: string,
  key: TextKey,
): Promise<TeamTexts & { versions: TextVersion[] }> {
  return read(ctx, async (at) => {
    const { team, teams } = await requireTeam(at, ctx, teamId);
    const texts = (await listTexts(at, team.id)).filter((text) => text.key === key);
    return { team, teams, texts, versions: await listVersions(at, { teamId, key, limit: 12 }) };
  });
}

async function requireTeam(at: Reading, ctx: Ctx, teamId: string | null) {
  const { actor } = ctx;
  if (!canEver(actor, 'text:edit')) throw new Refusal('notAllowed');
  const all = await listTeams(at.db);
  const teams =
    actor.role === 'administrator' ? all : all.filter(({ id }) => actor.teamIds.includes(id));
  const first = teams.find(({ id }) => id === actor.teamIds[0]) ?? teams[0];
  const team = teamId ? teams.find(({ id }) => id === teamId) : first;
  requirePermission(actor, 'text:edit', team ? { teamId: team.id } : null);
  return { team: team!, teams };
}

/** A text as a form gives it, in both languages. */
export interface TextWish {
  teamId: string;
  key: TextKey;
  zh: string | null;
  en: string | null;
}

/**
 * Saves a text as its next version (#114): only what changed; empty is the default again. Throws
 * `textPlaceholder`, `textBraces`, `tooLong`, and `alreadySo` where nothing changed. Former versions stay.
 */
export async function saveText(
  ctx: Ctx,
  wish: TextWish,
): Promise<{ teamId: string; key: string; changed: string[] }> {
  const { actor } = ctx;
  const { teamId, key } = wish;
  if (!TEXT_KEYS.includes(key)) throw new Refusal('badInput', { max: MAX_TEXT });
  return transact(ctx, async (work) => {
    const at = { db: work.tx, keys: work.keys, now: work.now };
    await requireTeam(at, ctx, teamId);
    const inForce = (await listTexts(at, teamId)).filter((text) => text.key === key);
    const changed: string[] = [];
    for (const locale of ['zh', 'en'] as const) {
      const body = readText(wish[locale], locale) ?? '';
      if (body === (inForce.find((text) => text.locale === locale)?.body ?? '')) continue;
      const version = await insertText(work, { teamId, key, locale, body, byId: actor.id });
      audit(work, {
        actor,
        action: 'text.save',
        subject: { kind: 'text', id: teamId },
        details: { key, locale, version, isDefault: body === '' },
      });
      changed.push(locale);
    }
    if (changed.length === 0) throw new Refusal('alreadySo', {}, 'zh');
    return { teamId, key, changed };
  });
}
