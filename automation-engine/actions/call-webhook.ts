/** Tells another program. */
import { z } from 'zod';
import { timeText } from '../schedule/clock.ts';
import { scopePathSchema, valueAt } from '../recipe-language/scope-path.ts';
import type { Scope, ScopeValue } from '../recipe-language/scope.ts';
import { defineAction, runIdOf } from './define-action.ts';

export default defineAction({
  title: 'Call a webhook',
  about: 'Posts JSON to another program, signed, until it was taken; the program knows a repetition by its webhook-id.',
  params: z.strictObject({
    url: z.string().min(1).max(2_000).describe('Where to, over https'),
    event: z.string().trim().min(1).max(100).default('recipe.step').describe('What the program is to take it for'),
    send: z
      .array(scopePathSchema)
      .max(50)
      .default([])
      .describe('What it may know, such as contact.email: nothing else leaves'),
  }),
  texts: [],
  sample: {
    url: 'https://hooks.globex.example/larder',
    event: 'lead.qualified',
    send: ['contact.name', 'contact.email'],
  },
  writes: ['webhook'],
  plan({ url, event, send }, { scope, now }) {
    const body = { type: event, timestamp: timeText(now), data: { ...runIdOf(scope), ...chosen(scope, send) } };
    const host = URL.canParse(url) ? new URL(url).host : url;
    return {
      effects: [
        {
          type: 'send',
          channel: 'webhook',
          recipient: { address: url },
          message: { subject: event, text: JSON.stringify(body) },
          purpose: 'service',
        },
      ],
      text: `Call of ${host} with ${event}`,
    };
  },
});

interface Chosen {
  [name: string]: ScopeValue | Chosen;
}

/** The named parts of what the run sees, in their places; what is not there is null. */
function chosen(scope: Scope, names: readonly string[]): Chosen {
  const all: Chosen = Object.create(null);
  for (const name of names) {
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let to = all;
    for (const part of parts) {
      const next = Object.hasOwn(to, part) ? to[part] : undefined;
      to = isMap(next) ? next : (to[part] = Object.create(null) as Chosen);
    }
    to[last] = valueAt(scope, name) ?? null;
  }
  return all;
}

const isMap = (value: ScopeValue | Chosen | undefined): value is Chosen =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
