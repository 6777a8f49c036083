// SPDX-License-Identifier: EUPL-1.2
// Listens along with a page: what went wrong in it, what it fetched, how heavy it was.

/** Starts listening; call before the first goto. */
export function watch(page) {
  const errors = [];
  const requests = [];
  page.on("pageerror", (error) => errors.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // A 4xx page reports itself here; the tests look at status codes on their own.
    const text = message.text();
    if (message.type() === "error" && !/the server responded with a status of 4\d\d/.test(text)) {
      errors.push(`console: ${text}`);
    }
  });
  page.on("requestfinished", (request) => requests.push(request));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page ends its live connection; that is no failure.
    if (!/ERR_ABORTED/.test(why)) errors.push(`request failed: ${request.url()} ${why}`);
  });
  return {
    errors,
    /** Forget what was seen so far, between two pages of one visit. */
    reset() {
      errors.length = 0;
      requests.length = 0;
    },
    /** Requests to another origin than `url`: there should be none. */
    foreign(url) {
      const origin = new URL(url).origin;
      return requests.map((r) => r.url()).filter((u) => /^https?:/.test(u) && new URL(u).origin !== origin);
    },
    /** Bytes over the wire by resource type, and how many requests. */
    async weight() {
      const bytes = { all: 0 };
      for (const request of requests) {
        const { responseBodySize } = await request.sizes().catch(() => ({ responseBodySize: 0 }));
        const kind = request.resourceType();
        bytes[kind] = (bytes[kind] ?? 0) + responseBodySize;
        bytes.all += responseBodySize;
      }
      return { bytes, requests: requests.length };
    },
  };
}
