export type Tone = 'ok' | 'no' | 'warn' | 'off';

/** A state as it is shown: by colour, by sign and by word. */
export interface ShownState {
  readonly tone: Tone;
  /** Says without colour what the tone says. */
  readonly sign: string;
  readonly word: string;
}
