/** Why the engine did not start, in words for the person who started it. */

export type StartRefusal = 'config' | 'data-folder' | 'folder-in-use' | 'database' | 'tls' | 'port-taken' | 'address';

export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  readonly reason: StartRefusal;

  constructor(reason: StartRefusal, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}
