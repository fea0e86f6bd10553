/**
 * Says in one sentence why a body can't be read as JSON: its media type is another, or the JSON breaks off
 * somewhere.
 */
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

export function describeWrongType(contentType: string | null): string {
  const came = contentType ? `it came as ${shorten(contentType)}` : 'it came without a type';
  return `The body must be sent with Content-Type: application/json; ${came}.`;
}

function describeBrokenJson(text: string): string {
  if (text.trim() === '') return 'The body is empty; it must be JSON.';
  const at = findJsonFault(text) ?? text.length;
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const place = `line ${line}, column ${column}`;
  if (at === text.length) return `The body is no JSON: it ends too early, at ${place}.`;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return `${nameCharacter(character)} can’t stand at ${place}: the body is no JSON.`;
}
