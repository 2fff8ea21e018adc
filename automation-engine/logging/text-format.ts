/** Turns pino's line of JSON into one for people: `10:00:00 warn  the sentence  key=value`. */

/** @param line one JSON object, as pino writes it */
export function formatLine(line: string): string {
  const { time, level, msg, error, ...details } = JSON.parse(line) as Record<string, unknown>;
  const parts = [String(time).slice(11, 19), String(level).padEnd(5), String(msg)];
  for (const [name, value] of Object.entries(details))
    parts.push(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? `\n${String(error.stack)}` : '';
  return `${parts.join('  ')}${stack}\n`;
}
