/** Reads the answer of a server, if it is not longer than Sendgate's answers can be. */

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * @typedef {{ status: number, text: string }} Answer
 * @param {import('node:http').ClientRequest} request
 * @returns {Promise<Answer>}
 */
export function readAnswer(request) {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let bytes = 0;
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('error', reject);
      response.on('data', (chunk) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) return chunks.push(chunk);
        reject(new Error('the answer is too long to be Sendgate’s'));
        return request.destroy();
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
  });
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
export function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
