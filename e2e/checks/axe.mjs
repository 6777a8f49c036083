// SPDX-License-Identifier: EUPL-1.2
// A1: no axe violations; what axe cannot decide equals a list that somebody looked at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { within } from "../lib/within.mjs";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE_LIMIT_MS = 60_000;
/** What can change when only colours change. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

function short(result) {
  const node = result.nodes[0];
  const more = result.nodes.length > 1 ? ` and ${result.nodes.length - 1} more` : "";
  return `${result.id} (${result.impact}): ${result.help} at ${node.target.join(" ")}${more}\n    ${node.html.slice(0, 160)}`;
}

/**
 * @param {import("playwright-core").Page} page
 * @param {{rules?: string[]}} [only] only these rules instead of all tags
 * @returns {Promise<{violations: string[], incomplete: string[]}>} incomplete: rule ids
 */
export async function axe(page, { rules } = {}) {
  await within(AXE_LIMIT_MS, page.evaluate(SOURCE), "axe load");
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  const result = await within(
    AXE_LIMIT_MS,
    page.evaluate((options) => globalThis.axe.run(document, options), {
      runOnly,
      resultTypes: ["violations", "incomplete"],
      // Frames are sandboxed mail; axe could not look into them anyway.
      iframes: false,
    }),
    "axe",
  );
  return {
    violations: result.violations.map(short),
    incomplete: result.incomplete.map((r) => r.id).sort(),
  };
}
