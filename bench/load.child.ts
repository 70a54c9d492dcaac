import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

// Sends signed slash commands to a port, so many at once, from a process of its own: what it costs to
// ask is not what is measured. Told by and answering to the process that forked it.

export interface Asked {
  port: number;
  secret: string;
  bodies: Record<string, unknown>[];
  runs: number;
  atOnce: number;
}

process.on('message', async (asked: Asked) => {
  const agent = new Agent({ keepAlive: true, maxSockets: asked.atOnce });
  const latencies: number[] = [];
  let next = 0;
  const lane = async () => {
    while (next < asked.runs) {
      const nth = next++;
      const body = {
        ...asked.bodies[nth % asked.bodies.length],
        trigger_id: `${process.pid}.${nth}`,
      };
      const took = await send(agent, asked, new URLSearchParams(body).toString());
      latencies.push(took);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: asked.atOnce }, lane));
  const perSecond = (asked.runs / (performance.now() - began)) * 1000;
  agent.destroy();
  process.send?.({ sorted: latencies.sort((a, b) => a - b), perSecond });
});

function send(agent: Agent, { port, secret }: Asked, raw: string): Promise<number> {
  const time = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${raw}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(raw),
    'x-slack-request-timestamp': time,
    'x-slack-signature': signature,
  };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const call = request(
      { host: '127.0.0.1', port, path: '/slack/events', method: 'POST', agent, headers },
      (answer) => {
        answer.resume();
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(performance.now() - began);
          else reject(new Error(`status ${answer.statusCode}`));
        });
      },
    );
    call.on('error', reject);
    call.end(raw);
  });
}
