/** Why a body can't be read as JSON, or a line of it, in one sentence: what it was sent as, or where it breaks off. */
import { nameCharacter } from '../../shared/value-problem.ts';
import { findJsonFault } from './find-json-fault.ts';
import { shorten } from './shown-value.ts';

const JSON_TYPE = /^application\/(?:[a-z-.]+\+)?json(?:;\s*[a-z0-9-]+=[^;]+)*$/i;

export function isJsonType(contentType: string | null): boolean {
  return contentType === 'application/json' || JSON_TYPE.test(contentType ?? '');
}

export function describeUnreadableBody(contentType: string | null, text: string): string {
  return isJsonType(contentType) ? describeBrokenJson(text) : describeWrongType(contentType);
}

export function describeWrongType(contentType: string | null, wanted = 'application/json'): string {
  const came = contentType ? `it came as ${shorten(contentType)}` : 'it came without a type';
  return `The body must be sent with Content-Type: ${wanted}; ${came}.`;
}

function describeBrokenJson(text: string): string {
  if (text.trim() === '') return 'The body is empty; it must be JSON.';
  const at = findFault(text);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return describeFault('body', text, at, `line ${line}, column ${column}`);
}

/** A line that is not blank, and that JSON.parse has refused. */
export function describeBrokenLine(text: string): string {
  const at = findFault(text);
  return describeFault('line', text, at, `column ${at + 1}`);
}

function findFault(text: string): number {
  return findJsonFault(text) ?? text.length;
}

function describeFault(whole: 'body' | 'line', text: string, at: number, place: string): string {
  if (at === text.length) return `The ${whole} is no JSON: it ends too early, at ${place}.`;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return `${nameCharacter(character)} can’t stand at ${place}: the ${whole} is no JSON.`;
}
