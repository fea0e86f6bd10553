/** What a build does to make scripts short: an extension is taken in whole, and whenever a page of it opens. */
import type { BuildOptions, Plugin } from 'vite';

/** Children become arguments, where the automatic runtime has each element name a property for them. */
export const SHORT_JSX: Plugin = {
  name: 'sendgate-jsx',
  enforce: 'pre',
  config: () => ({
    oxc: { jsx: { runtime: 'classic', pragma: 'drawElement', pragmaFrag: 'DrawFragment' } },
  }),
  transform: (code, id) => (id.endsWith('.tsx') ? `${DRAW}${code}` : undefined),
};

/** On the first line, so that every other one keeps its number. */
const DRAW = "import { h as drawElement, Fragment as DrawFragment } from 'preact';";

export const SHORT_SCRIPTS: BuildOptions = {
  minify: 'terser',
  terserOptions: {
    ecma: 2020,
    compress: {
      passes: 6,
      // What is called from one place is longer there, where its parameters need names of their own.
      inline: 1,
      keep_fargs: false,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
  },
};

/** Few files for a page to wait for: what some of them share is loaded by all. */
export const FEW_CHUNKS: Plugin = {
  name: 'sendgate-chunks',
  outputOptions: (options) =>
    options.format === 'es' ? { ...options, codeSplitting: { groups: [CORE, PAGES] } } : options,
};

const OF_PAGES = /preact|\/components\/|\/(state|changes|shown-language|copy-text)\.ts$/;

/** What the background may use, too: it does without what draws. */
const CORE = {
  name: 'core',
  minShareCount: 2,
  priority: 2,
  test: (id: string) => !OF_PAGES.test(id),
};

const PAGES = { name: 'pages', minShareCount: 2, priority: 1 };
