import { describe, expect, it } from 'vitest';
import { resolveZone, type Whereabouts } from '../../../automation-engine/schedule/zones.ts';

const NOW = Date.parse('2026-03-06T10:00:00Z');

describe('the zone that counts', () => {
  it.each<[string, Whereabouts, string, string]>([
    ['owner', { timeZone: 'Asia/Tokyo' }, 'Europe/Stockholm', 'your zone'],
    ['America/Sao_Paulo', { timeZone: 'Asia/Tokyo' }, 'America/Sao_Paulo', 'the recipe'],
    ['contact', { timeZone: 'Asia/Tokyo', phone: '+4930901820' }, 'Asia/Tokyo', 'the contact'],
    ['contact', { timeZone: 'Mars/Olympus', phone: '+4930901820' }, 'Europe/Berlin', 'the country of their phone'],
    ['contact', { phone: '+12125550123', country: 'SE' }, 'Europe/Stockholm', 'the country of their company'],
    ['contact', { phone: '08-123', country: 'AU' }, 'Europe/Stockholm', 'your zone, because theirs is not known'],
    ['contact', {}, 'Europe/Stockholm', 'your zone, because theirs is not known'],
  ])('for %s and %j is %s', (wanted, about, zone, from) => {
    expect(resolveZone(wanted, 'Europe/Stockholm', about, NOW)).toEqual({ zone, from });
  });
});
