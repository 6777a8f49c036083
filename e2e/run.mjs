// SPDX-License-Identifier: EUPL-1.2
// Runs the browser tests: node run.mjs [part of a file name ...]. First the rig on itself: a rig that passes
// a bad page proves nothing.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromiumPath } from "./lib/browser.mjs";
import { binary } from "./lib/server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const rank = (name) => (name.startsWith("rig") ? 0 : 1);
const files = readdirSync(join(here, "test"))
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
  .map((name) => join("test", name));

try {
  chromiumPath();
  if (!files.every((file) => file.includes("rig"))) binary();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// One file at a time: each has its own demo and browser, and a small machine has two cores.
const run = spawnSync(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files], {
  cwd: here,
  stdio: "inherit",
});
process.exit(run.status ?? 1);
