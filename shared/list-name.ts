/**
 * The name of a shared list (R20), and the name of its object. A list lives in an object like an account's, in the
 * same namespace. Its object's name begins with U+0000, which no account can hold.
 */
import { failure, type Result, success } from './result.ts';

export const MAX_LIST_NAME_CHARACTERS = 63;
/** The most lists that an account includes. */
export const MAX_INCLUDED_LISTS = 8;
export const DEFAULT_LIST_LIMIT = 100;

const LIST_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const OBJECT_PREFIX = '\0';

/** Parses a name. It is taken as it is: another spelling is another name, and no name. */
export function parseListName(text: string): Result<string, string> {
  return LIST_NAME.test(text) ? success(text) : failure(LIST_NAME_FORM);
}

export const LIST_NAME_FORM = `A list’s name has up to ${MAX_LIST_NAME_CHARACTERS} lower-case letters, digits and hyphens, and begins with a letter or a digit, such as office.`;

/** The name of the object that keeps the list. */
export function listObjectName(list: string): string {
  return `${OBJECT_PREFIX}${list}`;
}

export function isListObject(objectName: string): boolean {
  return objectName.startsWith(OBJECT_PREFIX);
}

/** The list that an object of this name keeps. It is undefined for the name of an account. */
export function findListName(objectName: string): string | undefined {
  return isListObject(objectName) ? objectName.slice(OBJECT_PREFIX.length) : undefined;
}

/** The names of lists in one text, as settings of the history have them: parted by blanks, empty for none. */
export function writeListNames(names: readonly string[]): string {
  return names.join(' ');
}

export function readListNames(text: string): string[] {
  return text.split(' ').filter((name) => LIST_NAME.test(name));
}
