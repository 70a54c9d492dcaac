import type { Feature } from '../../bot/doing.ts';
import { editDoings } from './edit.ts';
import { planDoings } from './plan.ts';
import { typedDoings } from './typed.ts';

/** Playbooks: a customer's plan of its stage, and what the office wrote for each stage. */
export const playbook: Feature = { doings: [...planDoings, ...typedDoings, ...editDoings] };
