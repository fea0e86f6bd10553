/** Files share a workerd, which starts slowly: each finds KV and the objects empty. */
import { reset } from 'cloudflare:test';
import { beforeAll } from 'vitest';

beforeAll(reset);
