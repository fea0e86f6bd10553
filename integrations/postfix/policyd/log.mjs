/**
 * One line an event, for the journal. Values come from clients: JSON keeps each on its line.
 * @typedef {(event: string, facts?: Readonly<Record<string, string | number>>) => void} Log
 */

/** @type {Log} */
export function logToStderr(event, facts = {}) {
  const words = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  process.stderr.write(`${[event, ...words].join(' ')}\n`);
}

/** @type {Log} Where standard error is Postfix's connection, as it is for what spawn(8) runs. */
export function logNothing() {}
