/**
 * How texts go into a build. Keys, and the wrapping that `_locales` wants, would be half of them and a fifth of
 * all that ships: so each language is one list of lines, deflated, and a key in the code is the number of its line. Keys
 * that say the same in every language share one, and texts that begin alike are neighbours, which deflates best. The
 * manifest's own texts stay in `_locales`, where the browser looks for them.
 */
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import type { Plugin } from 'vite';
import { assetOf, type PublicAsset } from './public-asset.ts';

const LANGUAGES = ['en', 'zh_CN'] as const;
const OF_THE_MANIFEST = /^extension\./;
/** What browsers predefine, and the message parser names with the rest. */
const PREDEFINED = /^@@/;

export interface TextBuild {
  /** Puts places for keys in the extension's own code. */
  readonly plugin: Plugin;
  /** The files of texts. */
  readonly assets: readonly PublicAsset[];
}

export async function buildTexts(root: string): Promise<TextBuild> {
  const texts = await Promise.all(LANGUAGES.map((language) => readTexts(root, language)));
  const [english] = texts;
  const keys = [...(english?.keys() ?? [])].filter((key) => !OF_THE_MANIFEST.test(key));
  const rows = keys.map((key) => JSON.stringify(texts.map((all) => all.get(key))));
  const shipped = [...new Set(rows)].sort();
  const places = new Map(
    keys.map((key, index) => [key, String(shipped.indexOf(rows[index] ?? ''))]),
  );
  return {
    plugin: {
      name: 'sendgate-texts',
      enforce: 'pre',
      transform(code, id) {
        if (!id.startsWith(root) || !/\.tsx?$/.test(id)) return null;
        return code.replace(/'([a-zA-Z]+\.\w+)'/g, (literal, key) => places.get(key) ?? literal);
      },
    },
    assets: LANGUAGES.flatMap((language, index) => {
      const all = texts[index] ?? new Map<string, string>();
      const ofTheManifest = [...all].filter(([key]) => OF_THE_MANIFEST.test(key));
      return [
        assetOf(
          `texts/${language}.deflate`,
          deflateRawSync(shipped.map((row) => JSON.parse(row)[index]).join('\n'), {
            level: 9,
            // Shorter blocks, each with a code of its own, which makes texts this short shorter still.
            memLevel: 6,
          }),
        ),
        {
          relativeDest: `_locales/${language}/messages.json`,
          contents: JSON.stringify(
            Object.fromEntries(
              ofTheManifest.map(([key, message]) => [key.replace('.', '_'), { message }]),
            ),
          ),
        },
      ];
    }),
  };
}

/** By key; one and many stand beside each other, as `t` takes them apart. */
async function readTexts(root: string, language: string): Promise<Map<string, string>> {
  const messages = await parseMessagesFile(join(root, 'locales', `${language}.yml`));
  const own = messages.filter(({ key }) => !PREDEFINED.test(key.join('.')));
  return new Map(
    own.map((message) => {
      const text =
        message.type === 'plural' ? Object.values(message.plurals).join(' | ') : message.message;
      return [message.key.join('.'), text];
    }),
  );
}
