/** Pictures, sounds and keys of vCards: Base64 with a TYPE in the old versions, `data:` URIs (RFC 2397) in version 4 and in our cards. */

const BINARY: Readonly<Record<string, string>> = { PHOTO: 'image', LOGO: 'image', SOUND: 'audio', KEY: 'application' };

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  JPEG: 'image/jpeg',
  GIF: 'image/gif',
  PNG: 'image/png',
  BMP: 'image/bmp',
  TIFF: 'image/tiff',
  WEBP: 'image/webp',
  BASIC: 'audio/basic',
  WAVE: 'audio/wave',
  X509: 'application/pkix-cert',
  PGP: 'application/pgp-keys',
};
const UNKNOWN = 'application/octet-stream';
const TYPES = new Map(Object.entries(MEDIA_TYPES).map(([type, media]) => [media, type]));

export const isBinary = (name: string): boolean => Object.hasOwn(BINARY, name.toUpperCase());

/** `undefined` for what is no Base64. */
export function dataUri(name: string, type: string | undefined, value: string): string | undefined {
  const packed = value.replace(/\s+/gu, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/u.test(packed)) return undefined;
  return `data:${mediaTypeOf(name, type)};base64,${packed}`;
}

function mediaTypeOf(name: string, type: string | undefined): string {
  const word = type?.toLowerCase() ?? '';
  const known = MEDIA_TYPES[word.toUpperCase().replace(/^JPG$/u, 'JPEG')];
  if (known !== undefined) return known;
  if (/^[\w.+-]+\/[\w.+-]+$/u.test(word)) return word;
  return /^[\w.+-]+$/u.test(word) ? `${BINARY[name] ?? 'application'}/${word}` : UNKNOWN;
}

/** The form of version 3; nothing for what it can't say, which is written as a URI then. */
export function base64Of(uri: string, hasOtherTypes: boolean): { type?: string; packed: string } | undefined {
  const head = /^data:([a-z0-9_.+-]+\/[a-z0-9_.+-]+);base64,/u.exec(uri);
  const packed = uri.slice(head?.[0].length ?? 0);
  if (head?.[1] === undefined || !/^[A-Za-z0-9+/]*={0,2}$/u.test(packed)) return undefined;
  if (head[1] === UNKNOWN && !hasOtherTypes) return { packed };
  return { type: TYPES.get(head[1]) ?? head[1], packed };
}
