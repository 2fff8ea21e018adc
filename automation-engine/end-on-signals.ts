/** How a process of ours ends: the first Ctrl-C in order, a second one at once. */

/** Two signals this close are one: a terminal's Ctrl-C reaches a child directly and through its parent. */
const ONE_SIGNAL_MS = 500;

/**
 * Ends the process by SIGINT and SIGTERM, with `exitCode` after an end in order.
 * @param parts.end what to do before; called once
 * @param parts.now Unix milliseconds
 */
export function endOnSignals(parts: { end: () => Promise<void>; now: () => number; exitCode?: number }): void {
  const { end, now, exitCode = 0 } = parts;
  let first: number | undefined;
  const onSignal = () => {
    if (first !== undefined) {
      // Nothing is lost by ending at once: what was answered is on the disk.
      if (now() - first >= ONE_SIGNAL_MS) process.exit(exitCode);
      return;
    }
    first = now();
    end().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        process.stderr.write(`Larder did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
