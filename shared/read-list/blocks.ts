/**
 * Keeps track of what a line stands in: headings, sections, blocks and items of a list. The indent, brackets
 * and blank lines tell it.
 */
import { type FoundPiece, reject } from './found.ts';
import { plainLabel } from './label.ts';
import { isOutgoing, opensOutgoing } from './outgoing.ts';
import { BARE, type PhrasePlace } from './read-phrase.ts';
import { addMember, applyMembers, type Members, noMembers, saysNothing } from './record.ts';
import { isValueKey, refuses, refusesByName, type WordRole } from './words.ts';

/** Holds a piece by reference, because a later line may still put it in doubt. */
interface Cell {
  found: FoundPiece;
}

interface Block {
  readonly kind: 'top' | 'heading' | 'section' | 'item' | 'brace' | 'list' | 'tag' | 'continued';
  readonly name: string;
  /** The indent of its key. */
  readonly indent: number;
  /** Whether the block itself refuses, or a block around it. */
  readonly refused: boolean;
  readonly items: boolean;
  readonly label: string;
  members: Members;
  /** `own` has the values of the block. `inner` has those of records inside it, which keep their labels. */
  own: Cell[];
  inner: Cell[];
  readonly keys: Set<string>;
  readonly isInBraces: boolean;
  /** The number of closing brackets that end the block. */
  depth: number;
  /** `born` is the number of blank lines before the block. `nested` tells whether deeper lines came in it. */
  born: number;
  isEmpty: boolean;
  nested: boolean;
}

const RECORDS: ReadonlySet<Block['kind']> = new Set(['item', 'brace', 'section', 'tag']);
const KEY_COLUMN = /^\s*(?:(?:[-*+•]|\d+[.)])\s+)*/u;
const ITEM = /^\s*-\s+["']?[\p{L}_][^:="'{}[\]()]{0,60}["']?\s*[:=](?:\s|$)/u;
const MOST_LABEL_WORDS = 3;

export class Blocks {
  private readonly stack: Block[] = [block('top', -1)];
  private readonly done: Cell[] = [];
  private nearest: readonly Cell[] = [];
  private carried = false;
  private blanks = 0;

  /** Leaves the blocks that a line with this indent is no longer in. */
  enter(text: string): void {
    const indent = /^\s*/.exec(text)?.[0].length ?? 0;
    const isBullet = /^\s*[-*+•]\s/u.test(text);
    for (
      let inmost = this.inmost;
      leaves(inmost, {
        indent,
        isBullet,
        text,
        isAfterBlank: this.blanks > inmost.born && !(inmost.isEmpty && inmost.refused),
      });
      inmost = this.inmost
    )
      this.pop();
    const { inmost } = this;
    if (inmost.kind === 'heading') inmost.nested ||= isBullet || indent > inmost.indent;
    // A blank line between a refusing heading and the first line below it ends nothing.
    if (inmost.isEmpty && inmost.refused) inmost.born = this.blanks;
    inmost.isEmpty = false;
    if (ITEM.test(text))
      this.push(block('item', columnOf(text), { refused: inmost.refused, items: inmost.items }));
  }

  placeOf(line: number, comment: string): PhrasePlace {
    const { inmost } = this;
    const refused = inmost.refused || this.carried;
    return { ...BARE, line, refused, items: inmost.items, label: inmost.label, comment };
  }

  /** Takes note of a blank line. */
  pass(): void {
    this.nearest = [];
    this.carried = false;
    this.blanks++;
    const [top] = this.stack;
    if (top) this.settle(top);
  }

  heading(text: string, name: string): void {
    const indent = columnOf(text);
    while (this.inmost.kind === 'heading' && this.inmost.indent >= indent) this.pop();
    const refused = refuses(name) || isOutgoing(name);
    this.push(block('heading', indent, { ...readName(name), refused }));
  }

  section(name: string): void {
    while (this.stack.length > 1) this.pop();
    this.push(block('section', -1, { ...readName(name), refused: refuses(name) }));
  }

  openTag(name: string, refused: boolean): void {
    this.push(block('tag', -1, { name, refused }));
  }

  closeTag(name: string): void {
    if (!this.stack.some((each) => each.kind === 'tag' && each.name === name)) return;
    while (this.inmost.name !== name) this.pop();
    this.pop();
  }

  /** Opens a block. `header` is the text before the bracket. */
  open(header: string, isList: boolean, depth: number): void {
    const key = header.replace(/\s*(?:=>|[:=])\s*$/, '');
    const { label, items } = readName(key);
    const isKey = key !== header && isList;
    const options = {
      refused: refusesByName(header) || opensOutgoing(header),
      items: isList && items,
      label: isKey ? label : '',
    };
    this.push(block(isList ? 'list' : 'brace', -1, options));
    this.inmost.depth = depth;
  }

  closeBrackets(count: number): void {
    let left = count;
    while (left > 0 && this.isInBraces()) {
      while (!isBracket(this.inmost)) this.pop();
      const { inmost } = this;
      const taken = Math.min(left, inmost.depth);
      inmost.depth -= taken;
      left -= taken;
      if (inmost.depth === 0) this.pop();
    }
  }

  isInBraces(): boolean {
    return this.inmost.isInBraces;
  }

