import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { expectSettings } from '../../local/settings.ts';
import { StartError } from '../../local/start-error.ts';

test('nothing set: loopback, port 8787, state in .sendgate, the socket’s address, the extension built', () => {
  expect(expectSettings({ PORT: '' }, [])).toEqual({
    port: 8787,
    host: '127.0.0.1',
    stateDir: resolve('.sendgate'),
    operatorToken: undefined,
    trustClientAddressHeader: false,
    buildExtension: true,
    startAgent: false,
  });
});

test.each([
  [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, not "abc".'],
  [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536".'],
  [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1".'],
  [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, not "80.5".'],
  [
    { TRUST_CLIENT_ADDRESS_HEADER: 'yes' },
    'TRUST_CLIENT_ADDRESS_HEADER must be 1 or 0, not "yes".',
  ],
])('%o is refused', (environment, message) => {
  expect(() => expectSettings(environment, [])).toThrow(new StartError(message));
});

test('the one flag starts an agent, and another one is refused', () => {
  expect(expectSettings({}, ['--agent'])).toMatchObject({ startAgent: true });
  expect(() => expectSettings({}, ['--agnet'])).toThrow(/^There is no "--agnet"/);
});
