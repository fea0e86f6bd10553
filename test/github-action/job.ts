/** The two ends of a job, as the runner starts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ACTION = join(import.meta.dirname, '../../integrations/github-action');

export interface Inputs {
  readonly url: string;
  readonly account: string;
  readonly token: string;
  readonly 'expires-in-seconds'?: string;
}

export interface Step {
  readonly code: number | null;
  /** The whole output, with the annotations. */
  readonly said: string;
}

export class Job implements Disposable {
  readonly #inputs: Inputs;
  readonly #action: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sendgate-job-'));

  /** The action comes from this version, or from the folder. */
  constructor(inputs: Inputs, action = ACTION) {
    this.#inputs = inputs;
    this.#action = action;
  }

  lease(): Promise<Step> {
    return this.#run('lease.mjs', {});
  }

  giveBack(): Promise<Step> {
    const saved = Object.entries(this.#read('state'));
    return this.#run(
      'give-back.mjs',
      Object.fromEntries(saved.map(([name, value]) => [`STATE_${name}`, value])),
    );
  }

  outputs(): Record<string, string> {
    return this.#read('output');
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #run(script: string, state: Record<string, string>): Promise<Step> {
    const inputs = Object.entries({ 'expires-in-seconds': '3600', ...this.#inputs });
    const child = spawn(process.execPath, [join(this.#action, script)], {
      env: {
        ...Object.fromEntries(
          inputs.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...state,
        GITHUB_STATE: join(this.#folder, 'state'),
        GITHUB_OUTPUT: join(this.#folder, 'output'),
        GITHUB_REPOSITORY: 'example/newsletter',
        GITHUB_RUN_ID: '42',
        GITHUB_JOB: 'notify',
      },
    });
    const [out, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code: child.exitCode, said: out + errors };
  }

  #read(name: string): Record<string, string> {
    const file = join(this.#folder, name);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    return Object.fromEntries(lines.map((line) => line.split('=', 2)));
  }
}
