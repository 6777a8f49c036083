// SPDX-License-Identifier: EUPL-1.2
// Our own API against the rules for Dutch government APIs (Spectral) and against itself (schemathesis: does the
// running server do what its specification says, also with odd input?).
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { binary, startDemo } from "./lib/server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SHARED = resolve(process.env.VOORDEUR_SHARED ?? join(HERE, "../../shared"));
const RULES = join(SHARED, "data/api-rules/nl-api-design-rules.spectral.yaml");
const EXAMPLES_PER_OPERATION = 40;
const LIMIT_MS = 10 * 60_000;
const SEED = 20261126; // the same odd input every time
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

/** In the cache folder, where ./test setup put it. */
function schemathesis() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "voordeur");
  const found = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("schemathesis-")) : [];
  const program = found.map((name) => join(cache, name, "bin/schemathesis")).filter(existsSync);
  return program.sort().at(-1);
}

function run(title, program, args, cwd = HERE) {
  console.log(`-- ${title}`);
  const { status } = spawnSync(program, args, { stdio: "inherit", cwd, timeout: LIMIT_MS });
  if (status !== 0) process.exitCode = 1;
}

/** The demo prints a key for systems; without one only what is open to all is tried. */
function keyFrom(output) {
  return /API-sleutel:? +(\S+)/.exec(output)?.[1];
}

async function tryTheServer(program, spec, work) {
  const demo = await startDemo();
  try {
    const key = keyFrom(demo.output());
    const headers = key ? ["--header", `Authorization: Bearer ${key}`] : [];
    const what = ["--checks", CHECKS.join(","), "--max-examples", String(EXAMPLES_PER_OPERATION), "--seed", String(SEED)];
    const how = ["--continue-on-failure", "--warnings", "off", "--suppress-health-check", "all"];
    run("schemathesis", program, ["run", spec, "--origin", demo.url, ...headers, ...what, ...how], work);
  } finally {
    await demo.stop();
  }
}

if (!existsSync(RULES)) {
  console.log("SKIPPED: API checks (no rules in ../shared/data/api-rules)");
} else {
  const work = mkdtempSync(join(tmpdir(), "voordeur-api-"));
  try {
    const spec = join(work, "openapi.json");
    writeFileSync(spec, execFileSync(binary(), ["openapi"], { maxBuffer: 64 * 1024 * 1024 }));
    const spectral = join(HERE, "node_modules/.bin/spectral");
    run("NL API Design Rules", spectral, ["lint", spec, "--ruleset", RULES, "--fail-severity", "error"]);
    const program = schemathesis();
    if (program) await tryTheServer(program, spec, work);
    else console.log("SKIPPED: schemathesis (not installed: ./test setup)");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
