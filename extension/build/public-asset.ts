/** A file that a build makes and puts beside the scripts. */
export interface PublicAsset {
  readonly relativeDest: string;
  readonly contents: string;
}

/** WXT writes bytes as they are, whatever its type says. */
export function assetOf(relativeDest: string, bytes: Uint8Array): PublicAsset {
  return { relativeDest, contents: bytes as unknown as string };
}
