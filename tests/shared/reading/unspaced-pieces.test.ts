import { expect, it } from 'vitest';
import { isTitle } from '../../../shared/reading/contact-lines.ts';
import { unspacedPieces } from '../../../shared/reading/unspaced-pieces.ts';

it.each([
  ['代表取締役 渡辺 剛', ['代表取締役', '渡辺 剛']],
  ['例示大学 工学部 准教授', ['例示大学', '工学部 准教授']],
  ['見本株式会社　開発本部', ['見本株式会社', '開発本部']],
  ['株式会社 みどり 営業部 課長', ['株式会社 みどり', '営業部 課長']],
  ['みどり 株式会社', ['みどり 株式会社']],
  ['佐藤 健一', ['佐藤 健一']],
  ['営業部 課長', ['営業部 課長']],
  ['Acme 株式会社 営業部', ['Acme 株式会社 営業部']],
  ['Head of Sales', ['Head of Sales']],
  ['課長', ['課長']],
])('%s is taken apart where a blank stands for a comma', (text, pieces) => {
  expect(unspacedPieces(text, isTitle)).toEqual(pieces);
});
