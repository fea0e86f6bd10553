/** Exchanges inputs, state and outputs with the GitHub runner. */
import { appendFileSync } from 'node:fs';

/** @param {string} name */
export function readInput(name) {
  const value = (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  if (value === '') throw new Error(`The input “${name}” is missing.`);
  return value;
}

/**
 * Returns what lease.mjs saved. It is undefined if lease.mjs saved nothing.
 * @param {string} name
 */
export function readState(name) {
  return process.env[`STATE_${name}`] || undefined;
}

/**
 * @param {string} name
 * @param {string} value
 */
export function saveState(name, value) {
  appendLine('GITHUB_STATE', name, value);
}

/**
 * @param {string} name
 * @param {string} value
 */
export function setOutput(name, value) {
  appendLine('GITHUB_OUTPUT', name, value);
}

/**
 * Writes a line that is shown with the job.
 * @param {'notice' | 'warning' | 'error'} kind
 * @param {string} text
 */
export function annotate(kind, text) {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${kind} title=Sendgate::${escaped}\n`);
}

/**
 * @param {string} variable
 * @param {string} name
 * @param {string} value
 */
function appendLine(variable, name, value) {
  const file = process.env[variable];
  if (file === undefined) throw new Error(`${variable} is not set: is this a GitHub runner?`);
  // The values are ids and addresses. A line break in one would begin another output.
  if (/[\r\n]/.test(value)) throw new Error(`${name} has a line break in it`);
  appendFileSync(file, `${name}=${value}\n`);
}
