/** The commands of a page as one script, as a person would type them one after the other. */
import { NOT_RUN, PROGRAMS_NOT_RUN, RUN_ELSEWHERE } from './not-run.ts';
import { commandsOf, nameOf } from './page-commands.ts';

export interface Typed {
  /** What the person types where a command waits for it, such as a token: `read` takes a line each. */
  readonly answers: readonly string[];
  /** What a command of wrangler is given that asks for a secret. */
  readonly secret: string;
  /** The address that stands for the one of the page. */
  readonly url: string;
  /** What a person does between two commands: before the line that begins so. */
  readonly between?: Readonly<Record<string, string>>;
}

const SET_URL = 'SENDGATE_URL=https://sendgate.example.com';

/** Stops at the first command that fails, and names it. A line that is run already is not run again. */
export function scriptOf(page: string, { answers, secret, url, between = {} }: Typed): string {
  const run = new Set<string>();
  const lines = commandsOf(page).flatMap((line) => {
    const command = nameOf(line);
    if (command in NOT_RUN || command in RUN_ELSEWHERE) return [];
    // A deployment takes seconds, and a page names it where a person would look for it.
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

/** Loops read their own files; whatever else reads is answered by the person. A refusal of the API is a failure. */
const PRELUDE = `set -Eeuo pipefail
trap 'echo "failed: $BASH_COMMAND" >&2' ERR
curl() { command curl --silent --show-error --fail-with-body "$@"; }
read() {
  if [ "$1" = -rs ] || [[ $2 = *_ID ]]; then builtin read "$@" <&3; else builtin read "$@"; fi
}`;
