/** `larder list export`: a list as a CSV file. */
import { BYTE_ORDER_MARK } from '../records/csv-text.ts';
import { defineCommand } from './define-command.ts';
import { askEngine } from './engine-call.ts';

export const command = defineCommand({
  usage: 'NAME > FILE.csv',
  about: 'Writes a list that recipes filled as CSV, safe to open in a spreadsheet.',
  details:
    'Contacts who are gone by now, or who must not be contacted, are left out. With --json the file is one JSON text.',
  async run([name, ...more], { json, io }) {
    if (name === undefined || more.length > 0) {
      io.err('larder list export NAME: which list? See larder list list');
      return 2;
    }
    const answer = await askEngine(io, 'GET', `/lists/${encodeURIComponent(name)}.csv`);
    if ('code' in answer) return answer.code;
    // The answer was read without its mark; the writer ends the last line.
    const csv = BYTE_ORDER_MARK + String(answer.body).replace(/\r\n$/, '');
    io.out(json ? JSON.stringify(csv) : csv);
    return 0;
  },
});
