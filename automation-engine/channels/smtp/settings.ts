/** Reads LARDER_SMTP_URL: `smtp://user:password@mail.example.org:587`, `smtps://…` for TLS from the first byte. */

export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  user?: string;
  password?: string;
  /** What to do about STARTTLS: use it when it is offered, insist on it, never use it. */
  startTls: 'offered' | 'required' | 'never';
  /** Accept a certificate that nobody vouches for. */
  anyCertificate: boolean;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/;

/** The settings, or what is wrong with the URL; the problem never repeats the URL, because it holds a password. */
export function readSmtpUrl(url: string): { settings: SmtpSettings } | { problem: string } {
  if (!URL.canParse(url))
    return { problem: 'the mail server must be given as a URL such as smtp://user:password@mail.example.org:587' };
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  if (protocol !== 'smtp:' && protocol !== 'smtps:')
    return { problem: `the mail server's URL must begin with smtp:// or smtps://, not ${protocol}//` };
  if (hostname === '') return { problem: "the mail server's URL names no host" };
  const secure = protocol === 'smtps:';
  const startTls = searchParams.get('starttls') ?? 'offered';
  if (startTls !== 'offered' && startTls !== 'required' && startTls !== 'never') {
    return { problem: 'starttls in the mail server\'s URL must be "offered", "required" or "never"' };
  }
  const hasUser = username !== '';
  return {
    settings: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      // A password never leaves this machine in the clear, unless the person insists.
      startTls: startTls === 'offered' && hasUser && !LOOPBACK.test(hostname) ? 'required' : startTls,
      anyCertificate: searchParams.get('certificate') === 'any',
      ...(hasUser ? { user: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
    },
  };
}
