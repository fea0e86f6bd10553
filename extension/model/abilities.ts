/** The things that an endpoint can do and one of the release before can't. Pure. */

export interface Abilities {
  /** Edits or deletes several entries in one change. */
  readonly changesSeveral: boolean;
  /** Ends a pause by itself. */
  readonly endsPauses: boolean;
}

/** An ability is not offered unless it is known to work. */
export const NO_ABILITIES: Abilities = { changesSeveral: false, endsPauses: false };

/** `version` is what the endpoint tells anyone. An unknown form of it has no abilities. */
export function abilitiesOf(version: string): Abilities {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  if (major === undefined) return NO_ABILITIES;
  const isLater = Number(major) > 0 || Number(minor) >= 3;
  return { changesSeveral: isLater, endsPauses: isLater };
}
