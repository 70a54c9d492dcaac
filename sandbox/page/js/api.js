/** A call that the practice workspace refused; `code` and `body` say why. */
export class ControlError extends Error {
  constructor(body) {
    super(body.message ?? body.error);
    this.code = body.error;
    this.body = body;
  }
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok || body.ok === false) throw new ControlError(body);
  return body;
}

/** Reads from the control API; undefined parameters are left out. */
export async function look(path, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(given);
  return answer(await fetch(`/control/${path}?${query}`));
}

/** Acts through the control API. Answers after the bot's ack, or after 3 s without one. */
export async function act(path, body) {
  const headers = { 'content-type': 'application/json' };
  return answer(
    await fetch(`/control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

/** Uploads a file's bytes; with a channel it becomes a message there. */
export async function upload(file, params) {
  const query = new URLSearchParams({ name: file.name, ...params });
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  return answer(await fetch(`/control/file?${query}`, { method: 'POST', headers, body: file }));
}

const EVENTS = [
  'message',
  'view',
  'home',
  'notice',
  'clock',
  'people',
  'channels',
  'connections',
  'faults',
  'traffic',
];

/** The live stream for one person. `onEvent(name, data)`; `onGap` after a lost connection came back. */
export function listen(user, { onEvent, onLost, onGap }) {
  const source = new EventSource(`/control/events?user=${encodeURIComponent(user)}`);
  let wasLost = false;
  for (const name of EVENTS) {
    source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
  }
  source.addEventListener('error', () => {
    wasLost = true;
    onLost();
  });
  source.addEventListener('open', () => {
    if (wasLost) onGap();
    wasLost = false;
  });
  return () => source.close();
}
