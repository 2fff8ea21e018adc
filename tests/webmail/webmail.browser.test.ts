import { expect, it } from 'vitest';
import { check } from './check.ts';
import { startWebmail } from './start.ts';

it('the webmail keeps the promises of its README', async (ctx) => {
  const webmail = await startWebmail();
  if ('skip' in webmail) return ctx.skip(webmail.skip);
  expect(await check(webmail)).toEqual({});
  await webmail.stop();
}, 600_000);
