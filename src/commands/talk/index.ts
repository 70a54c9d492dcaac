import type { Feature } from '../../bot/doing.ts';
import { hearDoings } from './hear.ts';
import { proposalDoings } from './proposal.ts';

/** Conversation: what people write in the bot's direct message, or in a channel by mention. */
export const talk: Feature = { doings: [...hearDoings, ...proposalDoings] };
