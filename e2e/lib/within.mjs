// SPDX-License-Identifier: EUPL-1.2
// A limit on everything that may hang: analyses in a page have no time-out of their own.

/**
 * Waits for a promise, at most `ms` milliseconds.
 * @template T
 * @param {number} ms
 * @param {Promise<T>} promise
 * @param {string} what named in the error
 * @returns {Promise<T>}
 */
export async function within(ms, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no result within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
