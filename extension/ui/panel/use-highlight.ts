/** Pointing at a field, or being in it with the keyboard, shows in the page where it was read. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { highlightInTab } from '../../sites/highlight-tab.ts';
import { splitPath, type FieldPath, type FieldValue } from '../../../shared/model/record.ts';
import type { Evidence } from '../../../shared/model/evidence.ts';

/** A pointer on its way across the panel asks for nothing. */
const REST_MS = 80;

/** One field, or one piece of evidence of it. */
export interface Shown {
  path: FieldPath;
  value: FieldValue;
  evidence?: Evidence;
}

export interface Highlighter {
  /** Shows it after a moment; `undefined` takes it away. */
  point: (shown: Shown | undefined) => void;
  /** Brings it into view at once; says whether it is there. */
  goTo: (shown: Shown, onFound: (isFound: boolean) => void) => void;
}

/** @param tabId below 0 for what is in no page */
export function useHighlight(tabId: number): Highlighter {
  const clear = useRef(() => {});
  useEffect(() => () => clear.current(), [tabId]);
  return useMemo(() => {
    const show = (shown: Shown, scroll: boolean, onFound?: (isFound: boolean) => void) => {
      clear.current();
      clear.current = highlightInTab(tabId, { ...wantedOf(shown), scroll }, onFound);
    };
    return {
      point: (shown) => {
        clear.current();
        if (shown === undefined || tabId < 0) return;
        const timer = setTimeout(() => show(shown, false), REST_MS);
        clear.current = () => clearTimeout(timer);
      },
      goTo: (shown, onFound) => (tabId < 0 ? onFound(false) : show(shown, true, onFound)),
    };
  }, [tabId]);
}

/** The element's handlers: the pointer and the keyboard do the same. */
export const pointing = ({ point }: Highlighter, shown: Shown | undefined) =>
  shown === undefined
    ? {}
    : {
        onPointerEnter: () => point(shown),
        onPointerLeave: () => point(undefined),
        onFocusIn: () => point(shown),
        onFocusOut: () => point(undefined),
      };

/** What to look for in the page. */
export function wantedOf({ path, value, evidence }: Shown): { near: string; texts: string[] } {
  const { key } = splitPath(path);
  const written = typeof value === 'object' && value !== null && 'written' in value ? value['written'] : undefined;
  const texts = [key === undefined ? value : written, key].filter((each) => typeof each === 'string');
  return { near: evidence?.snippet ?? '', texts };
}
