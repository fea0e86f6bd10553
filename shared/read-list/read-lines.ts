/**
 * Reads the lines of a text one by one, each with what it stands in: a heading, a section, a block, or an item
 * of a list.
 */

import { Blocks } from './blocks.ts';
import { type FoundPiece, ignore, reject } from './found.ts';
import { joinLabels, plainLabel } from './label.ts';
import { saysOutgoing } from './outgoing.ts';
import { readLine, withoutBullet } from './read-line.ts';
import { readPairs } from './read-pairs.ts';
import { BARE, type PhrasePlace, readPhrase } from './read-phrase.ts';
import { readSourceLines, type SourceLine } from './source-lines.ts';
import {
  isOff,
  isRefusalWord,
  isRefusingTitle,
  isTextKey,
  isValueKey,
  isYes,
  refuses,
  roleOf,
} from './words.ts';

export function readLines(text: string): FoundPiece[] {
  const { lines, ignored } = readSourceLines(text);
  const blocks = new Blocks();
  for (const line of lines) {
    if (line.isBlank) blocks.pass();
    else if (line.text.trim() !== '') readSourceLine(line, blocks);
  }
  return [...ignored, ...blocks.close()];
}

const SECTION = /^\[{1,2}\s*"?([\p{L}_][^[\]"]*?)"?\s*\]{1,2}$/u;
const HEADING = /^(?:["'`]?)([^{}[\]]*?)["'`]?\s*(?::|：|=)\s*[|>]?[-+]?$/u;
const TAG = /^<(\/?)([a-z][\w:-]*)([^<>]*)>$/i;
const MEMBER = /^["']?([\p{L}_][^:=："'{}[\]()]{0,60}?)["']?\s*(?:=>|[:=：])\s*(.*)$/u;
const INLINE = /^\{[^:=]*[:=].*\},?$/;

function readSourceLine({ line, text, comment }: SourceLine, blocks: Blocks): void {
  const closing = /^[\s\]})>,;]*/.exec(text)?.[0].replace(/[^\]})]/g, '').length ?? 0;
  blocks.closeBrackets(closing);
  const whole = closing === 0 ? text : text.replace(/^[\s\]}),;]*/, '');
  const trimmed = whole.replace(/\\\s*$/, '').trim();
  if (trimmed === '') {
    blocks.add([ignore(line, joinLabels(text.trim(), comment), 'syntax')]);
    return;
  }
  blocks.enter(whole);
  if (readStructure(line, whole, trimmed, blocks)) {
    if (comment !== '') blocks.add([ignore(line, comment, 'comment')]);
    return;
  }
  const bare = withoutBullet(trimmed).trim();
  const { opened, depth } = bracketsOf(bare);
  if (depth > 0) blocks.open(bare.slice(0, opened).trim(), bare[opened] === '[', depth);
  const place = blocks.placeOf(line, comment);
  const found = readContent(whole, bare, trimmed, place, blocks);
  if (depth < 0) blocks.closeBrackets(-depth);
  blocks.carry(/[,\\&]\s*$/.test(text) && (place.refused || refuses(bare) || isDenied(found)));
}

/** Reads a tag, a section or a heading. Returns true for one, since the lines below then stand in it. */
function readStructure(line: number, text: string, trimmed: string, blocks: Blocks): boolean {
  const [, slash, name = '', attributes = ''] = TAG.exec(trimmed) ?? [];
  if (slash === '/') blocks.closeTag(name);
  else if (name !== '' && !attributes.includes('=')) {
    blocks.openTag(name, refuses(`${name} ${attributes}`) || /none$/i.test(name));
  }
  if (name !== '' && !attributes.includes('=')) {
    blocks.add([ignore(line, trimmed, 'syntax')]);
    return true;
  }
  const bare = withoutBullet(trimmed).trim();
  const section = blocks.isInBraces() ? undefined : SECTION.exec(trimmed)?.[1];
  const heading = HEADING.exec(bare)?.[1];
  if (section !== undefined) blocks.section(section);
  else if (heading !== undefined && readPhrase(bare, { ...BARE, line }).length === 0) {
    blocks.heading(text, heading);
  } else if (isRefusingTitle(bare)) {
    blocks.heading(text, bare);
  } else if (isOff(bare) || isRefusalWord(bare)) {
    blocks.doubtNearest();
    // A word of refusal that is alone on a line may also be a heading.
    if (isRefusalWord(bare)) blocks.heading(text, bare);
  } else return false;
  blocks.add([ignore(line, trimmed, isOff(bare) ? 'off' : 'heading')]);
  return true;
}

