/** A run with its trace, as lines for a person. */
import type { RunDetail } from '../../shared/model/wire.ts';
import { shortTime } from './ask-engine.ts';
import type { Io } from './define-command.ts';

export function writeRun({ trace, state, reason, contactId }: RunDetail, io: Io): void {
  for (const { at, step, kind, text, wanted, seen } of trace) {
    io.out(`${shortTime(at)}  ${step.padEnd(18)} ${kind.padEnd(14)} ${text}`);
    if (wanted !== undefined) io.out(`${' '.repeat(18)}wanted ${wanted}${seen === undefined ? '' : `; saw ${seen}`}`);
  }
  const whose = contactId === undefined ? '' : ` (contact ${contactId})`;
  io.out(`${state}${reason === undefined ? '' : `: ${reason}`}${whose}`);
}
