// SPDX-License-Identifier: EUPL-1.2
// A8: what one must hit is large enough, also for a finger that trembles.
import { inPage } from "./in-page.mjs";

const LEAST = 24; // px, WCAG 2.5.8, for everything
const RESIDENT = 44; // px high: buttons and navigation on pages for residents
const EMPLOYEE = 32; // px high: buttons and navigation on the dense pages, mostly used with a mouse and keys

/** Runs in the page. */
function readTargets({ least, resident, employee }) {
  const { describe, visible } = globalThis.voordeurChecks;
  const problems = [];
  const dense = document.body.classList.contains("vd-dicht");
  const comfortable = dense ? employee : resident;

  /** A link within a sentence is as high as its line; the rule excepts it. */
  function inSentence(e) {
    if (e.localName !== "a" || getComputedStyle(e).display !== "inline") return false;
    const around = e.closest("p, li, dd, td, th, span, div");
    if (!around) return false;
    return [...around.childNodes].some((n) => n !== e && !n.contains?.(e) && n.textContent.trim() !== "");
  }

  /** A control is also hit through its label. */
  function area(e) {
    const boxes = [e, ...(e.labels ?? [])].filter((x) => x.checkVisibility()).map((x) => x.getBoundingClientRect());
    const cell = e.closest("td, th");
    if (cell && /checkbox|radio/.test(e.type ?? "") && e.closest("label")) boxes.push(e.closest("label").getBoundingClientRect());
    return {
      width: Math.max(...boxes.map((b) => b.right)) - Math.min(...boxes.map((b) => b.left)),
      height: Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top)),
    };
  }

  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!visible(e) && !(e.labels?.length && visible(e.labels[0]))) continue;
    if (inSentence(e)) continue;
    const { width, height } = area(e);
    const size = `${Math.round(width)} x ${Math.round(height)}`;
    if (width < least - 0.5 || height < least - 0.5) {
      problems.push(`${size}, at least ${least} x ${least}: ${describe(e)}`);
      continue;
    }
    const isButton = e.localName === "button" || e.type === "submit" || e.classList.contains("vd-knop");
    const isNavigation = e.localName === "a" && e.closest("header nav") !== null;
    if ((isButton || isNavigation) && height < comfortable - 0.5) {
      problems.push(`${size}, at least ${comfortable} high: ${describe(e)}`);
    }
  }
  return problems;
}

export const targets = (page) => inPage(page, readTargets, { least: LEAST, resident: RESIDENT, employee: EMPLOYEE });
