/**
 * Two OpenAPI linters judge the /openapi.json of a running deployment. Both work on the text alone.
 */
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core';
import spectralRulesets from '@stoplight/spectral-rulesets';
import { beforeAll, expect, test } from 'vitest';
import { startServer } from '../../local/server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * These calls never answer with a 4xx. With Dovecot's default it would let everyone in, and a call
 * that takes nothing has no use for it.
 */
const NEVER_4XX = ['/healthz', '/v1/dovecot', '/v1/nginx-mail', '/v1/stalwart'];

/** The types of the two packages disagree on what a definition must have. */
const SPECTRAL_RULES = spectralRulesets.oas as unknown as RulesetDefinition;

let text: string;

beforeAll(async () => {
  using folder = temporaryFolder();
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  text = await (await fetch(`${server.url}/openapi.json`)).text();
  await server.close();
});

async function lintByRedocly(source: string) {
  const config = await createConfig({ extends: ['recommended'] });
  const found = await lintFromString({ source, config });
  return found.map(({ ruleId, message, location }) => ({
    ruleId,
    message,
    pointer: location[0]?.pointer ?? '',
  }));
}

async function lintBySpectral(source: string) {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset({ extends: [[SPECTRAL_RULES, 'recommended']] });
  const found = await spectral.run(JSON.parse(source));
  return found.map(({ code, message, path }) => ({ code, message, path: path.join('/') }));
}

test('redocly’s recommended rules find only the calls that never answer a 4xx', async () => {
  const found = await lintByRedocly(text);
  const excepted = NEVER_4XX.map((path) => `${path.replaceAll('/', '~1')}/${methodOf(path)}`);
  expect(found.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`).sort()).toEqual(
    excepted.map((call) => `operation-4xx-response #/paths/${call}/responses`).sort(),
  );
});

function methodOf(path: string): string {
  return Object.keys(JSON.parse(text).paths[path]).join();
}

test('spectral’s recommended rules find nothing', async () => {
  expect(await lintBySpectral(text)).toEqual([]);
});

/** The document with one path alone, in which a mistake is quickly found. */
function cutOut(path: string) {
  const document = JSON.parse(text);
  return { ...document, paths: { [path]: document.paths[path] } };
}

test('both find what is missing in a document', async () => {
  const { servers: _, ...document } = cutOut('/v1/accounts');
  delete document.paths['/v1/accounts'].get.operationId;
  const source = JSON.stringify(document);
  const rules = (await lintByRedocly(source)).map(({ ruleId }) => ruleId);
  expect(rules).toEqual(expect.arrayContaining(['no-empty-servers', 'operation-operationId']));
  const codes = (await lintBySpectral(source)).map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['oas3-api-servers', 'operation-operationId']));
});

test('both find an example that is not of its schema', async () => {
  const document = cutOut('/v1/accounts');
  const { content } = document.paths['/v1/accounts'].post.requestBody;
  content['application/json'].examples.account.value = { account: 7 };
  const source = JSON.stringify(document);
  const rules = (await lintByRedocly(source)).map(({ ruleId }) => ruleId);
  expect(rules).toContain('no-invalid-media-type-examples');
  const codes = (await lintBySpectral(source)).map(({ code }) => code);
  expect(codes).toContain('oas3-valid-media-example');
});
