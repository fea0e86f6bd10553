/** The things that an endpoint can do and one of the release before can't. Pure. */

export interface Abilities {
  /** Edits or deletes several entries in one change. */
  readonly changesSeveral: boolean;
  /** Ends a pause by itself. */
  readonly endsPauses: boolean;
  /** Lets an account have a fail mode of its own. */
  readonly keepsFailModes: boolean;
  /** Issues relay tokens with the right to copies. */
  readonly issuesCopies: boolean;
}

/** An ability is not offered unless it is known to work. */
export const NO_ABILITIES = abilitiesIf(false);

/** `version` is what the endpoint tells anyone. An unknown form of it has no abilities. */
export function abilitiesOf(version: string): Abilities {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  if (major === undefined) return NO_ABILITIES;
  const isLater = Number(major) > 0 || Number(minor) >= 3;
  return abilitiesIf(isLater);
}

/** All of them came with version 0.3.0. */
function abilitiesIf(isThere: boolean): Abilities {
  return {
    changesSeveral: isThere,
    endsPauses: isThere,
    keepsFailModes: isThere,
    issuesCopies: isThere,
  };
}
