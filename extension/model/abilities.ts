/** What an endpoint can do that the release before this one could not. Pure. */

export interface Abilities {
  /** Edits or deletes several entries in one change. */
  readonly changesSeveral: boolean;
  /** Ends a pause by itself. */
  readonly endsPauses: boolean;
}

/** What is not known to work is not offered. */
export const NO_ABILITIES: Abilities = { changesSeveral: false, endsPauses: false };

/** `version` is what the endpoint tells anyone. An unknown form of it has no abilities. */
export function abilitiesOf(version: string): Abilities {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  if (major === undefined) return NO_ABILITIES;
  const isLater = Number(major) > 0 || Number(minor) >= 3;
  return { changesSeveral: isLater, endsPauses: isLater };
}
