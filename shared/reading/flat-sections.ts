/**
 * People in a row without elements around each of them: `<h3>Dana</h3><p>…</p><h3>Lee</h3><p>…</p>`, or the terms of a definition list.
 * Each stretch begins with an element that names one person, and ends before the next heading.
 */
import { lengthBelow, type PageScan } from './page-scan.ts';

/** Places from an element up to, and without, another one beside it. */
export interface Section {
  from: number;
  end: number;
}

const TITLES = new Set('h1 h2 h3 h4 h5 h6 dt hr'.split(' '));
/** Signs around a name that are no part of its folded form. */
const MARKS = 6;
/** More text than this is not about one person. */
const SECTION_MAX = 500;

/** The sections of elements, each found once. */
export class FlatSections {
  private readonly scan: PageScan;
  private readonly known = new Map<number, readonly Section[]>();

  constructor(scan: PageScan) {
    this.scan = scan;
  }

  /** The section below a parent that holds one of its children. */
  around(parent: number, child: number): Section | undefined {
    const sections = this.known.get(parent) ?? this.sectionsOf(parent);
    this.known.set(parent, sections);
    let [low, high] = [0, sections.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sections[middle]?.from ?? 0) > child) high = middle;
      else low = middle + 1;
    }
    const section = sections[low - 1];
    return section === undefined || child >= section.end ? undefined : section;
  }

  private sectionsOf(parent: number): Section[] {
    const { tree, below } = this.scan;
    const end = tree.ends[parent] ?? parent;
    const sections: Section[] = [];
    let from: number | undefined;
    const close = (at: number) => {
      if (from !== undefined && this.isOne(from, at)) sections.push({ from, end: at });
      from = undefined;
    };
    for (let place = parent + 1; place < end; place = tree.ends[place] ?? end) {
      const [name, ...more] = below.names.get(place) ?? [];
      if (name !== undefined || TITLES.has(tree.tags[place] ?? '')) close(place);
      // An element with more than the name is a card by itself, or a text.
      if (name !== undefined && more.length === 0 && lengthBelow(this.scan, place) <= name.length + MARKS) from = place;
    }
    close(end);
    return sections;
  }

  /** Whether a stretch is more than a heading, and short. */
  private isOne(from: number, end: number): boolean {
    const { tree, below } = this.scan;
    const length = (below.lengths[end] ?? 0) - (below.lengths[from] ?? 0);
    return (tree.ends[from] ?? from) < end && length <= SECTION_MAX;
  }
}
