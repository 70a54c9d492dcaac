import { bags, str } from '../bags.ts';
import { requireValidBlocks } from '../blocks/refuse.ts';
import { requireChannel, requireWritable } from '../channels.ts';
import { documented } from '../errors.ts';
import { fileObject, newFile } from '../files.ts';
import { storeMessage } from '../messages.ts';
import { withIds } from '../naming.ts';
import type { Bag, StoredFile } from '../types.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import type { Methods } from './method.ts';

/** The three-step upload is documented; the reply of its last step carries no message ts (measured). */
export const files: Methods = {
  'files.getUploadURLExternal': { scopes: ['files:write'], run: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], run: complete },
  'files.info': {
    scopes: ['files:read'],
    run: (world, args) => ({ file: fileObject(world, requireFile(world, args)) }),
  },
  'files.delete': { scopes: ['files:write'], run: remove },
};

function getUploadUrl(world: World, args: Args): Bag {
  const length = args.number('length', 0);
  if (length <= 0) throw documented('missing_argument', 'length must be more than 0');
  const file = newFile(world, {
    name: args.required('filename'),
    user: world.botUser,
    altText: args.str('alt_txt'),
  });
  return { upload_url: `${world.publicUrl}/upload/${file.id}`, file_id: file.id };
}

function complete(world: World, args: Args): Bag {
  const wanted = bags(args.json('files'));
  if (wanted.length === 0) throw documented('invalid_arguments', 'files is needed');
  const done = wanted.map((one) => finish(world, one));
  const channelId = args.str('channel_id');
  if (channelId) share(world, args, done);
  return { files: done.map((file) => fileObject(world, file)) };
}

function finish(world: World, one: Bag): StoredFile {
  const file = world.files.get(str(one.id));
  if (!file || file.bytes.length === 0) throw documented('file_not_found');
  file.complete = true;
  file.title = str(one.title) || file.name;
  return file;
}

function share(world: World, args: Args, done: StoredFile[]): void {
  const channel = requireChannel(world, args.str('channel_id'));
  requireWritable(world, channel);
  const blocks = args.json('blocks', 'invalid_blocks_format');
  requireValidBlocks(world, blocks);
  for (const file of done) file.channels.push(channel.id);
  storeMessage(world, channel, {
    user: world.botUser,
    text: args.str('initial_comment'),
    fromBot: true,
    subtype: 'file_share',
    files: done.map((file) => fileObject(world, file)),
    ...(blocks !== undefined && { blocks: withIds(world, blocks) }),
    ...(args.str('thread_ts') && { thread_ts: args.str('thread_ts') }),
  });
}

function requireFile(world: World, args: Args): StoredFile {
  const file = world.files.get(args.required('file'));
  if (!file) throw documented('file_not_found');
  return file;
}

function remove(world: World, args: Args): Bag {
  const file = requireFile(world, args);
  if (file.user !== world.botUser) throw documented('cant_delete_file');
  world.files.delete(file.id);
  return {};
}
