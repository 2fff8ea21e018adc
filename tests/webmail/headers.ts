/** The headers of a message: lower-case name to the list of its unfolded, decoded values. */
export function parseHeaders(source: Buffer): Record<string, string[]> {
  const head = source.toString('utf8').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const headers: Record<string, string[]> = {};
  for (const line of head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name) (headers[name.toLowerCase()] ??= []).push(decodeWords(value.trim()));
  }
  return headers;
}

/** RFC 2047: decodes runs of encoded words, joining their bytes first, as some mailers split a character. */
function decodeWords(text: string): string {
  const word = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/i;
  const run = new RegExp(`${word.source}(?:\\s+${word.source})*`, 'gi');
  return text.replace(run, (whole) => {
    const parts: { charset: string; bytes: Buffer[] }[] = [];
    for (const [, charset = '', kind = '', body = ''] of whole.matchAll(new RegExp(word.source, 'gi'))) {
      const bytes = /b/i.test(kind) ? Buffer.from(body, 'base64') : quotedBytes(body);
      const last = parts.at(-1);
      if (last?.charset === charset.toLowerCase()) last.bytes.push(bytes);
      else parts.push({ charset: charset.toLowerCase(), bytes: [bytes] });
    }
    try {
      return parts.map(({ charset, bytes }) => new TextDecoder(charset).decode(Buffer.concat(bytes))).join('');
    } catch {
      return whole; // an unknown charset stays as it is
    }
  });
}

function quotedBytes(text: string): Buffer {
  const spaced = text.replace(/_/g, ' ');
  const decoded = spaced.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
