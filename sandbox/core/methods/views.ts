import { documented, SlackError } from '../errors.ts';
import type { Bag, View } from '../types.ts';
import { viewObject } from '../view-content.ts';
import { openView, publishHome, pushView, updateView } from '../views.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import type { Methods } from './method.ts';

/** Documented: views need no scope. */
export const views: Methods = {
  'views.open': {
    run: (world, args) => answer(world, openView(world, triggerOf(args), viewOf(args))),
  },
  'views.push': {
    run: (world, args) => answer(world, pushView(world, triggerOf(args), viewOf(args))),
  },
  'views.update': { run: update },
  'views.publish': { run: publish },
};

function triggerOf(args: Args): string {
  const id = args.str('trigger_id');
  if (id) return id;
  throw new SlackError('invalid_arguments', {
    evidence: 'documented',
    rule: 'invalid `trigger_id`',
    extra: {
      response_metadata: { messages: ['[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]'] },
    },
  });
}

function viewOf(args: Args): unknown {
  const view = args.json('view');
  if (view === undefined) args.required('view');
  return view;
}

function update(world: World, args: Args): Bag {
  const which = {
    viewId: args.str('view_id'),
    externalId: args.str('external_id'),
    hash: args.str('hash'),
  };
  if (!which.viewId && !which.externalId)
    throw documented('invalid_arguments', 'view_id or external_id is needed');
  return answer(world, updateView(world, which, viewOf(args)));
}

function publish(world: World, args: Args): Bag {
  const user = args.required('user_id');
  const person = world.people.get(user);
  if (!person || person.isBot) {
    throw new SlackError('invalid_arguments', {
      evidence: 'documented',
      rule: 'invalid `user_id`',
      extra: { response_metadata: { messages: ['invalid `user_id`'] } },
    });
  }
  return answer(world, publishHome(world, user, viewOf(args), args.str('hash') || undefined));
}

function answer(world: World, view: View): Bag {
  return { view: viewObject(world, view) };
}
