export type Tone = 'ok' | 'no' | 'warn' | 'off';

/** A state as it is shown: with a colour, a sign and a word. */
export interface ShownState {
  readonly tone: Tone;
  /** Says the same as the tone, for people who do not see the colour. */
  readonly sign: string;
  readonly word: string;
}
