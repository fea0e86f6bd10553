/** An admin's desk: Chromium with the extension, the deployment, and the consoles. Each test finds it bare. */
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type { AccountRole } from '../../shared/api.ts';
import { Chromium, type Look } from './chromium.ts';
import { describeBrowser } from './describe-browser.ts';
import { type Access, connectionOf, giveAccess, openSite, type Site } from './site.ts';

export interface Desk extends Site {
  readonly chromium: Chromium;
  /** A new account, with the extension connected to it. */
  connect(role?: AccountRole): Promise<Access>;
}

export function describeDesk(name: string, tests: (desk: () => Desk) => void, look?: Look): void {
  describeBrowser('Chromium', name, () => {
    let opened: Desk | undefined;
    const desk = () => {
      if (opened === undefined) throw new Error('the browser has not started');
      return opened;
    };
    beforeAll(async () => {
      opened = await openDesk(look);
    });
    beforeEach(async () => {
      desk().front.reset();
      await desk().chromium.reset();
    });
    afterAll(() => opened?.[Symbol.asyncDispose]());
    tests(desk);
  });
}

async function openDesk(look: Look = {}): Promise<Desk> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await openSite(inject('workerUrl'), inject('operatorToken')));
  const build = inject('chromeBuild');
  const chromium = opened.use(await Chromium.launch({ ...look, build, console: site.console }));
  const kept = opened.move();
  return {
    ...site,
    chromium,
    async connect(role = 'manager') {
      const access = await giveAccess(site, role);
      await chromium.keep({ connections: [connectionOf(site, access)] });
      return access;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
