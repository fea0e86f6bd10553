/** The icons of a build, from one drawing. */
import { join } from 'node:path';
import sharp from 'sharp';
import { assetOf, type PublicAsset } from './public-asset.ts';

/** A toolbar takes the small one, also where it has two pixels for one; stores, notices and lists take the large one. */
const SIZES = [32, 128] as const;

/** Two colours, and the edges between them. */
const SMALL = { palette: true, colours: 16, compressionLevel: 9, effort: 10 };

export interface IconBuild {
  readonly assets: readonly PublicAsset[];
  /** As the manifest names them. */
  readonly icons: Readonly<Record<string, string>>;
}

export async function buildIcons(root: string): Promise<IconBuild> {
  const drawing = join(root, 'assets/icon.svg');
  const assets = await Promise.all(
    SIZES.map(async (size) => {
      const image = sharp(drawing).resize(size).png(SMALL);
      return assetOf(`icons/${size}.png`, await image.toBuffer());
    }),
  );
  return {
    assets,
    icons: Object.fromEntries(SIZES.map((size) => [size, `icons/${size}.png`])),
  };
}
