/** A recipe that waits, and how many contacts it has. */
export const NUDGE = `
id: nudge
version: 1.0.0
title: Nudge
about: Notes some time after somebody is new.
capabilities: [log-note]
trigger: { event: contact.created }
steps:
  - wait: { for: 30d }
  - log-note: { text: 'Ask {{ contact.name }} again' }
`;
export const CONTACTS = 10_000;
