import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserAdvice, browserCandidates, findBrowser } from '../../../automation-engine/cli/browser.mjs';

describe('where a browser may be', () => {
  it('on Linux is first of all Chromium in the PATH', () => {
    const candidates = browserCandidates('linux', { PATH: '/opt/bin:/usr/bin' }, '/home/dana');
    expect(candidates.slice(0, 2)).toEqual(['/opt/bin/chromium', '/usr/bin/chromium']);
    expect(candidates.indexOf('/usr/bin/chromium')).toBeLessThan(candidates.indexOf('/usr/bin/google-chrome'));
  });

  it('on macOS are the applications of the machine and of the person', () => {
    const candidates = browserCandidates('darwin', {}, '/Users/dana');
    expect(candidates).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(candidates).toContain('/Users/dana/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  it('on Windows are the program folders that the environment names', () => {
    const candidates = browserCandidates('win32', { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Local' });
    expect(candidates).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(candidates[0]).toBe('C:\\Local\\Chromium\\Application\\chrome.exe');
  });
});

describe('LARDER_BROWSER', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'larder-browser-test-'));
    writeFileSync(join(folder, 'my-browser'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken before any other', () => {
    expect(findBrowser({ LARDER_BROWSER: join(folder, 'my-browser') })).toBe(join(folder, 'my-browser'));
  });

  it('is refused when there is no such file, instead of taking another', () => {
    expect(() => findBrowser({ LARDER_BROWSER: join(folder, 'gone') })).toThrow(/LARDER_BROWSER names .*gone/);
  });
});

it('the advice says what to install and the way around it', () => {
  expect(browserAdvice('darwin')).toMatch(/install Chromium or Google Chrome.*LARDER_BROWSER/);
});
