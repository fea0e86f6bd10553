/**
 * Imitates a later release with this one's bundle: another layout, an unknown field in all that is
 * published, and a migration that adds a column to each table.
 */

interface Layouts {
  /** The layouts that the release reads, the newest first. */
  readonly read: readonly number[];
  readonly published: number;
}

const READ = /\bLAYOUTS = \[([\d, ]+)\];/;
const PUBLISHED = /\bPUBLISHED_LAYOUT = (\d+);/;
const HEADER = /JSON\.stringify\((header\d*)\)/;
const RELAY_TOKENS = /JSON\.stringify\(\{ layout,/;
const MIGRATIONS = /\b(?:ACCOUNT|DIRECTORY)_MIGRATIONS = \[[^\]]*(?=\n\];)/g;
const KINDS_OF_OBJECTS = 2;

/**
 * The change that the next release may make by worker/objects/README.md: to read one more layout,
 * or to publish the newest that is read.
 */
export function nextLayouts({ read, published }: Layouts): Layouts {
  const [newest = 0] = read;
  return newest === published
    ? { read: [newest + 1, newest], published }
    : { read, published: newest };
}

/** Returns the script of the release that follows the given one. */
export function laterRelease(script: string): string {
  const { read, published } = nextLayouts(layoutsOf(script));
  const layouts = replaceOnce(script, READ, `LAYOUTS = [${read.join(', ')}];`);
  return addColumns(replaceOnce(layouts, PUBLISHED, `PUBLISHED_LAYOUT = ${published};`));
}

/** Adds a field to all that objects publish. No reader of this release knows it. */
export function withUnknownFields(script: string): string {
  const header = replaceOnce(script, HEADER, 'JSON.stringify({ ...$1, unknown: ["yet"] })');
  return replaceOnce(header, RELAY_TOKENS, 'JSON.stringify({ unknown: ["yet"], layout,');
}

function layoutsOf(script: string): Layouts {
  const read = expectMatch(script, READ).split(',').map(Number);
  return { read, published: Number(expectMatch(script, PUBLISHED)) };
}

function addColumns(script: string): string {
  let lists = 0;
  const added = script.replace(MIGRATIONS, (list) => {
    lists++;
    const number = list.split('number:').length;
    return `${list},\n  { number: ${number}, run: (sql) => addColumnToEach(sql, ${number}) }`;
  });
  if (lists !== KINDS_OF_OBJECTS) throw new Error(`the bundle has ${lists} lists of migrations`);
  return script.includes('function addColumnToEach') ? added : `${added}\n${ADD_COLUMN_TO_EACH}`;
}

const ADD_COLUMN_TO_EACH = `
function addColumnToEach(sql, number) {
  const query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'";
  for (const { name } of sql.exec(query).toArray().filter(({ name }) => !/^(_cf_|sqlite_)/.test(name)))
    sql.exec(\`ALTER TABLE \${name} ADD COLUMN unknown_\${number} TEXT NOT NULL DEFAULT 'yet'\`);
}
`;

function replaceOnce(script: string, pattern: RegExp, replacement: string): string {
  expectMatch(script, pattern);
  return script.replace(pattern, replacement);
}

/**
 * Returns the match of the pattern's group. Throws unless the script has the pattern exactly once.
 */
function expectMatch(script: string, pattern: RegExp): string {
  const matches = [...script.matchAll(new RegExp(pattern, 'g'))];
  if (matches.length !== 1) throw new Error(`the bundle has ${pattern} ${matches.length} times`);
  return matches[0]?.[1] ?? '';
}
