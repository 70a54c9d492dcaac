import { app } from './app.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import type { Methods } from './method.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** Every Web API method the workspace knows. */
export const methods: Methods = { ...app, ...chat, ...conversations, ...users, ...views, ...files };
