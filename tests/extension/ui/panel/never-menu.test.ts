import { expect, it } from 'vitest';
import { rulesFor } from '../../../../extension/ui/panel/never-menu.tsx';

it.each([
  [['dana@globex.test'], undefined, ['address dana@globex.test', 'domain globex.test']],
  [['dana@gmail.com'], undefined, ['address dana@gmail.com']],
  [[], 'dev.lists.globex.test', ['list dev.lists.globex.test']],
  [[], undefined, []],
])('offers what can be said about %j and %s', (addresses, listId, expected) => {
  expect(rulesFor(addresses, listId).map(({ kind, value }) => `${kind} ${value}`)).toEqual(expected);
});
