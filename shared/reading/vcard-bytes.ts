/** Bytes and characters of vCard and iCalendar files: byte order marks, charsets of old, quoted-printable. */

/** A string in which each character stands for one byte (0 to 255): ASCII structure can be read in it before the charset is known. */
export type ByteText = string;

/** More than this is no address book. */
export const FILE_MAX = 30_000_000;
const CHUNK = 8_192;

/** The bytes of a file in UTF-8 or an older charset; UTF-16 is told by its mark or its zeros and becomes UTF-8. */
export function bytesOf(input: Uint8Array | string): ByteText {
  if (typeof input === 'string')
    return byteText(new TextEncoder().encode(input.slice(0, FILE_MAX).replace(/^\ufeff/u, '')));
  const bytes = input.subarray(0, FILE_MAX);
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return byteText(bytes.subarray(3));
  const isBig = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0);
  const isLittle = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0);
  if (bytes.length >= 4 && (isBig || isLittle)) {
    const decoded = new TextDecoder(isBig ? 'utf-16be' : 'utf-16le').decode(bytes);
    return byteText(new TextEncoder().encode(decoded));
  }
  return byteText(bytes);
}

function byteText(bytes: Uint8Array): ByteText {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(String.fromCharCode.apply(null, Array.from(bytes.subarray(at, at + CHUNK))));
  return parts.join('');
}

/**
 * Text in the charset that the line names, else UTF-8, else what Windows wrote before it knew UTF-8. A byte that is invalid in a charset
 * that the line names becomes U+FFFD: it is the rest of a character that the writer cut off.
 */
export function decodeBytes(bytes: ByteText, charset: string | undefined): string {
  // oxlint-disable-next-line no-control-regex -- the bytes of ASCII
  if (/^[\u0000-\u007f]*$/u.test(bytes) && !/^(?:utf-?(?:7|16|32)|iso-2022|hz)/iu.test(charset ?? '')) return bytes;
  const array = Uint8Array.from(bytes, (sign) => sign.charCodeAt(0));
  const named = charset === undefined ? undefined : decoderOf(charset.trim(), false);
  if (named !== undefined) return named.decode(array);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(array);
  } catch {
    return new TextDecoder('windows-1252').decode(array);
  }
}

/** Nothing for a charset that the platform does not know. */
function decoderOf(charset: string, fatal: boolean): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal, ignoreBOM: true });
  } catch {
    return undefined;
  }
}

/** RFC 2045 section 6.7, soft line breaks already gone; an "=" that starts no code stands for itself. */
export const decodeQuotedPrintable = (bytes: ByteText): ByteText =>
  bytes.replace(/=([0-9A-Fa-f]{2})/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
