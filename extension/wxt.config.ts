import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import manifest from '../package.json' with { type: 'json' };
import { builtInPatterns } from './model/console-hosts.ts';

/** Nothing from elsewhere runs or shows here; calls go to endpoints, which are HTTPS, or on this machine. */
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
 * Only Firefox needs it, whose sidebar no script on a page can open: the consoles' pages may frame the drawer, and
 * nothing else, for they can lay what they like over it.
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

const CHROME = {
  content_security_policy: { extension_pages: [...POLICY, "frame-ancestors 'none'"].join('; ') },
  minimum_chrome_version: '127',
};

/** The oldest that run it: `action.openPopup` came with Chrome 127. */
const TARGETS = ['chrome127', 'firefox142'];

/** One file for all code that pages and background share: the popup waits for each file that it names. */
const SHARED_CODE: Plugin = {
  name: 'shared-code',
  outputOptions: (options) =>
    options.format === 'es'
      ? { ...options, codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } }
      : options,
};

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  autoIcons: { baseIconPath: 'assets/icon.svg' },
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  outDir: process.env.EXTENSION_OUTPUT || '.output',
  hooks: {
    'build:publicAssets': (_, assets) => {
      for (const asset of assets) {
        // Without its spaces each is below 64 KiB, and comes to a page in one piece.
        if (asset.relativeDest.startsWith('_locales') && 'contents' in asset) {
          asset.contents = JSON.stringify(JSON.parse(asset.contents));
        }
      }
    },
  },
  vite: () => ({
    plugins: [SHARED_CODE],
    build: {
      // Rewritten for older browsers, `light-dark()` loses what `!important` says beside it.
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
    // For provider consoles that a person adds in the options; asked for at that moment.
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
    // What a store needs to build the same again, and nothing that merely lies around.
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