  isInRecord(): boolean {
    return this.inmost.kind === 'item' || this.inmost.kind === 'brace';
  }

  /** Opens a block for a key that has values on its own line. Deeper lines below continue it. */
  valueKey(text: string, key: string): void {
    this.begin(key);
    const indent = columnOf(text);
    const { items, refused } = { ...readName(key), refused: refuses(key) };
    if (items || refused) this.push(block('continued', indent, { items, refused }));
  }

  member(key: string, value: string, role: WordRole): void {
    this.begin(key);
    addMember(this.inmost.members, key, value, role);
  }

  add(found: readonly FoundPiece[]): void {
    const cells = found.map((each) => ({ found: each }));
    for (const cell of cells) this.inmost.own.push(cell);
    if (found.some(({ kind }) => kind === 'row')) this.nearest = cells;
  }

  /** Remembers whether a line is refused, for the line that continues it. */
  carry(refused: boolean): void {
    this.carried = refused;
  }

  /** Puts the nearest values above in doubt, because a line below says that something is switched off. */
  doubtNearest(): void {
    for (const cell of this.nearest) {
      if (cell.found.kind !== 'row') continue;
      cell.found = reject(cell.found.row.line, cell.found.token, 'ambiguous');
    }
  }

  close(): FoundPiece[] {
    while (this.stack.length > 1) this.pop();
    const [top] = this.stack;
    if (top) this.settle(top);
    return this.done.map(({ found }) => found);
  }

  private get inmost(): Block {
    return this.stack[this.stack.length - 1] ?? block('top', -1);
  }

  private push(next: Block): void {
    const { inmost } = this;
    this.stack.push({
      ...next,
      refused: next.refused || inmost.refused,
      isInBraces: isBracket(next) || inmost.isInBraces,
      born: this.blanks,
    });
  }

  /** Begins a new record outside of any block when a key comes again. */
  private begin(key: string): void {
    const { inmost } = this;
    if (inmost.kind !== 'top') return;
    if (inmost.keys.has(key)) this.settle(inmost);
    inmost.keys.add(key);
  }

  private pop(): void {
    const left = this.stack.pop();
    const outer = this.inmost;
    if (left === undefined) return;
    apply(left);
    const isRecord = RECORDS.has(left.kind) || left.members.labels.length > 0;
    outer.inner = moved(left.inner, outer.inner);
    if (isRecord) outer.inner = moved(left.own, outer.inner);
    else outer.own = moved(left.own, outer.own);
  }

  private settle(top: Block): void {
    apply(top);
    for (const cell of [...top.own, ...top.inner]) this.done.push(cell);
    top.own = [];
    top.inner = [];
    top.members = noMembers();
    top.keys.clear();
  }
}

function block(kind: Block['kind'], indent: number, given: Partial<Block> = {}): Block {
  return {
    kind,
    name: '',
    indent,
    refused: false,
    items: false,
    label: '',
    members: noMembers(),
    own: [],
    inner: [],
    keys: new Set(),
    depth: 0,
    isInBraces: false,
    born: 0,
    isEmpty: true,
    nested: false,
    ...given,
  };
}

interface Arrival {
  readonly indent: number;
  readonly isBullet: boolean;
  readonly text: string;
  readonly isAfterBlank: boolean;
}

function leaves(inmost: Block, { indent, isBullet, text, isAfterBlank }: Arrival): boolean {
  switch (inmost.kind) {
    case 'heading': {
      if (indent < inmost.indent) return true;
      if (indent > inmost.indent) return false;
      // A list in YAML may have blank lines in it, and may have the same indent as its key.
      if (isAfterBlank) return !(inmost.refused && isBullet);
      return (
        inmost.nested && !isBullet && !inmost.refused && /^\s*["']?[\p{L}_][^:=]*[:=]/u.test(text)
      );
    }
    case 'item':
      return indent < inmost.indent;
    case 'continued':
      return indent <= inmost.indent || isAfterBlank;
    default:
      return false;
  }
}

function isBracket({ kind }: Block): boolean {
  return kind === 'brace' || kind === 'list';
}

function columnOf(text: string): number {
  return KEY_COLUMN.exec(text)?.[0].length ?? 0;
}

function readName(name: string): { label: string; items: boolean } {
  const label = plainLabel(name.replace(/^["'`<]+|["'`>]+$/g, ''));
  const items = isValueKey(label);
  const isLabel = !items && !refuses(label) && label.split(/\s+/).length <= MOST_LABEL_WORDS;
  return { label: isLabel ? label : '', items };
}

function apply({ own, inner, members }: Block): void {
  settleCells(own, members, true);
  settleCells(inner, members, false);
}

function settleCells(cells: readonly Cell[], members: Members, labelled: boolean): void {
  if (cells.length === 0 || saysNothing(members)) return;
  const settled = applyMembers(
    cells.map(({ found }) => found),
    members,
    labelled,
  );
  for (const [index, cell] of cells.entries()) cell.found = settled[index] ?? cell.found;
}

/**
 * Moves all cells into one array, in any order. The shorter array is copied, so that deep values are not copied
 * again at each level.
 */
function moved(cells: Cell[], target: Cell[]): Cell[] {
  const [more, fewer] = cells.length > target.length ? [cells, target] : [target, cells];
  for (const cell of fewer) more.push(cell);
  return more;
}
