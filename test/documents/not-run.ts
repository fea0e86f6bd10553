/** The commands of the pages that the test of a page does not run, each with its reason. */

/** No test can run them. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': 'It fetches the packages from the registry; whoever runs the tests has run it.',
  'npx wrangler login': 'It opens a page of Cloudflare’s, where a person agrees.',
  'npx wrangler dev': 'It runs until it is ended, at the port that wrangler.toml names.',
  'git fetch --tags': 'It fetches from the repository that a person has cloned.',
  'git pull': 'It fetches from the repository that a person has cloned.',
  'npm run check': '`npm test` runs it before the tests.',
  'npm run bench': 'It measures for ten minutes, with the machine to itself.',
  'npm run bench -- intervals memory': 'It measures, with the machine to itself.',
};

/** Another test runs them, or what they run: they go on until they are ended, or take browsers. */
export const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm start': 'test/local/first-run.test.ts',
  'npm run demo': 'test/browser/demo.test.ts',
  'npm run build:extension': 'test/store/packages.ts',
  'npm run zip': 'test/store/archives.test.ts',
};
