// SPDX-License-Identifier: EUPL-1.2
// Starts the built binary with a small demo municipality on a free port, and asks it for its routes.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const LISTENING = /Voordeur luistert op (http:\/\/\S+?:\d+)/;
/** All visitors of a test come from one address; the limits have tests of their own. */
const NO_LIMITS = { VOORDEUR_LIMITS_SENDS: "0", VOORDEUR_LIMITS_CODES: "0", VOORDEUR_LIMITS_SIGN_INS: "0" };
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 15_000;

/** The binary under test: VOORDEUR_TEST_BIN, else the newest one cargo built. */
export function binary() {
  if (process.env.VOORDEUR_TEST_BIN) return resolve(process.env.VOORDEUR_TEST_BIN);
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const built = ["demo", "debug", "release"].map((profile) => join(target, profile, "voordeur")).filter(existsSync);
  if (built.length === 0) throw new Error("No binary to test: cargo build --profile demo -p voordeur");
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

function listening(child, output) {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the demo did not start in time:\n${output()}`)), START_LIMIT_MS);
    const look = () => {
      const found = LISTENING.exec(output());
      if (!found) return;
      clearTimeout(timer);
      done(found[1]);
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("error", fail);
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(new Error(`the demo ended with code ${code}:\n${output()}`));
    });
  });
}

async function stopped(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await gone;
  clearTimeout(timer);
}

/**
 * A running demo. VOORDEUR_TEST_URL names one that already runs and is then left alone.
 * @returns {Promise<{url: string, output: () => string, stop: () => Promise<void>}>}
 */
export async function startDemo({ inwoners = 200, vragen = 400, extra = [] } = {}) {
  if (process.env.VOORDEUR_TEST_URL) {
    return { url: process.env.VOORDEUR_TEST_URL.replace(/\/$/, ""), output: () => "", stop: async () => {} };
  }
  const data = mkdtempSync(join(tmpdir(), "voordeur-e2e-"));
  const size = ["--inwoners", String(inwoners), "--vragen", String(vragen)];
  const args = ["demo", "--data", data, "--listen", "127.0.0.1:0", "--fresh", ...size, ...extra];
  const child = spawn(binary(), args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...NO_LIMITS } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (part) => (text += part));
  }
  const sweep = () => {
    child.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  };
  process.once("exit", sweep);
  const stop = async () => {
    await stopped(child);
    process.removeListener("exit", sweep);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const url = await listening(child, () => text);
    return { url, output: () => text, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The route table as the binary prints it; access is a list of roles, or one of "public", "resident", "system".
 * @returns {Promise<Array<{method: string, path: string, access: string[], sample: string}>>}
 */
export async function routes() {
  const { stdout } = await promisify(execFile)(binary(), ["routes", "--json"], { maxBuffer: 16 * 1024 * 1024 });
  return JSON.parse(stdout).map((route) => ({ ...route, access: [route.access].flat() }));
}
