import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'wxt';
import manifest from '../package.json' with { type: 'json' };
import { partTexts } from './locales/full-page-texts.ts';
import { builtInPatterns } from './model/console-hosts.ts';
import { managedSchemaOf, POLICY_SCHEMA } from './model/policy-schema.ts';

/**
 * The content policy. Nothing from elsewhere runs or is shown here. Calls go only to endpoints over HTTPS or on this
 * machine.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "img-src 'self' data:",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
];

/**
 * The file that other pages may show in a frame. Only Firefox needs it, since a script on a page can't open its
 * sidebar. Consoles may frame the drawer and nothing else, as they can lay anything over a frame.
 */
const FRAMED_DRAWER = {
  resources: ['drawer.html'],
  matches: builtInPatterns(),
};

const FIREFOX = {
  content_security_policy: { extension_pages: POLICY.join('; ') },
  web_accessible_resources: [FRAMED_DRAWER],
  browser_specific_settings: {
    gecko: {
      id: 'extension@sendgate.example',
      strict_min_version: '142.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
};

/** Only Chromium needs the schema. Firefox hands out a policy without it, and its store warns of the key. */
const SCHEMA_FILE = 'policy-schema.json';

const CHROME = {
  content_security_policy: { extension_pages: [...POLICY, "frame-ancestors 'none'"].join('; ') },
  minimum_chrome_version: '127',
  storage: { managed_schema: SCHEMA_FILE },
};

/** The oldest browsers that can run the extension. `action.openPopup` came with Chrome 127. */
const TARGETS = ['chrome127', 'firefox142'];

/**
 * Puts all code that the popup shares with other parts into one file, and nothing else: the popup waits for each file
 * that it names, and for each byte.
 */
const POPUP_CODE: Plugin = {
  name: 'popup-code',
  outputOptions: (options) =>
    options.format === 'es'
      ? { ...options, codeSplitting: { groups: [{ name: nameChunk, minShareCount: 2 }] } }
      : options,
};

/** Null leaves the choice of a file to the bundler. */
function nameChunk(id: string, chunking: Rolldown.ChunkingContext): string | null {
  const seen = new Set([id]);
  for (const module of seen) {
    if (/\/popup\/index\.html$/.test(module)) return 'shared';
    for (const importer of chunking.getModuleInfo(module)?.importers ?? []) seen.add(importer);
  }
  return null;
}

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  autoIcons: { baseIconPath: 'assets/icon.svg' },
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  outDir: process.env.EXTENSION_OUTPUT || '.output',
  hooks: {
    'build:publicAssets': (wxt, assets) => {
      if (wxt.config.browser !== 'firefox') {
        assets.push({
          relativeDest: SCHEMA_FILE,
          contents: JSON.stringify(managedSchemaOf(POLICY_SCHEMA)),
        });
      }
      for (const asset of [...assets]) {
        const [, language] = /^_locales\/(\w+)\//.exec(asset.relativeDest) ?? [];
        if (language === undefined || !('contents' in asset)) continue;
        const { everywhere, full } = partTexts(JSON.parse(asset.contents));
        // Without spaces each file is smaller than 64 KiB, and a page receives it in one piece.
        asset.contents = JSON.stringify(everywhere);
        assets.push({ relativeDest: `texts/${language}.json`, contents: JSON.stringify(full) });
      }
    },
  },
  vite: () => ({
    plugins: [POPUP_CODE],
    build: {
      // If the styles were rewritten for older browsers, a declaration with `light-dark()` would lose its
      // `!important`.
      target: TARGETS,
      modulePreload: { polyfill: false },
    },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    version: manifest.version,
    permissions: ['storage', 'alarms', 'contextMenus', 'notifications'],
    // For provider consoles that a person adds in the options. The browser asks the person at that moment.
    optional_permissions: ['scripting'],
    optional_host_permissions: ['https://*/*'],
    commands: {
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+S' },
      },
    },
    content_scripts: [{ matches: builtInPatterns(), js: ['console.js'] }],
    ...(browser === 'firefox' ? FIREFOX : CHROME),
  }),
  zip: {
    name: 'sendgate',
    artifactTemplate: '{{name}}-{{version}}-{{browser}}.zip',
    sourcesTemplate: '{{name}}-{{version}}-sources.zip',
    sourcesRoot: resolve(import.meta.dirname, '..'),
    // Everything that a store needs to build the same package again, and no other files.
    includeSources: [
      'LICENSE',
      'README.md',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'extension/**',
      'shared/**',
    ],
    excludeSources: ['extension/.output/**', 'extension/.wxt/**'],
  },
});
