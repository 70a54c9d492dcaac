import type { Feature } from '../bot/doing.ts';
import { customer } from './customer/index.ts';
import { gatehouse } from './gatehouse/index.ts';
import { help } from './help.ts';

/** Everything people can do, in the order in which help and the manifest name it. */
export const features: Feature[] = [customer, gatehouse, help];
