/**
 * Logs an event on one line, for the journal. Values come from clients, so they
 * are written as JSON, in which no value can begin a new line.
 * @typedef {(event: string, facts?: Readonly<Record<string, string | number>>) => void} Log
 */

/** @type {Log} */
export function logToStderr(event, facts = {}) {
  const words = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  process.stderr.write(`${[event, ...words].join(' ')}\n`);
}

/** @type {Log} For a program that spawn(8) runs: its standard error is the connection to Postfix. */
export function logNothing() {}
