/** IMAP, as far as tests need it. */
import { Wire, type Port } from './wire.ts';

/** The password of every user of the test server. */
export const PASSWORD = 'pass';

/** An untagged response; `text` shows each literal as its length, `{123}`. */
export interface Response {
  text: string;
  literals: Buffer[];
}

export class Imap {
  readonly #wire: Wire;
  #tag = 0;

  private constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Signs a user in. */
  static async open(port: Port, user: string, password = PASSWORD): Promise<Imap> {
    const imap = new Imap(new Wire(port));
    try {
      await imap.#wire.line();
      await imap.command(`LOGIN ${quote(user)} ${quote(password)}`);
      return imap;
    } catch (error) {
      imap.close();
      throw error;
    }
  }

  /** Sends one command; bytes among the parts go as literals. Resolves to the untagged responses. */
  async command(...parts: (string | Uint8Array)[]): Promise<Response[]> {
    const tag = `a${++this.#tag}`;
    this.#wire.write(`${tag} `);
    for (const part of parts) {
      if (typeof part !== 'string') await this.#announce(part.length);
      this.#wire.write(part);
    }
    this.#wire.write('\r\n');
    const responses: Response[] = [];
    for (;;) {
      const response = await this.#response();
      if (!response.text.startsWith(`${tag} `)) responses.push(response);
      else if (response.text.startsWith(`${tag} OK`)) return responses;
      else throw new Error(`IMAP: ${response.text.slice(tag.length + 1)}`);
    }
  }

  /** The names of the user's mailboxes. */
  async folders(): Promise<string[]> {
    return (await this.command('LIST "" "*"')).flatMap(({ text, literals }) => {
      const [, flags = '', name] = /^\* LIST \(([^)]*)\) (?:"[^"]*"|NIL) (.*)$/.exec(text) ?? [];
      if (name === undefined || /\\(Noselect|NonExistent)/i.test(flags)) return [];
      return [literals[0]?.toString('latin1') ?? name.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1')];
    });
  }

  close(): void {
    this.#wire.close();
  }

  async #announce(length: number): Promise<void> {
    this.#wire.write(`{${length}}\r\n`);
    const go = await this.#response();
    if (!go.text.startsWith('+')) throw new Error(`IMAP: ${go.text}`);
  }

  async #response(): Promise<Response> {
    let text = '';
    const literals: Buffer[] = [];
    for (;;) {
      text += await this.#wire.line();
      const size = /\{(\d+)\}$/.exec(text)?.[1];
      if (size === undefined) return { text, literals };
      literals.push(await this.#wire.bytes(Number(size)));
    }
  }
}

export const quote = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;
