import { expect, test } from 'vitest';
import { button, input, modal, practice, textInput, withBot } from './support.ts';

test('Li Na registers a customer by command and modal, and the channel sees it', async () => {
  const slack = practice();
  await withBot(slack, (app) => {
    app.command('/customer', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: modal([input('name', textInput('value'))]),
      });
    });
    app.view('form', async ({ ack, view, client }) => {
      await ack();
      const name = view.state.values.name?.value?.value ?? '';
      await client.chat.postMessage({
        channel: 'C_EAST',
        text: `新客户 ${name}`,
        metadata: { event_type: 'registered', event_payload: { id: 'm1' } },
        blocks: [{ type: 'actions', elements: [button('open_card') as never] }],
      });
    });
    app.action('open_card', async ({ ack, respond }) => {
      await ack();
      await respond('已打开');
    });
  });
  const lina = slack.as('U_LINA');

  const sent = await lina.command('/customer', 'new');
  expect(sent).toMatchObject({ sent: true, acked: true, error: null });
  expect(slack.modal('U_LINA')?.callback_id).toBe('form');

  expect(await lina.submit({ name: '王芳' })).toMatchObject({ outcome: 'closed' });
  expect(slack.modal('U_LINA')).toBeNull();
  expect(slack.messages('C_EAST').map((message) => message.text)).toEqual(['新客户 王芳']);
  expect(slack.stored.count('m1')).toBe(1);

  await lina.click('open_card');
  expect(slack.ephemerals('U_LINA').map((message) => message.text)).toEqual(['已打开']);
  expect(slack.ephemerals('U_ZHANG')).toEqual([]);
});
