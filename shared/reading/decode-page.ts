/** The text of a page that is there as bytes, as a browser without its headers would decode it. */

const MARKS: readonly (readonly [bytes: readonly number[], label: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** Where the HTML standard looks for a declaration. */
const HEAD_MAX = 1_024;
const DECLARED =
  /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})/iu;

/** By its byte order mark, its declaration, as UTF-8 where that is what the bytes are, and else as windows-1252 (HTML, section 13.2.3). */
export function decodePage(bytes: Uint8Array): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_MAX));
  const [, meta, xml] = DECLARED.exec(head) ?? [];
  const declared = (meta ?? xml)?.toLowerCase();
  // A declaration that could be read without knowing the encoding is not in UTF-16, whatever it says.
  const label = marked ?? (declared?.startsWith('utf-16') === true ? 'utf-8' : declared);
  return (
    decode(bytes, label ?? 'utf-8', label === undefined) ??
    decode(bytes, 'utf-8', true) ??
    decode(bytes, 'windows-1252', false) ??
    ''
  );
}

/** @returns nothing for an encoding that nobody knows, or, when `isStrict`, for bytes that are not in it */
function decode(bytes: Uint8Array, label: string, isStrict: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal: isStrict }).decode(bytes);
  } catch {
    return undefined;
  }
}
