// SPDX-License-Identifier: EUPL-1.2
// What the flow tests share: one demo and one browser per file, visitors with and without script.
import { after } from "node:test";
import { signIn } from "../paginas.mjs";
import { launch, newPage } from "./browser.mjs";
import { Counter } from "./counter.mjs";
import { startDemo } from "./server.mjs";

/** Starts demo and browser; both end with the file. */
export async function stage() {
  const demo = await startDemo();
  const browser = await launch();
  after(async () => {
    await browser.close();
    await demo.stop();
  });
  return {
    url: demo.url,
    /** Somebody at a screen: signed in when `rol` is given; counts what this person does. */
    async person({ rol, script = true } = {}) {
      const page = await newPage(browser, { script });
      if (rol) await signIn(page, demo.url, rol);
      return { page, does: new Counter(page), leaves: () => page.context().close() };
    },
  };
}

/** With and without JavaScript: the same story must hold. */
export const BOTH_WAYS = [
  { script: true, how: "with script" },
  { script: false, how: "without script" },
];