function readContent(
  text: string,
  bare: string,
  trimmed: string,
  place: PhrasePlace,
  blocks: Blocks,
): readonly FoundPiece[] {
  const isRecord = INLINE.test(bare) || TAG.test(trimmed);
  if (!isRecord && readMember(text, bare, place, blocks)) return [];
  const read = isRecord ? readPairs(bare, place) : readTagged(bare, place);
  const found = DASHED.test(trimmed) ? doubtRanges(read) : read;
  const { line, comment } = place;
  const isRow = found.some(({ kind }) => kind === 'row');
  if (found.length > 0) blocks.add(found);
  else blocks.add([ignore(line, trimmed, isValueKey(trimmed) ? 'heading' : 'text')]);
  if (comment !== '' && !isRow) blocks.add([ignore(line, comment, 'comment')]);
  return found;
}

const DASHED = /^[-–—]\s/;

/** Behind a dash as a bullet, the next dash may be one as well: browsers join the lines of a selection. */
function doubtRanges(found: readonly FoundPiece[]): FoundPiece[] {
  return found.map((each) =>
    each.kind === 'row' && each.row.format === 'range' && /\s[-–—]/.test(each.token)
      ? reject(each.row.line, each.token, 'ambiguous', each.row.value)
      : each,
  );
}

/** Text that HTML marks as no longer valid. */
const STRUCK = /^(?:s|del|strike)$/i;
const ELEMENT = /<\/?([a-z][\w:-]{0,40})>/gi;

/** Reads markup elements that open and close on one line as cells. Each of them may refuse the others. */
function readTagged(bare: string, place: PhrasePlace): FoundPiece[] {
  if (!/<\/[a-z]/i.test(bare)) return readLine(bare.replace(/[{[(]\s*$/, ''), place);
  const refused =
    place.refused ||
    [...bare.matchAll(ELEMENT)].some(([, name = '']) => refuses(name) || STRUCK.test(name));
  return readLine(bare.replaceAll(ELEMENT, '\t'), { ...place, refused });
}

function isDenied(found: readonly FoundPiece[]): boolean {
  return found.some((each) => each.kind === 'reject' && each.reject.reason === 'denied');
}

/**
 * Counts the brackets that a line leaves open, and finds the first of them. A negative depth means that more
 * are closed than opened.
 */
function bracketsOf(text: string): { opened: number; depth: number } {
  const open: number[] = [];
  let closed = 0;
  if (!/[[\]{}]/.test(text)) return { opened: -1, depth: 0 };
  for (const { index, 0: sign } of text
    .replace(/"[^"]*"/g, (quoted) => ' '.repeat(quoted.length))
    .matchAll(/[[\]{}]/g)) {
    if (sign === '[' || sign === '{') open.push(index);
    else if (open.pop() === undefined) closed++;
  }
  return { opened: open[0] ?? -1, depth: open.length - closed };
}

/** Reads a member. Returns true if it describes the record that it is in. */
function readMember(text: string, bare: string, place: PhrasePlace, blocks: Blocks): boolean {
  const [, key = '', value = ''] = MEMBER.exec(bare) ?? [];
  if (key === '') return false;
  if (saysOutgoing(key, plainLabel(value.replace(/["',;]/g, '')))) {
    blocks.member(key, plainLabel(value.replace(/["',;]/g, '')), 'unknown');
    blocks.add([ignore(place.line, joinLabels(bare, place.comment), 'text')]);
    return true;
  }
  if (refuses(key)) {
    if (isYes(value)) blocks.member(key, value, 'unknown');
    else blocks.valueKey(text, key);
    return false;
  }
  const role = roleOf(key);
  if (
    role === 'unknown' ||
    role === 'value' ||
    role === 'mask' ||
    role === 'other' ||
    role === 'format'
  ) {
    blocks.valueKey(text, key);
    return false;
  }
  // `Server: 203.0.113.7` is a value with its label, except inside a record.
  const found = readPhrase(value, { ...BARE, line: place.line });
  if (role === 'label' && !isTextKey(key) && found.length > 0 && !blocks.isInRecord()) return false;
  if (role === 'first' || role === 'last') return false;
  blocks.member(key, plainLabel(value.replace(/^["']|["'],?\s*;?$/g, '').replace(/,$/, '')), role);
  blocks.add([ignore(place.line, joinLabels(bare, place.comment), 'text')]);
  return true;
}
