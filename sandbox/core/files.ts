import type { Bag, StoredFile } from './types.ts';
import type { World } from './world.ts';

const MIME: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function newFile(
  world: World,
  about: { name: string; user: string; bytes?: Uint8Array; altText?: string },
): StoredFile {
  const filetype = about.name.includes('.')
    ? (about.name.split('.').at(-1) ?? '').toLowerCase()
    : 'binary';
  const file: StoredFile = {
    id: world.ids.next('F'),
    name: about.name,
    title: about.name,
    mimetype: MIME[filetype] ?? 'application/octet-stream',
    filetype,
    user: about.user,
    created: world.clock.seconds(),
    bytes: about.bytes ?? new Uint8Array(),
    channels: [],
    complete: about.bytes !== undefined,
    altText: about.altText ?? '',
  };
  world.files.set(file.id, file);
  return file;
}

/** Slack's file object. */
export function fileObject(world: World, file: StoredFile): Bag {
  const url = `${world.publicUrl}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    user_team: world.team.id,
    size: file.bytes.length,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    alt_txt: file.altText,
    url_private: url,
    url_private_download: url,
    permalink: url,
    channels: file.channels.filter((id) => id.startsWith('C')),
    ims: file.channels.filter((id) => id.startsWith('D')),
  };
}
