/**
 * Reads JSON: records with members, lists under a key, and strings in lists. A string anywhere else is no
 * value.
 */
import { createScanner, type Node, type ParseError, parseTree, visit } from 'jsonc-parser';
import { type FoundPiece, ignore } from './found.ts';
import { cellText, plainLabel } from './label.ts';
import { isOutgoing } from './outgoing.ts';
import { readEnds } from './read-ends.ts';
import { otherRole } from './read-pairs.ts';
import { BARE, readPhrase } from './read-phrase.ts';
import { oncePerRange, unread, withMask } from './read-table.ts';
import { addMember, applyMembers, noMembers } from './record.ts';
import { isSwitch, refuses, roleOf } from './words.ts';

interface Under {
  readonly refused: boolean;
  /** The key of the list. */
  readonly key: string;
  /** True inside a NotIpAddress of a cloud policy: Deny then means that these addresses are allowed. */
  readonly inverted: boolean;
}

const DEEPEST = 100;

/** Reads a JSON text. It is undefined if the text is no JSON. */
export function readJsonList(text: string): FoundPiece[] | undefined {
  if (!/^\s*[[{]/.test(text) || !isShallow(text)) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) return undefined;
  const lineAt = countLines(text);
  const reader = new JsonReader(lineAt);
  const found = reader.read(root, { refused: false, key: '', inverted: false });
  const comments: FoundPiece[] = [];
  visit(text, {
    onComment: (offset, length) => {
      comments.push(
        ignore(lineAt(offset), plainLabel(text.slice(offset, offset + length)), 'comment'),
      );
    },
  });
  return [...found, ...comments];
}

/** Decides whether the nesting is small. The parser is recursive, so deep nesting would exhaust the stack. */
function isShallow(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > DEEPEST) return false;
  }
  return true;
}

/** The values of the library's SyntaxKind, which is a const enum. */
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, END_OF_FILE] = [1, 2, 3, 4, 17];

function countLines(text: string): (offset: number) => number {
  const starts = [...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

class JsonReader {
  private readonly lineAt: (offset: number) => number;

  constructor(lineAt: (offset: number) => number) {
    this.lineAt = lineAt;
  }

  read(node: Node, under: Under): FoundPiece[] {
    switch (node.type) {
      case 'object':
        return this.readRecord(node, under);
      case 'array':
        return (node.children ?? []).flatMap((child) =>
          child.type === 'string' ? this.readItem(child, under) : this.read(child, under),
        );
      default:
        return [];
    }
  }

  /** Reads a string of a list, or the value of a record. */
  private readItem(node: Node, { refused, key }: Under): FoundPiece[] {
    const line = this.lineAt(node.offset);
    const text = String(node.value);
    if (text.trim() === '') return [];
    const role = roleOf(key);
    if (role === 'label' || role === 'action' || role === 'expiry') return [];
    const isValue = key === '' || role === 'value';
    const label = role === 'unknown' && key.split(/\s+/).length <= 3 ? plainLabel(key) : '';
    const found = readPhrase(text, { ...BARE, line, refused, items: isValue, label });
    if (role === 'other') return otherRole(found);
    if (found.length > 0) return found;
    if (role !== 'value') return isValue ? [ignore(line, plainLabel(text), 'text')] : [];
    return [unread(text, line)];
  }

  private readRecord(node: Node, under: Under): FoundPiece[] {
    const members = noMembers();
    const direct: FoundPiece[] = [];
    const own: FoundPiece[] = [];
    const inner: FoundPiece[] = [];
    const others: FoundPiece[] = [];
    const pairs = (node.children ?? []).map(({ children: [name, value] = [] }) => {
      return { key: String(name?.value ?? ''), node: value };
    });
    const isOurs = isOfExport(pairs.map(({ key }) => key));
    const isDenied = pairs.some(
      ({ key, node: value }) => roleOf(key) === 'action' && refuses(String(value?.value ?? '')),
    );
    const inverted =
      under.inverted || (isDenied && pairs.some(({ key }) => key.toLowerCase() === 'effect'));
    const mask = pairs.find(({ key }) => roleOf(key) === 'mask')?.node?.value;
    const ends: Partial<Record<'first' | 'last', Node>> = {};
    for (const { key, node: value } of pairs) {
      if (value === undefined || (isOurs && (key === 'segments' || key === 'list'))) continue;
      const role = roleOf(key);
      const isText = value.type !== 'object' && value.type !== 'array';
      const text = value.type === 'null' ? '' : String(value.value ?? '');
      if (isText && (role === 'first' || role === 'last') && value.type === 'string')
        ends[role] = value;
      else if (isText && !(role === 'value' && value.type === 'string' && !isSwitch(key))) {
        if (role === 'label') members.labels.push(cellText(text));
        else {
          const denied = refuses(key) && role !== 'expiry' ? this.refusedText(value, text) : [];
          // Without an address in it, the text describes the record.
          if (denied.length > 0) own.push(...denied);
          else addMember(members, key, text, role);
        }
        if (role === 'other')
          others.push(
            ...otherRole(
              readPhrase(text, { ...BARE, line: this.lineAt(value.offset), items: true }),
            ),
          );
      } else if (value.type === 'string') {
        const shown = {
          ...value,
          value: withMask(
            text,
            typeof mask === 'string' || typeof mask === 'number' ? String(mask) : '',
          ),
        };
        direct.push(
          ...this.readItem(mask === undefined ? value : shown, {
            ...under,
            refused: under.refused || refuses(key),
            key,
            inverted,
          }),
        );
      } else {
        const refused = isRefused(under, key, inverted);
        const list = value.type === 'array' && role === 'value' ? own : inner;
        list.push(
          ...this.read(value, { refused, key, inverted: inverted && !/^notip/i.test(key) }),
        );
      }
    }
    own.push(...this.readEnds(ends.first, ends.last, under));
    // A policy that denies all addresses but these allows these.
    if (inverted && isDenied) members.refused = false;
    const found = [
      ...applyMembers([...oncePerRange(direct), ...own], members),
      ...applyMembers(inner, members, false),
    ];
    return found.length === 0 ? others : found;
  }

  private refusedText(node: Node, text: string): FoundPiece[] {
    const line = this.lineAt(node.offset);
    return readPhrase(text, { ...BARE, line, refused: true, items: true });
  }

  private readEnds(
    first: Node | undefined,
    last: Node | undefined,
    { refused }: Under,
  ): FoundPiece[] {
    const node = first ?? last;
    if (node === undefined) return [];
    const [from, to] = [String(first?.value ?? ''), String(last?.value ?? '')];
    return readEnds(from, to, this.lineAt(node.offset), refused);
  }
}

/** Recognizes an export of Sendgate by its keys, and a shared list in it. */
function isOfExport(keys: readonly string[]): boolean {
  const has = (key: string) => keys.includes(key);
  return has('entries')
    ? has('segments') || has('admits') || (has('list') && has('revision'))
    : has('list') && has('gone');
}

function isRefused(under: Under, key: string, inverted: boolean): boolean {
  const isNotIp = /^not_?ip_?address$/i.test(key);
  return under.refused || isOutgoing(key) || (isNotIp ? !inverted : refuses(key));
}
