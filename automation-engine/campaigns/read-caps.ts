/** Reads how many mails one person may get, as the setting says it. */
import { durationText, parseDuration } from '../recipe-language/durations.ts';

/** At most `count` mails to one address over a channel within `perMs`, whatever recipes or campaigns want to send. */
export interface Cap {
  channel: string;
  count: number;
  perMs: number;
}

const CAP = /^([a-z][a-z0-9-]{0,39})=(\d{1,4})\/(.{1,20})$/;

/** `email=1/1d`, `email=3/7d`: one a day and three a week. */
export function readCaps(parts: readonly string[]): { value: Cap[] } | { problem: string } {
  const caps: Cap[] = [];
  for (const part of parts) {
    const [, channel = '', count, per = ''] = CAP.exec(part) ?? [];
    const perMs = parseDuration(per) ?? 0;
    if (Number(count) >= 1 && perMs > 0) caps.push({ channel, count: Number(count), perMs });
    else return { problem: `"${part.slice(0, 60)}" is no cap such as email=3/7d: at most three in seven days` };
  }
  return { value: caps };
}

export const capText = ({ count, perMs }: Cap): string => `${count} in ${durationText(perMs)}`;
