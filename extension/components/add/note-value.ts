/** Makes the notes on values that can be added. Values with the same note share it. */
import { isWide } from '../../../shared/ip-range.ts';
import { specialBlocksOf } from '../../../shared/special-purpose.ts';
import { wordList } from '../../wording/series.ts';
import { wordSpecialBlock } from '../../wording/special-purpose.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import type { SoundValue } from './judge-values.ts';

export interface NoteKind {
  readonly wording: string;
  readonly values: readonly SoundValue[];
}

interface Note {
  /** The same for all values that are told of together. */
  readonly key: string;
  readonly value: SoundValue;
  readonly word: (count: number) => string;
}

/** True if the value may not be what the person meant. */
export function needsThought({ cover, range }: SoundValue): boolean {
  return cover !== null || isWide(range) || specialBlocksOf(range).length > 0;
}

/** Each kind of note, in the order of the first value that has it. */
export function noteValues(sound: readonly SoundValue[]): NoteKind[] {
  const kinds = Map.groupBy(sound.flatMap(notesOf), ({ key }) => key);
  return [...kinds.values()].map((notes) => ({
    wording: notes[0]?.word(notes.length) ?? '',
    values: notes.map(({ value }) => value),
  }));
}

function notesOf(value: SoundValue): Note[] {
  const { range, text, hostBitsDropped, renews, cover } = value;
  const notes: Note[] = [];
  const add = (key: string, word: Note['word']) => notes.push({ key, value, word });
  if (hostBitsDropped)
    add('dropped', (count) => t('add.dropped', count, [count === 1 ? text : wordNumber(count)]));
  if (renews) add('renews', (count) => t('add.renews', count, [wordNumber(count)]));
  if (cover) {
    const key = cover.listed ? 'add.covered' : 'add.coveredByAdded';
    add(`${key} ${cover.value}`, (count) => t(key, count, [cover.value, wordNumber(count)]));
  }
  if (isWide(range)) add('wide', (count) => t('add.wide', count, [wordNumber(count)]));
  const special = wordList(specialBlocksOf(range).map(wordSpecialBlock));
  if (special !== '')
    add(`special ${special}`, (count) => t('add.special', count, [special, wordNumber(count)]));
  return notes;
}
