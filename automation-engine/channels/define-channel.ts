/**
 * What a channel is: a way out of the engine. A channel tells how far an attempt came, because that alone says whether it may be
 * repeated (DESIGN.md section 7): before the hand-over a failure is harmless, after it only the other side knows.
 */

/** A mail as the ledger keeps it. To a program it is a call: `to` is the URL and `text` the body. */
export interface OutgoingMail {
  /** With angle brackets; the same in every attempt. */
  messageId: string;
  from: { name?: string; address: string };
  to: { name?: string; address: string };
  subject: string;
  text: string;
  html?: string;
  /** When it was planned, ISO 8601; the Date header, the same in every attempt. */
  date: string;
  headers: Record<string, string>;
}

/** What became of one attempt. */
export type Outcome =
  /** The other side took it over. */
  | { outcome: 'sent'; answer: string }
  /** It was not taken over and may be tried again: refused for now, or cut off before the hand-over. */
  | { outcome: 'retry'; reason: string; code?: number }
  /** It was refused for good. */
  | { outcome: 'failed'; reason: string; code?: number }
  /** It was handed over and the answer was lost. Never tried again by itself. */
  | { outcome: 'in-doubt'; reason: string };

export interface Channel {
  id: string;
  /**
   * A program knows a repetition by the message's id: what may have arrived is sent again, and nothing stays in doubt. To a person it
   * would be a second mail. People are asked for consent, and what is sent to them is an interaction.
   */
  writesTo: 'people' | 'programs';
  /** Why it can't send at all, when it can't: no server configured, say. */
  unavailable(): string | undefined;
  /**
   * One attempt. `beforeHandOver` is awaited at the last moment at which the other side cannot have the mail yet; only after it
   * resolves does the last byte leave. When it rejects, nothing is handed over and the outcome is `retry`.
   */
  send(mail: OutgoingMail, beforeHandOver: () => Promise<void>, signal: AbortSignal): Promise<Outcome>;
  /** Closes connections. Attempts under way end at once: in doubt when the mail was handed over. */
  close(): Promise<void>;
}
