/** A program that takes webhooks: counts the calls that arrived whole, by their `webhook-id`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CallReceiver {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** For LARDER_WEBHOOK_HOSTS. */
  host: string;
  /** The ids of all calls, in the order in which they arrived. */
  arrived: string[];
  /** Hears `arrived` before a call is answered and `answered` after it. */
  onCall: (moment: 'arrived' | 'answered') => void;
  close(): Promise<void>;
}

export async function startCallReceiver(): Promise<CallReceiver> {
  const server = createServer((request, response) => {
    request.on('error', () => {}).resume();
    request.on('end', () => {
      receiver.arrived.push(String(request.headers['webhook-id']));
      receiver.onCall('arrived');
      response.end('ok', () => receiver.onCall('answered'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receiver: CallReceiver = {
    url: `http://${host}`,
    host,
    arrived: [],
    onCall: () => {},
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
