/** A company's policy for one extension, as Chromium reads it from this machine. It wants root. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = '/etc/chromium/policies/managed';

/** Of an extension that is loaded from a folder: other browsers on the machine have others. */
function idOfFolder(build: string): string {
  const digest = createHash('sha256').update(build).digest('hex').slice(0, 32);
  return [...digest].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('');
}

export class ChromiumPolicy implements Disposable {
  readonly #file = join(FOLDER, `sendgate-test-${process.pid}.json`);
  readonly #id: string;
  readonly #firstMade: string | undefined;

  constructor(build: string) {
    this.#id = idOfFolder(build);
    // The folders that were not there before go with the file.
    this.#firstMade = mkdirSync(FOLDER, { recursive: true });
  }

  set(policy: object): void {
    const text = JSON.stringify({ '3rdparty': { extensions: { [this.#id]: policy } } });
    writeFileSync(this.#file, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.#file, { force: true });
    if (this.#firstMade !== undefined) rmSync(this.#firstMade, { recursive: true });
  }
}
