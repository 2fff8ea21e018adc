/** RFC 3676 section 4.5: a soft line break joins lines of the same quote depth only. postal-mime 4.0.0 joins others too. */

const SPACE = 0x20;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x3e;

/**
 * @param raw a message in source form
 * @returns the same bytes, or for `format=flowed` a copy in which the soft break at the end of a quotation is none: its blank is a tab
 */
export function endQuotations(raw: Uint8Array): Uint8Array {
  if (!/format="?flowed/iu.test(new TextDecoder('latin1').decode(raw.subarray(0, 200_000)))) return raw;
  const bytes = raw.slice();
  let start = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[start] === QUOTE && depthAt(bytes, start) !== depthAt(bytes, at + 1)) {
      const last = bytes[at - 1] === CR ? at - 2 : at - 1;
      // In quoted-printable the blank is written "=20".
      if (bytes[last] === SPACE) bytes[last] = TAB;
      else if (bytes[last] === 0x30 && bytes[last - 1] === 0x32 && bytes[last - 2] === 0x3d) {
        bytes[last - 1] = 0x30;
        bytes[last] = 0x39;
      }
    }
    start = at + 1;
  }
  return bytes;
}

function depthAt(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === QUOTE) at++;
  return at - start;
}
