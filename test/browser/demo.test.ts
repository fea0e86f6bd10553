import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { DEMO, StartProcess } from '../local/start-process.ts';
import { describeBrowser } from './support/describe-browser.ts';

/** The demo builds the extension first, which takes minutes on a busy machine. */
const MAX_MS = 240_000;
vi.setConfig({ testTimeout: MAX_MS + 10_000 });

describeBrowser('Chromium', 'npm run demo', () => {
  /** Everything that the demo makes lies in this folder. */
  const runIn = async (
    environment: Readonly<Record<string, string>>,
    test: (run: StartProcess, folder: string) => Promise<void>,
  ) => {
    const folder = mkdtempSync(join(tmpdir(), 'sendgate-demo-test-'));
    const own = { TMPDIR: folder, EXTENSION_OUTPUT: join(folder, 'build'), HEADLESS: '1' };
    try {
      await using run = new StartProcess({ ...own, ...environment }, DEMO, MAX_MS);
      await test(run, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('shows a browser with the extension connected; Ctrl-C ends all and leaves nothing', async () => {
    await runIn({}, async (run, folder) => {
      const endpoint = await run.printed(/connected to\s+(http:\S+)/);
      expect((await fetch(new URL('/healthz', endpoint))).ok).toBe(true);
      run.killGroup('SIGINT');
      expect(await run.ended).toEqual({ code: 0, signal: null });
      expect(run.errors).toBe('');
      expect(readdirSync(folder).filter((name) => name.startsWith('sendgate-demo-'))).toEqual([]);
      await expect(fetch(new URL('/healthz', endpoint))).rejects.toThrow();
    });
  });

  it('without a Chromium says how to load the extension, and with what to connect it', async () => {
    await runIn({ PATH: dirname(process.execPath) }, async (run) => {
      const token = await run.printed(/token +(\S+)/);
      const endpoint = await run.printed(/endpoint +(\S+)/);
      const build = await run.printed(/and this folder:\s+(\S+)/);
      expect(existsSync(join(build, 'manifest.json'))).toBe(true);
      const session = await fetch(new URL('/v1/session', endpoint), {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(await session.json()).toMatchObject({ role: 'manager' });
    });
  });
});
