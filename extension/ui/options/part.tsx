/** One part of the settings. */
import type { ComponentChildren } from 'preact';

export const Part = (props: { id: string; title: string; about?: string; children: ComponentChildren }) => (
  <section class="card stack" id={props.id} aria-labelledby={`${props.id}-title`}>
    <div>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      {props.about !== undefined && <p class="soft">{props.about}</p>}
    </div>
    {props.children}
  </section>
);
