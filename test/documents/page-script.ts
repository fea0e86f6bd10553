/** The commands of a page as one script, as a person would type them one after the other. */
import { NOT_RUN, PROGRAMS_NOT_RUN, RUN_ELSEWHERE } from './not-run.ts';
import { commandsOf, nameOf } from './page-commands.ts';

export interface Typed {
  /**
   * The person's answers, such as a token, to the commands that wait for one. Each `read` takes a
   * line.
   */
  readonly answers: readonly string[];
  /** The answer to a command of wrangler that asks for a secret. */
  readonly secret: string;
  /** The address that replaces the one of the page. */
  readonly url: string;
  /** What the person does just before the first command that begins with the key. */
  readonly between?: Readonly<Record<string, string>>;
}

const SET_URL = 'SENDGATE_URL=https://sendgate.example.com';

/**
 * Writes a script that stops at the first command that fails, and names it. It deploys only once by
 * the same line.
 */
export function scriptOf(page: string, { answers, secret, url, between = {} }: Typed): string {
  const run = new Set<string>();
  const lines = commandsOf(page).flatMap((line) => {
    const command = nameOf(line);
    if (command in NOT_RUN || command in RUN_ELSEWHERE) return [];
    // A deployment takes seconds, and a page repeats its command wherever a person would look for
    // it.
    if (/^npm run deploy|^npx wrangler/.test(command)) {
      if (run.has(command)) return [];
      run.add(command);
    }
    const before = Object.entries(between).filter(([start]) => command.startsWith(start));
    return [...before.map(([, done]) => done), line];
  });
  return [
    PRELUDE,
    `exec 3<<'ANSWERS'\n${answers.join('\n')}\nANSWERS`,
    `npx() { command npx "$@" <<<'${secret}'; }`,
    ...Object.keys(PROGRAMS_NOT_RUN).map((program) => `${program}() { :; }`),
    ...lines.map((line) => (line === SET_URL ? `SENDGATE_URL=${url}` : line)),
  ].join('\n');
}

/**
 * A `read` in a loop reads from its file; every other one gets the person's next answer. An error
 * status of the API is a failure.
 */
const PRELUDE = `set -Eeuo pipefail
trap 'echo "failed: $BASH_COMMAND" >&2' ERR
curl() { command curl --silent --show-error --fail-with-body "$@"; }
read() {
  if [ "$1" = -rs ] || [[ $2 = *_ID || $2 = REVISION ]]; then builtin read "$@" <&3; else builtin read "$@"; fi
}`;
