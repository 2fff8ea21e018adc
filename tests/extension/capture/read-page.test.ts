import { describe, expect, it } from 'vitest';
import { defineAdapter, type MessageCheck, type ReadContext } from '../../../extension/capture/define-adapter.ts';
import type { Page, Snapshot } from '../../../extension/capture/page.ts';
import { allFrames, parsePage } from '../../../extension/capture/parse-page.ts';
import { chooseAdapter, readPage, type NamedAdapter } from '../../../extension/capture/read-page.ts';
import { parseHtml, readMail } from './fixture-page.ts';

const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  url: 'https://mail.test/inbox',
  title: 'Inbox',
  language: 'en',
  html: '<html><head></head><body><p>x</p></body></html>',
  frames: [],
  truncated: false,
  ...more,
});
const page = (more: Partial<Snapshot> = {}): Page => parsePage(snapshot(more), parseHtml);

/** An adapter that notes what it is given. */
function fakeAdapter(
  options: { detects?: boolean; rawMessage?: string; check?: MessageCheck | null; isGeneral?: boolean } = {},
) {
  const seen: ReadContext[] = [];
  const adapter = defineAdapter({
    title: 'Fake',
    order: 1,
    detect: () => options.detects ?? true,
    ...(options.check === undefined ? {} : { check: () => options.check ?? undefined }),
    ...(options.isGeneral === true ? { isGeneral: true } : {}),
    ...(options.rawMessage === undefined ? {} : { rawMessage: () => new URL(options.rawMessage ?? '') }),
    read(read, context) {
      seen.push(context);
      return Promise.resolve({
        adapter: 'x',
        url: read.url.href,
        readAt: context.at,
        contacts: [],
        interactions: [],
        warnings: [],
      });
    },
  });
  const named: NamedAdapter = { id: 'fake', adapter };
  return { named, seen };
}

const options = { at: '2026-11-22T12:00:00.000Z', own: ['sam@larder.test'], parse: parseHtml };
const noRaw = () => Promise.resolve(undefined);

describe('a snapshot', () => {
  it('becomes a page with its frames, outer ones first', () => {
    const inner = snapshot({ url: 'about:srcdoc', frames: [snapshot({ url: 'not an address' })] });
    expect(allFrames(page({ frames: [inner] })).map(({ url }) => url.href)).toEqual([
      'https://mail.test/inbox',
      'about:srcdoc',
      'about:blank',
    ]);
  });
});

describe('reading a page', () => {
  it('takes the first adapter that detects it', async () => {
    const [no, yes, later] = [fakeAdapter({ detects: false }), fakeAdapter(), fakeAdapter()];
    const adapters = [no.named, { ...yes.named, id: 'yes' }, later.named];
    expect(chooseAdapter(page(), adapters)?.id).toBe('yes');
    expect((await readPage(page(), { ...options, adapters, fetchRaw: noRaw })).adapter).toBe('yes');
    expect([no.seen.length, later.seen.length]).toEqual([0, 0]);
  });

  it('passes the source of the message, and the person’s addresses', async () => {
    const { named, seen } = fakeAdapter({ rawMessage: 'https://mail.test/source' });
    const raw = readMail('signature');
    const draft = await readPage(page(), { ...options, adapters: [named], fetchRaw: () => Promise.resolve(raw) });
    expect(seen[0]).toMatchObject({ raw, own: ['sam@larder.test'], at: options.at });
    expect(draft.warnings).toEqual([]);
  });

  it.each([
    ['nothing comes', noRaw],
    ['fetching fails', () => Promise.reject(new Error('offline'))],
    [
      'a page comes instead',
      () => Promise.resolve(new TextEncoder().encode('<!doctype html>\n<html>\n<title>Log in: now</title>')),
    ],
    ['an empty answer comes', () => Promise.resolve(new Uint8Array())],
  ])('goes on without the source, and says so, when %s', async (_, fetchRaw) => {
    const { named, seen } = fakeAdapter({ rawMessage: 'https://mail.test/source' });
    const draft = await readPage(page(), { ...options, adapters: [named], fetchRaw });
    expect(seen[0]?.raw).toBeUndefined();
    expect(draft.warnings.map(({ kind }) => kind)).toEqual(['raw-message-unavailable']);
  });

  it('never asks another origin for the source', async () => {
    const { named } = fakeAdapter({ rawMessage: 'https://elsewhere.test/source' });
    const asked: URL[] = [];
    const fetchRaw = (url: URL) => {
      asked.push(url);
      return noRaw();
    };
    await readPage(page(), { ...options, adapters: [named], fetchRaw });
    expect(asked).toEqual([]);
  });

  it('says when the page, or a frame of it, was cut', async () => {
    const { named } = fakeAdapter();
    const draft = await readPage(page({ frames: [snapshot({ truncated: true })] }), {
      ...options,
      adapters: [named],
      fetchRaw: noRaw,
    });
    expect(draft.warnings.map(({ kind }) => kind)).toEqual(['page-truncated']);
  });

  it('says that nobody was found where no adapter detects the page', async () => {
    expect((await readPage(page(), { ...options, adapters: [], fetchRaw: noRaw })).skipped?.reason).toBe(
      'nobody-found',
    );
  });
});

describe('an adapter whose webmail changed', () => {
  const all: MessageCheck = { sender: true, subject: true, body: true, id: true };
  const noSender: MessageCheck = { ...all, sender: false };
  const read = async (check: MessageCheck | null, general: MessageCheck | null, rawMessage?: string) => {
    const [first, second] = [fakeAdapter({ check, rawMessage }), fakeAdapter({ check: general, isGeneral: true })];
    const adapters = [
      { ...first.named, id: 'mail' },
      { ...second.named, id: 'general' },
    ];
    const fetchRaw = () => Promise.resolve(readMail('signature'));
    const { adapter, health, warnings } = await readPage(page(), { ...options, adapters, fetchRaw });
    return { adapter, state: health?.state, missing: health?.missing, warned: warnings.map(({ kind }) => kind) };
  };

  it.each([
    ['sees all', all, all, { adapter: 'mail', state: 'green', missing: [], warned: [] }],
    [
      'hands over when it misses the sender',
      noSender,
      all,
      { adapter: 'general', state: 'amber', missing: ['sender'], warned: ['reader-outdated'] },
    ],
    [
      'hands over when it takes an open message for none',
      null,
      all,
      { adapter: 'general', state: 'amber', missing: ['sender', 'subject', 'body', 'id'], warned: ['reader-outdated'] },
    ],
    [
      'says so when nobody sees more',
      noSender,
      noSender,
      { adapter: 'mail', state: 'amber', missing: ['sender'], warned: ['reader-outdated'] },
    ],
    [
      'goes on without the id alone, and is amber',
      { ...all, id: false },
      null,
      { adapter: 'mail', state: 'amber', missing: ['id'], warned: [] },
    ],
    [
      'has no health while no message is open',
      null,
      null,
      { adapter: 'mail', state: undefined, missing: undefined, warned: [] },
    ],
  ])('%s', async (_, check, general, expected) => {
    expect(await read(check, general)).toEqual(expected);
  });

  it('goes on with the source of the message, which lacks nothing', async () => {
    expect(await read(noSender, all, 'https://mail.test/source')).toMatchObject({
      adapter: 'mail',
      state: 'amber',
      warned: [],
    });
  });
});
