/**
 * Logs an event on one line, for the journal. Values come from clients, so they are written as JSON, in which no value
 * can begin a new line. A flood is left out, and the next line of the same event gives its number.
 */
import type { LogFields } from '../worker/platform/log.ts';

/** The most lines of one event in a minute. */
export const LINES_A_MINUTE = 60;
const MINUTE_MS = 60_000;
const MAX_EVENTS = 200;
/** A client can send a login of 64 KiB. */
const MAX_VALUE_CHARACTERS = 2_000;
/** What a terminal could take for a command, or show in another place. JSON leaves some of it as it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

interface Pace {
  since: number;
  lines: number;
  omitted: number;
}

export class AgentLog {
  readonly #paces = new Map<string, Pace>();
  readonly #write: (line: string) => void;
  readonly #now: () => number;

  /** `now` is in milliseconds and only ever rises. */
  constructor(write: (line: string) => void, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  readonly note = (event: string, fields: LogFields = {}): void => {
    const pace = this.#paceOf(event);
    if (pace.lines >= LINES_A_MINUTE) {
      pace.omitted++;
      return;
    }
    pace.lines++;
    const omitted = pace.omitted || undefined;
    pace.omitted = 0;
    this.#write(lineOf(event, { ...fields, omitted }));
  };

  #paceOf(event: string): Pace {
    const now = this.#now();
    const known = this.#paces.get(event);
    if (known && now - known.since < MINUTE_MS) return known;
    // Events have fixed names. The bound holds if one ever has not.
    if (!known && this.#paces.size >= MAX_EVENTS) this.#paces.clear();
    const pace = { since: now, lines: 0, omitted: known?.omitted ?? 0 };
    this.#paces.set(event, pace);
    return pace;
  }
}

function lineOf(event: string, fields: LogFields): string {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `${[event, ...known.map(([name, value]) => `${name}=${textOf(value)}`)].join(' ')}\n`;
}

function textOf(value: LogFields[string]): string {
  const isLong = typeof value === 'string' && value.length > MAX_VALUE_CHARACTERS;
  const shown = isLong ? `${value.slice(0, MAX_VALUE_CHARACTERS)}…` : value;
  return JSON.stringify(shown).replace(UNSEEN, escapeUnits);
}

function escapeUnits(unseen: string): string {
  return unseen
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
