import { afterEach, expect, it, vi } from 'vitest';
import { useNow } from '../../../extension/components/useNow.ts';
import { setClockAhead } from '../../../extension/model/server-clock.ts';
import { DrawnPage } from '../support/drawn-page.ts';

const HOUR_MS = 60 * 60 * 1000;

function Hours() {
  return <p>{Math.round((useNow(HOUR_MS) - Date.now()) / HOUR_MS)}</p>;
}

afterEach(() => setClockAhead(0));

it('the present time follows the endpoint’s clock, however early an answer sets it', async () => {
  using page = new DrawnPage(<Hours />);
  expect(page.text).toBe('0');
  // What a component does after it was drawn has not happened yet.
  setClockAhead(2 * HOUR_MS);
  await vi.waitFor(() => expect(page.text).toBe('2'));
  setClockAhead(3 * HOUR_MS);
  await vi.waitFor(() => expect(page.text).toBe('3'));
});
