/** A mail server that counts what it got, and goes wrong exactly where it is told to. Plain TCP, so that nothing is polite by accident. */
import { once } from 'node:events';
import { createServer, type Socket, type AddressInfo } from 'node:net';

export type Fault =
  | 'none'
  | 'drop-at-greeting'
  | 'drop-at-ehlo'
  | 'drop-at-mail'
  | 'drop-at-rcpt'
  | 'drop-at-data'
  | 'drop-in-body'
  | 'drop-after-dot'
  | 'half-answer-after-dot'
  | 'answer-then-drop'
  | 'silent-after-dot'
  | 'silent-at-greeting'
  | 'answer-before-dot'
  | 'greeting-554'
  | 'mail-550'
  | 'mail-552'
  | 'rcpt-550'
  | 'rcpt-451'
  | 'data-554'
  | 'dot-421'
  | 'dot-451'
  | 'dot-554';

export interface SunkMail {
  from: string;
  to: string[];
  /** With dots taken back out. */
  source: string;
  /** What we answered, or did instead. */
  answered: string;
}

export interface FaultSink {
  url: string;
  port: number;
  /** Every message whose final dot arrived, whatever became of it. */
  complete: SunkMail[];
  /** Those we said yes to. */
  accepted: SunkMail[];
  /** How many connections were made. */
  connections: number;
  /** How many are open now. */
  open(): number;
  /** The most that were open at once. */
  openMax: number;
  /** Resolves when the fault in the middle of a body happened and had time to be noticed. */
  bodySeen: Promise<void>;
  /** Hears each command, before it is answered. */
  onCommand: (line: string) => void;
  setFault(fault: Fault): void;
  close(): Promise<void>;
}

const ANSWERS: Partial<Record<Fault, string>> = {
  'dot-421': '421 4.3.2 shutting down',
  'dot-451': '451 4.7.1 greylisted, come back later',
  'dot-554': '554 5.7.1 this looks like spam',
};

/** @param options.pipelining offered in EHLO, so that commands come ahead of their answers */
export async function startFaultSink(options: { pipelining?: boolean } = {}): Promise<FaultSink> {
  const sockets = new Set<Socket>();
  let fault: Fault = 'none';
  const server = createServer((socket) => {
    sockets.add(socket);
    sink.connections++;
    sink.openMax = Math.max(sink.openMax, sockets.size);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.setNoDelay(true);
    talk(socket);
  });
  let sawBody = () => {};
  const sink: FaultSink = {
    bodySeen: new Promise((resolve) => {
      sawBody = () => void setTimeout(resolve, 20);
    }),
    url: '',
    port: 0,
    complete: [],
    accepted: [],
    connections: 0,
    open: () => sockets.size,
    openMax: 0,
    onCommand: () => {},
    setFault: (next) => (fault = next),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  function talk(socket: Socket): void {
    let buffer = '';
    let inData = false;
    let mail: SunkMail = { from: '', to: [], source: '', answered: '' };
    const say = (line: string) => void socket.write(`${line}\r\n`);
    const drop = (): void => void socket.destroy();
    if (fault === 'drop-at-greeting') return drop();
    if (fault === 'silent-at-greeting') return;
    say(fault === 'greeting-554' ? '554 5.3.2 no service here' : '220 sink.test ESMTP');
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      if (inData && fault === 'drop-in-body' && buffer.length > 20) return void (drop(), sawBody());
      if (inData && fault === 'answer-before-dot' && buffer.length > 20)
        return void (say('250 2.0.0 whatever it is, yes'), sawBody());
      for (;;) {
        const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0 || socket.destroyed) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) finish(part);
        else command(part);
      }
    });
    function command(line: string): void {
      sink.onCommand(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') {
        if (fault === 'drop-at-ehlo') return drop();
        return say(options.pipelining === true ? '250-sink.test\r\n250 PIPELINING' : '250 sink.test');
      }
      if (verb === 'MAIL') {
        mail = { from: /<(.*?)>/.exec(line)?.[1] ?? '', to: [], source: '', answered: '' };
        if (fault === 'drop-at-mail') return drop();
        if (fault === 'mail-550') return say('550 5.7.1 you may not send here');
        return say(fault === 'mail-552' ? '552 5.3.4 too large for us' : '250 2.1.0 ok');
      }
      if (verb === 'RCPT') {
        if (fault === 'drop-at-rcpt') return drop();
        if (fault === 'rcpt-550') return say('550 5.1.1 no such user');
        if (fault === 'rcpt-451') return say('451 4.2.1 try later');
        mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
        return say('250 2.1.5 ok');
      }
      if (verb === 'DATA') {
        if (fault === 'drop-at-data') return drop();
        if (mail.to.length === 0 || fault === 'data-554') return say('554 5.5.1 no valid recipients');
        inData = true;
        return say('354 go ahead');
      }
      if (verb === 'QUIT') {
        say('221 2.0.0 bye');
        return void socket.end();
      }
      say('250 2.0.0 ok');
    }
    function finish(source: string): void {
      inData = false;
      mail.source = Buffer.from(source.replace(/^\.\./gm, '.'), 'latin1').toString('utf8');
      sink.complete.push(mail);
      sink.onCommand('.');
      mail.answered = fault;
      if (fault === 'drop-after-dot') return drop();
      if (fault === 'half-answer-after-dot') {
        socket.write('25', () => drop());
        return;
      }
      if (fault === 'silent-after-dot') return;
      const refusal = ANSWERS[fault];
      if (refusal !== undefined) return say(refusal);
      sink.accepted.push(mail);
      say('250 2.0.0 queued');
      if (fault === 'answer-then-drop') void socket.end();
    }
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  sink.port = (server.address() as AddressInfo).port;
  sink.url = `smtp://127.0.0.1:${sink.port}`;
  return sink;
}
