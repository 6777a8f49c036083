// SPDX-License-Identifier: EUPL-1.2
// A2: valid HTML as the server sent it. A3: title, one h1, headings in order, landmarks.
import { HtmlValidate } from "html-validate";
import { inPage } from "./in-page.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Rows of the worklist become blocks on a narrow screen; explicit table roles keep their meaning then. A list
    // without bullets is one to VoiceOver only when it says so, also a numbered one.
    "no-redundant-role": "off",
    "prefer-native-element": ["error", { exclude: ["list", "region", "search", "table", "row", "rowgroup", "cell", "columnheader", "rowheader"] }],
    // Length of a title is the resident's question; search engines do not come here.
    "long-title": "off",
    // Formatting is the template engine's.
    "no-trailing-whitespace": "off",
    "attr-quotes": "off",
    "no-raw-characters": "off",
    "void-style": "off",
    "doctype-style": "off",
    // Our telephone links are read in a browser, not broken over lines by it.
    "tel-non-breaking": "off",
  },
});

/** @returns {Promise<string[]>} */
export async function validHtml(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((file) =>
    file.messages.filter((m) => m.severity === 2).map((m) => `line ${m.line}: ${m.message} (${m.ruleId})`),
  );
}

/** Runs in the page. */
function readStructure() {
  const problems = [];
  const h1 = [...document.querySelectorAll("h1")];
  if (h1.length !== 1) problems.push(`${h1.length} h1 headings, one wanted`);
  if (!document.documentElement.lang) problems.push("the page names no language");
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!heading.checkVisibility()) continue;
    const next = Number(heading.localName[1]);
    if (level > 0 && next > level + 1) problems.push(`heading jumps from h${level} to h${next}: "${heading.innerText.slice(0, 50)}"`);
    level = next;
  }
  for (const [landmark, selector] of [
    ["banner", "body > header, body > * > header, [role=banner]"],
    ["main", "main"],
  ]) {
    const found = document.querySelectorAll(selector).length;
    if (found === 0) problems.push(`no ${landmark} landmark`);
  }
  const skip = document.querySelector("a[href^='#']");
  const target = skip && document.getElementById(skip.getAttribute("href").slice(1));
  if (!target) problems.push("the first link does not skip to the content");
  if (/^\s*-|undefined|\{\{/.test(document.title) || !/ - \S/.test(document.title)) {
    problems.push(`title "${document.title}" does not follow "what - where"`);
  }
  const errors = document.querySelector("[role=alert] a[href^='#'], [aria-invalid=true]");
  if (errors && !document.title.startsWith("Fout: ")) problems.push(`title of a page with errors starts with "Fout: ", not "${document.title}"`);
  return problems;
}

export const structure = (page) => inPage(page, readStructure);

/** Runs in the page. A17. */
function readStatusRegions(wanted) {
  const regions = [...document.querySelectorAll("[role=status], [aria-live=polite], output")].filter((e) => !e.closest("[hidden]"));
  const outer = regions.filter((e) => !regions.some((other) => other !== e && other.contains(e)));
  return outer.length === wanted || (wanted === undefined && outer.length <= 1)
    ? []
    : [`${outer.length} polite status regions: ${outer.map(globalThis.voordeurChecks.describe).join(", ")}`];
}

/** A17: one polite place for news; exactly one where `wanted` says so. */
export const statusRegions = (page, wanted) => inPage(page, readStatusRegions, wanted);
