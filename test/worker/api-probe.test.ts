import { expect, it } from 'vitest';
import { Gate } from './gate.ts';
it('probe', async () => {
  const gate = new Gate();
  const doc = await gate.call<object>('GET /openapi.json');
  console.log(JSON.stringify(doc.body));
  console.log([...doc.headers].join('\n'));
  expect(doc.status).toBe(200);
});
