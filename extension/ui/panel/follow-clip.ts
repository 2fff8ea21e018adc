/** Clips from the context menu, as they come to the panel. */
import { signal } from '@preact/signals';
import { onClip, takeClip, type Clip } from '../../sites/clip.ts';

export function followClip() {
  const clip = signal<Clip>();
  /** What became of the last clip. */
  const said = signal<string>();
  const take = async () => {
    const found = await takeClip();
    if (found === undefined) return;
    said.value = undefined;
    clip.value = found;
  };
  onClip(() => void take().catch(reportError));
  take().catch(reportError);
  return {
    clip,
    said,
    done: (words?: string) => {
      clip.value = undefined;
      said.value = words;
    },
  };
}
