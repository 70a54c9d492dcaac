import { z } from 'zod';
import { doing } from '../../bot/doing.ts';
import { opens } from '../../bot/reply.ts';
import { moreMenu } from '../../bot/views/customer/more.ts';
import { readFile } from '../../crm/customers/usecases/index.ts';

/** 更多 More: what the card has no room for. */
export const more = doing({
  id: 'customer.more',
  can: 'customer:see',
  input: z.object({ id: z.uuid() }),
  async run(scene, { id }) {
    const { file } = await readFile(scene, id, 'customer:see');
    return opens(moreMenu(scene, file));
  },
});
