// SPDX-License-Identifier: EUPL-1.2
// A4: a form that is refused says so on top, in words, with links to the fields, and keeps what was typed.
import { inPage } from "./in-page.mjs";

/** Runs in the page. */
function readErrors(scripted) {
  const { describe } = globalThis.voordeurChecks;
  const problems = [];
  const summary = document.querySelector("main [role=alert]");
  if (!summary) return ["no summary of errors with role alert"];
  if (scripted && document.activeElement !== summary && !summary.contains(document.activeElement)) {
    problems.push(`the focus is not on the summary but on ${describe(document.activeElement)}`);
  }
  const links = [...summary.querySelectorAll("a[href^='#']")];
  if (links.length === 0) problems.push("the summary has no links to fields");
  for (const link of links) {
    const field = document.getElementById(link.getAttribute("href").slice(1));
    if (!field) {
      problems.push(`the summary links to nothing: ${link.getAttribute("href")}`);
      continue;
    }
    const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
    const group = field.closest("fieldset") ?? field;
    const said = [control, field, group].filter(Boolean);
    // A group of choices is marked by its description alone: aria-invalid does not belong on a group.
    const single = !field.matches("fieldset, [role=radiogroup]") && !/radio|checkbox/.test(control?.type ?? "");
    if (single && !said.some((e) => e.getAttribute("aria-invalid") === "true")) problems.push(`not marked invalid: ${describe(field)}`);
    const texts = said
      .flatMap((e) => (e.getAttribute("aria-describedby") ?? "").split(/\s+/))
      .filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent ?? "");
    if (!texts.some((text) => text.includes(link.textContent.trim()))) {
      problems.push(`the words of the summary are not at the field: "${link.textContent.trim()}"`);
    }
  }
  if (!document.title.startsWith("Fout: ")) problems.push(`title "${document.title}" does not start with "Fout: "`);
  return problems;
}

/**
 * @param {{name: string, value: string}[]} kept fields that must still hold what was typed
 */
export async function errorPage(page, status, kept = []) {
  const problems = status === 422 ? [] : [`status ${status}, 422 wanted`];
  problems.push(...(await inPage(page, readErrors, true)));
  for (const { name, value } of kept) {
    const now = await page.locator(`[name="${name}"]`).first().inputValue();
    if (now !== value) problems.push(`"${name}" lost what was typed: "${now}"`);
  }
  return problems;
}
