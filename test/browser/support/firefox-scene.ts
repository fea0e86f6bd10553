/** The surroundings of an admin in Firefox. They are empty at the start of each test. */
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { describeBrowser } from './describe-browser.ts';
import { Firefox } from './firefox.ts';
import { type Access, connectionOf, giveAccess, openSite, type Site } from './site.ts';

export interface FirefoxScene extends Site {
  readonly firefox: Firefox;
  /** Makes a new account with these addresses on its list, and connects the extension to it. */
  connect(...values: string[]): Promise<Access>;
}

export function describeFirefox(name: string, tests: (scene: () => FirefoxScene) => void): void {
  describeBrowser('Firefox ESR', name, () => {
    let opened: FirefoxScene | undefined;
    const scene = () => {
      if (opened === undefined) throw new Error('the browser has not started');
      return opened;
    };
    beforeAll(async () => {
      opened = await openDesk();
    });
    beforeEach(async () => {
      scene().front.reset();
      await scene().firefox.erase();
    });
    afterAll(() => opened?.[Symbol.asyncDispose]());
    tests(scene);
  });
}

async function openDesk(): Promise<FirefoxScene> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await openSite(inject('workerUrl'), inject('operatorToken')));
  const build = inject('firefoxBuild');
  const firefox = opened.use(await Firefox.launch({ build, console: site.console }));
  const kept = opened.move();
  return {
    ...site,
    firefox,
    async connect(...values) {
      const access = await giveAccess(site, 'manager');
      const entries = { format: 'address', values, remark: 'Mail server' };
      if (values.length > 0) await site.operator.add(access.account, entries);
      await firefox.keep({ connections: [connectionOf(site, access)] });
      return access;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
