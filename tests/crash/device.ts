/** A device that clips people and pushes what it clipped, again and again until it was answered, as the extension does. */
import { createHybridClock } from '../../shared/model/hybrid-clock.ts';
import { createIds } from '../../shared/model/ids.ts';
import type { Mutation } from '../../shared/model/mutation.ts';
import { codeSchema } from '../../automation-engine/routes/pairing-codes.ts';
import { pairedSchema, PROTOCOL, PROTOCOL_HEADER, pushAnswerSchema } from '../../shared/model/wire.ts';

/** New people in one life of the engine; after that the device only corrects names. */
const PEOPLE_PER_LIFE = 4;
const PEOPLE_PER_PUSH = 2;
const PAUSE_MS = 20;

export interface Device {
  /** Ids of the mutations that the engine said it has. */
  acknowledged: ReadonlySet<string>;
  /** How many were clipped and not acknowledged yet. */
  waiting(): number;
  /** Clips and pushes until the engine is gone. */
  work(url: string, isOver: () => boolean): Promise<void>;
  /** Pushes what is left. */
  pushRest(url: string): Promise<void>;
  /** Makes a code that pairs another device. */
  invite(url: string): Promise<string>;
  switchOn(url: string, recipeId: string): Promise<void>;
}

export async function ask(
  url: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      [PROTOCOL_HEADER]: String(PROTOCOL),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** @param name also the domain of its people's addresses, so that no two devices clip the same person */
export async function pairDevice(url: string, code: string, name: string): Promise<Device> {
  const pairing = await ask(url, undefined, 'POST', '/pairings', { code, deviceName: name });
  const { token } = pairedSchema.parse(pairing);
  const source = { now: () => Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) };
  const newId = createIds(source);
  const stamps = createHybridClock({ now: source.now, device: newId() });
  const acknowledged = new Set<string>();
  const people: string[] = [];
  let waiting: Mutation[] = [];

  function write(recordId: string, fields: Mutation['fields']): void {
    waiting.push({ id: newId(), kind: 'contact', recordId, fields, stamp: stamps.tick() });
  }
  function clip(): void {
    const recordId = newId();
    people.push(recordId);
    const address = `person${people.length}@${name}.example`;
    write(recordId, { name: `Person ${people.length}`, primaryEmail: address, [`emails/${address}`]: {} });
  }
  async function push(to: string): Promise<void> {
    const { results } = pushAnswerSchema.parse(await ask(to, token, 'POST', '/mutations', { mutations: waiting }));
    for (const result of results) {
      if (result.status === 'refused') throw new Error(`refused: ${result.reason}`);
      acknowledged.add(result.id);
    }
    waiting = waiting.filter(({ id }) => !acknowledged.has(id));
  }
  return {
    acknowledged,
    waiting: () => waiting.length,
    async work(to, isOver) {
      try {
        for (let pushes = 0; !isOver(); pushes++) {
          if (pushes < PEOPLE_PER_LIFE / PEOPLE_PER_PUSH) for (let n = 0; n < PEOPLE_PER_PUSH; n++) clip();
          const known = people[(pushes * 7) % people.length];
          if (known !== undefined) write(known, { title: `Title ${waiting.length + pushes}` });
          await push(to);
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      } catch (error) {
        // What fetch throws; an answer that says no would be a fault.
        if (!isOver() && !(error instanceof TypeError)) throw error;
      }
    },
    async pushRest(to) {
      while (waiting.length > 0) await push(to);
    },
    async invite(to) {
      return codeSchema.parse(await ask(to, token, 'POST', '/pairing-codes', { role: 'seller' })).code;
    },
    async switchOn(to, recipeId) {
      await ask(to, token, 'PUT', `/recipes/${recipeId}/state`, { enabled: true });
    },
  };
}
