/** A web site on this machine, for the browser tests. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const NOTHING = '<!doctype html><title>Nothing</title><p>Nothing here.</p>';

export interface Site {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** What was asked for so far, such as `GET /dana`. */
  asked: string[];
  close(): void;
}

/** @param pages by path, query included; what is changed or added later counts */
export async function startSite(pages: Readonly<Record<string, string>>): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(pages[request.url ?? ''] ?? NOTHING);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}
