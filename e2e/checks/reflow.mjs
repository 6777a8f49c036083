// SPDX-License-Identifier: EUPL-1.2
// A7: nothing to scroll sideways at 320 px, at 400 %, with large text or with the reader's own text spacing.
import { VIEWPORTS } from "../lib/browser.mjs";
import { inPage, withStyle } from "./in-page.mjs";

const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
`;
const TWICE = "html { font-size: 200% !important; }";

/** Runs in the page. */
function readOverflow() {
  const { describe, offscreen } = globalThis.voordeurChecks;
  const problems = [];
  const width = document.documentElement.clientWidth;
  const scrolls = (e) => /(auto|scroll)/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1;
  const inScroller = (e) => {
    for (let p = e.parentElement; p && p !== document.documentElement; p = p.parentElement) {
      if (/(auto|scroll|hidden|clip)/.test(getComputedStyle(p).overflowX)) return true;
    }
    return false;
  };
  if (document.scrollingElement.scrollWidth > width + 1) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (e) => e.checkVisibility() && e.getBoundingClientRect().right + scrollX > width + 1 && !inScroller(e) && !offscreen(e),
    );
    const names = wide.slice(-3).map(describe).join(", ");
    problems.push(`the page is ${document.scrollingElement.scrollWidth} px wide in ${width} px: ${names}`);
  }
  for (const e of document.body.querySelectorAll("*")) {
    if (!scrolls(e) || e.localName === "textarea") continue;
    const named = e.hasAttribute("aria-label") || e.hasAttribute("aria-labelledby");
    if (e.tabIndex < 0 || !named) problems.push(`scrolls sideways without a name or keyboard: ${describe(e)}`);
  }
  return problems;
}

/** Runs in the page: text that its box cuts off. */
function readClipping() {
  const { describe, visible } = globalThis.voordeurChecks;
  const problems = [];
  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const cuts = /(hidden|clip)/.test(`${style.overflowX} ${style.overflowY}`);
    // A title that ends in an ellipsis is whole behind its link.
    if (!cuts || style.textOverflow === "ellipsis" || !e.innerText?.trim() || !visible(e)) continue;
    if (e.scrollHeight > e.clientHeight + 3 || e.scrollWidth > e.clientWidth + 3) problems.push(`text is cut off: ${describe(e)}`);
  }
  return problems;
}

export const overflow = (page) => inPage(page, readOverflow);

/** All of A7; leaves the page at the viewport it came with. */
export async function reflow(page) {
  const before = page.viewportSize();
  const problems = [];
  const add = (when, list) => problems.push(...list.map((text) => `${when}: ${text}`));
  try {
    await page.setViewportSize(VIEWPORTS.narrow);
    add("320 px", await inPage(page, readOverflow));
    await withStyle(page, SPACING, async () => {
      add("320 px with text spacing", await inPage(page, readOverflow));
      add("320 px with text spacing", await inPage(page, readClipping));
    });
    await page.setViewportSize(VIEWPORTS.zoomed);
    add("400 %", await inPage(page, readOverflow));
    await page.setViewportSize(VIEWPORTS.wide);
    add("1280 px", await inPage(page, readOverflow));
    await withStyle(page, TWICE, async () => {
      add("200 % text", await inPage(page, readOverflow));
      add("200 % text", await inPage(page, readClipping));
    });
    await withStyle(page, SPACING, async () => add("text spacing", await inPage(page, readClipping)));
  } finally {
    await page.setViewportSize(before);
  }
  return problems;
}
