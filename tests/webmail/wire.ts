/** A connection to a server that speaks in lines, read by lines and by counted bytes, one reader at a time. */
import { createConnection, type Socket } from 'node:net';

export interface Port {
  host: string;
  port: number;
}

export class Wire {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #wake: (() => void) | undefined;
  #ended: Error | undefined;

  constructor({ host, port }: Port) {
    this.#socket = createConnection({ host, port });
    this.#socket.setTimeout(30_000, () => this.#socket.destroy(new Error(`no answer from port ${port}`)));
    this.#socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#wake?.();
    });
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      const refused = new Error(`nothing listens on ${host}:${port}; run "webmail up" first`);
      this.#end(error.code === 'ECONNREFUSED' ? refused : error);
    });
    this.#socket.on('close', () => this.#end(new Error(`port ${port} closed the connection`)));
  }

  async line(): Promise<string> {
    const bytes = await this.#take((all) => {
      const end = all.indexOf('\r\n');
      return end < 0 ? -1 : end + 2;
    });
    return bytes.toString('latin1').slice(0, -2);
  }

  bytes(count: number): Promise<Buffer> {
    return this.#take((all) => (all.length < count ? -1 : count));
  }

  write(data: string | Uint8Array, encoding: BufferEncoding = 'utf8'): void {
    if (typeof data === 'string') this.#socket.write(data, encoding);
    else this.#socket.write(data);
  }

  close(): void {
    this.#socket.destroy();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#wake?.();
  }

  /** Takes what `size` finds complete: it gets all the bytes that are here, and returns how many to take, or -1. */
  async #take(size: (all: Buffer) => number): Promise<Buffer> {
    for (;;) {
      const all = Buffer.concat(this.#chunks);
      const count = size(all);
      this.#chunks = [all.subarray(Math.max(count, 0))];
      if (count >= 0) return all.subarray(0, count);
      if (this.#ended) throw this.#ended;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}
