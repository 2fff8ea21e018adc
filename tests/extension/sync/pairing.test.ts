import { describe, expect, it } from 'vitest';
import { engineAddress, pairingFromHash } from '../../../extension/sync/pairing.ts';

describe('an engine address', () => {
  it.each([
    ['http://127.0.0.1:7420/', { address: 'http://127.0.0.1:7420' }],
    [' 127.0.0.1:7420 ', { address: 'http://127.0.0.1:7420' }],
    ['localhost:7420', { address: 'http://localhost:7420' }],
    ['https://crm.acme.test/x', { address: 'https://crm.acme.test' }],
    ['http://crm.acme.test', { problem: 'not-safe' }],
    ['http://127.0.0.1.evil.test:7420', { problem: 'not-safe' }],
    ['https://a:b@crm.acme.test', { problem: 'no-url' }],
    ['javascript:alert(1)', { problem: 'no-url' }],
    ['', { problem: 'no-url' }],
  ])('%s', (typed, expected) => {
    expect(engineAddress(typed)).toEqual(expected);
  });
});

describe('a pairing after the #', () => {
  it.each([
    ['#engine=http://127.0.0.1:7420&code=ABCD', { engine: 'http://127.0.0.1:7420', code: 'ABCD' }],
    ['#engine=http%3A%2F%2F%5B%3A%3A1%5D%3A7420&code=ABCD', { engine: 'http://[::1]:7420', code: 'ABCD' }],
    ['#engine=https://evil.test&code=ABCD', undefined],
    ['#engine=http://127.0.0.1:7420', undefined],
    ['#018f3c5a', undefined],
    ['', undefined],
  ])('%s', (hash, expected) => {
    expect(pairingFromHash(hash)).toEqual(expected);
  });
});
