/** The icons, drawn as strokes so that they take the colour of their text. They say nothing: the words beside them do. */
const paths = {
  add: 'M8 3v10M3 8h10',
  remove: 'M4 4l8 8M12 4l-8 8',
  mail: 'M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5',
  phone: 'M4.5 2.5l2 3-1.2 1.2a8 8 0 0 0 4 4L10.5 9.5l3 2-.6 2c-6 .6-11-4.4-10.4-10.4z',
  note: 'M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2',
  task: 'M3 3h10v10H3zM5.5 8l2 2 3.5-4',
  recipe: 'M9 1.5L3.5 9H8l-1 5.5L12.5 7H8z',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8zM2.8 14c.4-3 2.5-4.5 5.2-4.5s4.8 1.5 5.2 4.5',
  warning: 'M8 2.5l6 11H2zM8 6.5v3M8 11.5v.1',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5v.1',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7L14 14',
  settings:
    'M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  people:
    'M6 8a2.3 2.3 0 1 0 0-4.6A2.3 2.3 0 0 0 6 8zM1.5 13c.3-2.5 2.1-3.7 4.5-3.7s4.2 1.2 4.5 3.7M10.5 7.7a2 2 0 1 0-.5-3.9M12 9.5c1.4.5 2.3 1.6 2.5 3.5',
  panel: 'M2 3h12v10H2zM10 3v10',
  page: 'M2 3h12v10H2zM2 6h12',
  back: 'M10 3L5 8l5 5',
  filter: 'M2 3h12L9.5 8.5v4l-3 1.5V8.5z',
  more: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  again: 'M13 8a5 5 0 1 1-1.5-3.5M13 2.5V5h-2.5',
  visit: 'M8 14s4.5-4 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 10 8 14 8 14zM8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
} as const;
export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
